//! JSON as it is sent. In: a value. Out: its JSON without what only replies have.

use std::fmt::Write as _;

use crate::value::{PropertyRole, View, items, present, write_text, write_view};

/// The JSON of a value, without members that are read-only, at any depth: services refuse them.
pub(in crate::call) fn to_sent_json(view: &View<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    write_sent(view, &mut out);
    out
}

fn write_sent(view: &View<'_>, out: &mut Vec<u8>) {
    match view {
        View::Model(model) => {
            out.push(b'{');
            let start = out.len();
            present(*model, |name, view, role| {
                if role == Some(PropertyRole::ReadOnly) {
                    return;
                }
                if out.len() > start {
                    out.push(b',');
                }
                write_text(name, out);
                out.push(b':');
                write_sent(&view, out);
            });
            out.push(b'}');
        }
        View::List(list) => {
            out.push(b'[');
            for (index, item) in items(*list).enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_sent(&item, out);
            }
            out.push(b']');
        }
        scalar => write_view(scalar, out),
    }
}

/// The same with all characters beyond ASCII escaped, for headers.
pub(super) fn to_ascii_json(view: &View<'_>) -> String {
    let json = to_sent_json(view);
    let mut ascii = String::with_capacity(json.len());
    for letter in String::from_utf8_lossy(&json).chars() {
        if letter.is_ascii() {
            ascii.push(letter);
            continue;
        }
        let mut units = [0; 2];
        for unit in letter.encode_utf16(&mut units) {
            let _ = write!(ascii, "\\u{unit:04x}");
        }
    }
    ascii
}
