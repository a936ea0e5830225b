//! A judge of other people's making: a document in OpenAPI goes in; whether Prism finds every request of the generated crate
//! good by that document, and the crate reads every reply, comes out.
//!
//! Each method of the generated builders that begins a request is a case. Its arguments and setters get values that are made
//! from the schemas of the document, by other code than the generator's. All cases are one program, which sends them to
//! Prism; that validates the requests, and answers by the document.

pub mod calls;
pub mod cycles;
pub mod document;
pub mod examples;
pub mod patterns;
pub mod prism;
pub mod program;
pub mod report;
pub mod run;
pub mod values;

pub use run::{Options, run};

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failed(pub(crate) String);

impl Failed {
    pub(crate) fn new(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}
