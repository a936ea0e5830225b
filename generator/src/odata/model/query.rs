//! Questions that later stages ask the model.
//!
//! What comes in: ids. What goes out: names, bases, members with inherited ones, keys, and annotations.

use crate::csdl::Expression;

use super::types::{
    Annotation, Annotations, DefinitionId, EnumId, KeyPart, Model, NamespaceId, NavigationProperty,
    OperationId, Property, StructuredId, TermId,
};

/// Ids of what has a qualified name.
pub trait Named: Copy {
    /// Namespace and name without namespace.
    fn name_in(self, model: &Model) -> (NamespaceId, &str);
}

macro_rules! named {
    ($($id:ty),*) => {$(
        impl Named for $id {
            fn name_in(self, model: &Model) -> (NamespaceId, &str) {
                (model[self].namespace, &model[self].name)
            }
        }
    )*};
}

named!(StructuredId, EnumId, DefinitionId, OperationId, TermId);

impl Model {
    /// The full name of a type, operation or term, such as `microsoft.graph.call`.
    pub fn qualified_name(&self, id: impl Named) -> String {
        let (namespace, name) = id.name_in(self);
        format!("{}.{name}", self[namespace].name)
    }

    /// What a structured type is called without a version, where it stands for several; else its full name.
    pub fn unversioned_name(&self, id: StructuredId) -> String {
        let ty = &self[id];
        let namespace = &self[ty.namespace];
        match &namespace.version_of {
            Some(family) if !ty.versions.is_empty() => format!("{family}.{}", ty.name),
            _ => self.qualified(ty.namespace, &ty.name),
        }
    }

    /// What services call a structured type: by the newest of its versions, where it has several.
    pub fn wire_name(&self, id: StructuredId) -> String {
        let ty = &self[id];
        let newest = ty.versions.last().copied().unwrap_or(ty.namespace);
        self.qualified(newest, &ty.name)
    }

    /// The bases of a type, nearest first, without the type itself.
    pub fn ancestors(&self, id: StructuredId) -> impl Iterator<Item = StructuredId> + '_ {
        std::iter::successors(self[id].base, |base| self[*base].base)
    }

    /// The type and then its bases, nearest first.
    pub fn with_bases(&self, id: StructuredId) -> impl Iterator<Item = StructuredId> + '_ {
        std::iter::once(id).chain(self.ancestors(id))
    }

    /// The type and its bases, the one without a base first.
    pub fn line(&self, id: StructuredId) -> Vec<StructuredId> {
        let mut line: Vec<StructuredId> = self.with_bases(id).collect();
        line.reverse();
        line
    }

    /// All structural properties, inherited ones first.
    pub fn all_properties(&self, id: StructuredId) -> impl Iterator<Item = &Property> + '_ {
        self.line(id)
            .into_iter()
            .flat_map(|id| &self[id].properties)
    }

    /// All navigation properties, inherited ones first.
    pub fn all_navigation(
        &self,
        id: StructuredId,
    ) -> impl Iterator<Item = &NavigationProperty> + '_ {
        self.line(id)
            .into_iter()
            .flat_map(|id| &self[id].navigation)
    }

    /// The key: the type's own, or that of the nearest base with one. Empty where there is none.
    pub fn effective_key(&self, id: StructuredId) -> &[KeyPart] {
        let mut line = self.with_bases(id);
        line.find(|id| !self[*id].key.is_empty())
            .map_or(&[], |id| self[id].key.as_slice())
    }

    /// Whether `derived` has `base` among its bases. No type is derived from itself.
    pub fn is_derived_from(&self, derived: StructuredId, base: StructuredId) -> bool {
        self.ancestors(derived).any(|ancestor| ancestor == base)
    }

    /// Everything derived from a type, directly or not, each before what derives from it; without the type.
    pub fn descendants(&self, id: StructuredId) -> Vec<StructuredId> {
        let mut found = Vec::new();
        let mut next: Vec<StructuredId> = self[id].derived.iter().rev().copied().collect();
        while let Some(id) = next.pop() {
            found.push(id);
            next.extend(self[id].derived.iter().rev());
        }
        found
    }
}

impl Annotations {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The annotation with a term, given by its full name, and without qualifier.
    pub fn get(&self, term: &str) -> Option<&Annotation> {
        let mut annotations = self.0.iter();
        annotations.find(|annotation| annotation.term == term && annotation.qualifier.is_none())
    }

    /// The annotations of the annotation with a term and qualifier.
    pub(super) fn get_mut(&mut self, term: &str, qualifier: Option<&str>) -> Option<&mut Self> {
        let mut annotations = self.0.iter_mut();
        let found =
            annotations.find(|it| it.term == term && it.qualifier.as_deref() == qualifier)?;
        Some(&mut found.annotations)
    }

    /// All annotations with a term, given by its full name, with any qualifier or none.
    pub fn all<'a>(&'a self, term: &'a str) -> impl Iterator<Item = &'a Annotation> {
        self.0
            .iter()
            .filter(move |annotation| annotation.term == term)
    }

    /// The text of an annotation.
    pub fn string(&self, term: &str) -> Option<&str> {
        self.get(term)?.value.as_ref()?.as_str()
    }

    /// The value of a Boolean annotation: true where it is given without a value, as for tagging terms;
    /// `None` where it is not given or no Boolean.
    pub fn bool(&self, term: &str) -> Option<bool> {
        self.get(term)?
            .value
            .as_ref()
            .map_or(Some(true), Expression::as_bool)
    }
}
