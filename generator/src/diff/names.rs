//! What is called how in both versions: an element of the old version has the key of what it has become.
//!
//! Keys are texts: `Namespace.type`, `Namespace.type/member`, `/child` of the container, `@Namespace.term`,
//! and for an operation what [`super::operations`] says. Two elements with one key are compared.

use std::collections::HashMap;

use crate::model::{Model, OperationId, TypeRef, Typed};

/// The keys of one version's elements.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Types and members that are called otherwise now.
    pub(super) renamed: HashMap<String, String>,
    /// By id.
    pub(super) operations: Vec<String>,
}

impl Names {
    /// The key of a type or member, from its own name.
    pub(super) fn key(&self, name: &str) -> String {
        if let Some(key) = self.renamed.get(name) {
            return key.clone();
        }
        match name.split_once('/') {
            Some((owner, member)) if !owner.is_empty() => {
                format!("{}/{member}", self.key(owner))
            }
            _ => name.to_owned(),
        }
    }

    pub(super) fn operation(&self, id: OperationId) -> &str {
        self.operations.get(id.index()).map_or("", String::as_str)
    }

    /// The name of what a type name refers to, in keys.
    pub(super) fn type_ref(&self, model: &Model, ty: TypeRef) -> String {
        match ty {
            TypeRef::Primitive(primitive) => format!("Edm.{primitive:?}"),
            TypeRef::Structured(id) => self.key(&model.qualified_name(id)),
            TypeRef::Enum(id) => self.key(&model.qualified_name(id)),
            TypeRef::Definition(id) => self.key(&model.qualified_name(id)),
        }
    }

    /// A type with its multiplicity.
    pub(super) fn typed(&self, model: &Model, ty: &Typed) -> String {
        let item = self.type_ref(model, ty.item);
        if ty.collection {
            format!("Collection({item})")
        } else {
            item
        }
    }
}
