//! Values as text. In: a value, and how a description wants it. Out: what stands in a path, a query, a header, a cookie or
//! a form; or why no server would read it back.

mod escape;
mod json;
mod pairs;
mod path;
#[cfg(test)]
mod tests;
mod text;
mod value;

pub(crate) use escape::escape;
pub(super) use escape::escape_name;
pub(super) use json::to_sent_json;
pub(super) use pairs::query_pairs;
pub(super) use path::{PathValue, fill_template};
pub(super) use text::{cookie_pairs, header_text};
pub(super) use value::Written;

use crate::error::InvalidRequest;

/// How lists within `deepObject` are written, which OpenAPI leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListForm {
    /// With numbers: `a[0]=x&a[1]=y`.
    #[default]
    Indexed,
    /// With empty brackets: `a[]=x&a[]=y`.
    Brackets,
    /// By repetition: `a=x&a=y`.
    Repeated,
}

/// What services want written differently.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CallSettings {
    /// Brackets in names stay as they are.
    pub(crate) raw_brackets: bool,
    pub(crate) list_form: ListForm,
}

/// Why a value is not sent.
fn unreadable(name: &str, reason: &'static str) -> InvalidRequest {
    InvalidRequest::Parameter {
        name: name.to_owned(),
        reason,
    }
}

const NESTED: &str =
    "it nests deeper than its style can say; only the style deepObject, or JSON, can";
const HAS_SEPARATOR: &str = "an item has the character that separates items, and no server tells the two apart; send it in calls of one item each";
