//! The values of an object to be sent. In: views, any JSON, or JSON as it came. Out: the same taken apart, and its text.

use serde_json::value::RawValue;

use super::super::unheld::{members, read_string};
use super::super::view::items;
use super::super::write::write_view_as;
use super::super::{Json, View};
use super::{Numbers, Outgoing, Sent};

#[derive(Clone, PartialEq)]
pub(super) enum Value {
    /// JSON as it is.
    Text(Vec<u8>),
    Object(Outgoing),
    List(Vec<Value>),
}

impl Value {
    pub(super) fn null() -> Self {
        Self::Text(b"null".to_vec())
    }

    pub(super) fn new(view: &View<'_>, numbers: Numbers) -> Self {
        match view {
            View::Model(model) => Self::Object(Outgoing::new(*model, numbers)),
            View::List(list) => {
                let values = items(*list).map(|item| Self::new(&item, numbers));
                Self::List(values.collect())
            }
            View::Json(json) => Self::of_json(json),
            View::RawJson(text, _) => Self::of_text(text, 0),
            view => {
                let mut text = Vec::new();
                write_view_as(view, numbers, &mut text);
                Self::Text(text)
            }
        }
    }

    fn of_json(json: &Json) -> Self {
        match json {
            Json::Object(members) => {
                let mut object = Outgoing::default();
                for (name, value) in members {
                    object.push(name, None, Self::of_json(value));
                }
                object.find_links();
                Self::Object(object)
            }
            Json::Array(items) => Self::List(items.iter().map(Self::of_json).collect()),
            other => {
                let mut text = Vec::new();
                write_view_as(&View::Json(other), Numbers::Plain, &mut text);
                Self::Text(text)
            }
        }
    }

    /// JSON as it came, taken apart only.
    fn of_text(json: &str, depth: usize) -> Self {
        /// What nests deeper stays whole.
        const DEPTH: usize = 128;
        let whole = || Self::Text(json.as_bytes().to_vec());
        match json.bytes().next() {
            Some(b'{') if depth < DEPTH => {
                let Ok(members) = members(json) else {
                    return whole();
                };
                let mut object = Outgoing::default();
                for (name, value) in members {
                    // What has half a surrogate pair in its name is sent as it is with what it is in.
                    let Ok((name, true)) = read_string(name.get()) else {
                        return whole();
                    };
                    object.push(&name, None, Self::of_text(value.get(), depth + 1));
                }
                object.find_links();
                Self::Object(object)
            }
            Some(b'[') if depth < DEPTH => match serde_json::from_str::<Vec<&RawValue>>(json) {
                Ok(items) => {
                    let items = items.iter();
                    Self::List(
                        items
                            .map(|item| Self::of_text(item.get(), depth + 1))
                            .collect(),
                    )
                }
                Err(_) => whole(),
            },
            _ => whole(),
        }
    }

    pub(super) fn write(&self, sent: Sent, out: &mut Vec<u8>) {
        match self {
            Self::Text(text) => out.extend_from_slice(text),
            Self::Object(object) => object.write(sent, out),
            Self::List(items) => {
                out.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(b',');
                    }
                    item.write(sent, out);
                }
                out.push(b']');
            }
        }
    }
}
