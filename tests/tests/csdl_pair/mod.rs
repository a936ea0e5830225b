//! Documents as CSDL XML and as CSDL JSON.
//!
//! `random` makes documents, `xml` and `json` write them, `same` takes out of documents what the two formats
//! cannot both say.

mod json;
mod random;
mod same;
mod xml;

pub(crate) use json::json;
pub(crate) use random::Choices;
pub(crate) use same::{normalize, without_positions};
pub(crate) use xml::xml;
