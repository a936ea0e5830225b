//! Printing for debugging. In: views. Out: text like a derived `Debug`, present properties only.

use std::fmt;

use super::model::present;
use super::view::items;
use super::{Field, Model, View};

/// `Debug` of every model: `Person { displayName: "Ann" }`.
pub(crate) fn debug_model(
    name: &str,
    model: &dyn Model,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut output = f.debug_struct(name);
    present(model, |name, view, _| {
        output.field(name, &Shown(&view));
    });
    output.finish()
}

/// `Debug` of every union: `Pet({"name": "Rex"})`.
pub(crate) fn debug_field(
    name: &str,
    field: &dyn Field,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.debug_tuple(name).field(&Shown(&field.view())).finish()
}

/// `Debug` of every enumeration: the member as it is sent, control characters escaped.
pub(crate) fn debug_enumeration(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}", text.escape_debug())
}

struct Shown<'a, 'v>(&'a View<'v>);

impl fmt::Debug for Shown<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Null => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::Int(value) | View::Int64(value) => value.fmt(f),
            View::UInt64(value) => value.fmt(f),
            View::Double(value) => value.fmt(f),
            View::Single(value) => value.fmt(f),
            View::Decimal(value) => value.fmt(f),
            View::Str(text) => text.fmt(f),
            View::Enum { text, .. } => debug_enumeration(text, f),
            View::Guid(value) => value.fmt(f),
            View::Date(value) => value.fmt(f),
            View::TimeOfDay(value) => value.fmt(f),
            View::DateTimeOffset(value) => value.fmt(f),
            View::Duration(value) => fmt::Display::fmt(value, f),
            View::Binary(bytes) => write!(f, "{} bytes", bytes.len()),
            View::RawJson(text, _) => f.write_str(text),
            View::Json(value) => fmt::Display::fmt(value, f),
            View::Model(model) => {
                let mut output = f.debug_map();
                present(*model, |name, view, _| {
                    output.entry(&format_args!("{name}"), &Shown(&view));
                });
                output.finish()
            }
            View::List(list) => {
                let mut output = f.debug_list();
                for item in items(*list) {
                    output.entry(&Shown(&item));
                }
                output.finish()
            }
        }
    }
}
