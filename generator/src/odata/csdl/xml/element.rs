//! Elements of a document, as they are read.

use crate::odata::csdl::place::Place;

/// The XML namespace of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::odata::csdl) enum Namespace {
    /// `Schema` and what is in it.
    Edm,
    /// The wrapper around schemas.
    Edmx,
    /// None at all.
    None,
    /// Another.
    Foreign(Box<str>),
}

/// An element without white space between its children, comments and processing instructions.
#[derive(Debug)]
pub(in crate::odata::csdl) struct Element {
    pub(in crate::odata::csdl) name: Box<str>,
    pub(in crate::odata::csdl) namespace: Namespace,
    /// Attributes in no namespace; foreign ones are dropped.
    pub(in crate::odata::csdl) attributes: Vec<(Box<str>, String)>,
    pub(in crate::odata::csdl) children: Vec<Element>,
    /// All text directly in the element.
    pub(in crate::odata::csdl) text: String,
    pub(in crate::odata::csdl) place: Place,
}

impl Element {
    /// Whether it is an element of CSDL proper with this name.
    pub(in crate::odata::csdl) fn is_edm(&self, name: &str) -> bool {
        self.namespace == Namespace::Edm && &*self.name == name
    }
}
