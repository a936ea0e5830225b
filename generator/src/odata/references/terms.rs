//! The namespaces of the terms that a document annotates with: it includes them for its annotations.

use std::collections::HashSet;

use super::needs::Index;
use crate::csdl::{Annotation, Document, EntityContainer, Operation, Schema, StructuredType};

/// The namespaces of all terms in use.
pub(super) fn namespaces<'d>(document: &'d Document, index: &'d Index<'d>) -> HashSet<&'d str> {
    let mut used = Used {
        index,
        found: HashSet::new(),
    };
    for schema in &document.schemas {
        used.schema(schema);
    }
    used.found
}

struct Used<'d> {
    index: &'d Index<'d>,
    found: HashSet<&'d str>,
}

impl<'d> Used<'d> {
    fn schema(&mut self, schema: &'d Schema) {
        self.annotations(schema, &schema.annotations);
        for ty in &schema.structured {
            self.structured(schema, ty);
        }
        for ty in &schema.enums {
            self.annotations(schema, &ty.annotations);
            for member in &ty.members {
                self.annotations(schema, &member.annotations);
            }
        }
        for ty in &schema.definitions {
            self.annotations(schema, &ty.annotations);
        }
        for operation in &schema.operations {
            self.operation(schema, operation);
        }
        for term in &schema.terms {
            self.annotations(schema, &term.annotations);
        }
        for container in &schema.containers {
            self.container(schema, container);
        }
        for targeted in &schema.targeted {
            self.annotations(schema, &targeted.annotations);
        }
    }

    fn structured(&mut self, schema: &'d Schema, ty: &'d StructuredType) {
        self.annotations(schema, &ty.annotations);
        for property in &ty.properties {
            self.annotations(schema, &property.annotations);
        }
        for property in &ty.navigation {
            self.annotations(schema, &property.annotations);
        }
    }

    fn operation(&mut self, schema: &'d Schema, operation: &'d Operation) {
        self.annotations(schema, &operation.annotations);
        for parameter in &operation.parameters {
            self.annotations(schema, &parameter.annotations);
        }
        if let Some(returns) = &operation.returns {
            self.annotations(schema, &returns.annotations);
        }
    }

    fn container(&mut self, schema: &'d Schema, container: &'d EntityContainer) {
        self.annotations(schema, &container.annotations);
        for child in &container.children {
            self.annotations(schema, &child.annotations);
        }
    }

    /// Documents nest to a limited depth, and so does this.
    fn annotations(&mut self, schema: &'d Schema, annotations: &'d [Annotation]) {
        for annotation in annotations {
            self.found
                .extend(self.index.namespace_of(schema, &annotation.term));
            self.annotations(schema, &annotation.annotations);
        }
    }
}
