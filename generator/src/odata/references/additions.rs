//! What is taken of the schemas that a document wants.
//!
//! What comes in: where they are. What goes out: copies of them without annotations of what is not there, the
//! annotations that are included besides, and the references of their documents, which tell what is missing.

use std::collections::HashSet;

use super::needs::Index;
use super::wanted::{Library, Wanted};
use super::{Settings, annotations};
use crate::csdl::{self, Document, Reference, Schema};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// What is added to a document.
pub(super) struct Additions<'a> {
    pub(super) settings: Settings<'a>,
    pub(super) library: &'a mut Library,
    pub(super) wanted: &'a Wanted,
    pub(super) warnings: &'a mut Vec<Diagnostic>,
}

pub(super) type Collected = (Vec<Schema>, Vec<csdl::TargetedAnnotations>, Vec<Reference>);

impl Additions<'_> {
    pub(super) fn collect(mut self, main: &Document) -> Result<Collected, Diagnostics> {
        let mut schemas = Vec::new();
        let mut references = Vec::new();
        let mut seen = HashSet::new();
        for (from, at) in &self.wanted.places {
            let Some(document) = self.library.document(*from) else {
                continue;
            };
            if seen.insert(*from) {
                references.extend(document.references.iter().cloned());
            }
            if let Some(schema) = document.schemas.get(*at) {
                schemas.push(self.reduced(document, schema));
            }
        }
        let annotations = annotations::included(&mut self, main, &references)?;
        Ok((schemas, annotations, references))
    }

    /// A schema without annotations of what is not there.
    fn reduced(&self, document: &Document, schema: &Schema) -> Schema {
        let index = Index::new(document);
        let mut schema = schema.clone();
        let targeted = std::mem::take(&mut schema.targeted);
        let (kept, _): (Vec<_>, Vec<_>) = targeted.into_iter().partition(|targeted| {
            index
                .target(&schema, &targeted.target)
                .is_some_and(|namespace| self.wanted.namespaces.contains(namespace))
        });
        schema.targeted = kept;
        schema
    }
}
