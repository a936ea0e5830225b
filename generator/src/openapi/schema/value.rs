//! What a schema is: the value that it describes.

use super::keywords::Keywords;
use super::merge::{Bases, Merged};
use super::types::Pending;
use super::{Extent, Name, Part, Schemas};
use crate::api::{Docs, Kinds, Scalar, TypeId, TypeKind, Value};
use crate::openapi::context::Spot;
use crate::openapi::resolve;

/// Schemas that nest deeper than this are read later: composition can make them nest without end.
const DEEPEST: usize = 48;

/// What is known of schemas that were read, or are being read.
pub(super) enum Memo {
    /// It is being read; the type where something inside refers to it.
    Active(Option<TypeId>),
    Done(Value),
}

/// What a schema is.
pub(super) enum Shape {
    Value(Value),
    /// A type that has or needs a name.
    Kind(TypeKind),
}

impl Shape {
    pub(super) fn scalar(scalar: Scalar) -> Self {
        Self::Value(Value::Scalar(scalar))
    }

    pub(super) fn any() -> Self {
        Self::scalar(Scalar::Any)
    }
}

impl<'t> Schemas<'_, 't> {
    /// Reads the types that are referred to and not read yet.
    pub(super) fn complete(&mut self) {
        while let Some(Pending { id, parts }) = self.types.pending.pop_front() {
            if self.is_too_much() {
                return;
            }
            if let Some(value) = self.renamed(&parts) {
                let (docs, deprecated) = self.docs_of(&parts);
                self.types.set(id, TypeKind::Alias(value), docs, deprecated);
                continue;
            }
            let name = self.types.get(id).map(|ty| ty.name.clone());
            let shape = self.shape(&parts, &Name::root(name.unwrap_or_default()));
            let kind = match shape {
                Shape::Kind(kind) => kind,
                Shape::Value(value) => TypeKind::Alias(value),
            };
            let (docs, deprecated) = self.docs_of(&parts);
            self.types.set(id, kind, docs, deprecated);
        }
        self.is_too_much();
    }

    /// What a schema that is only a reference stands for.
    fn renamed(&mut self, parts: &[Part<'t>]) -> Option<Value> {
        let [part] = parts else {
            return None;
        };
        let (target, reference) = self.sole_reference(part.spot)?;
        let id = self.types.declare(target, resolve::words(reference));
        Some(Value::Named(id))
    }

    /// The value that schemas describe together.
    pub(super) fn value(&mut self, parts: &[Part<'t>], name: &Name<'_>) -> Value {
        let value = self.never_null(parts, name);
        let may_be_null = parts.iter().any(|part| self.is_nullable(part.spot));
        match value {
            value if may_be_null => nullable(value),
            value => value,
        }
    }

    /// The value without null.
    pub(super) fn never_null(&mut self, parts: &[Part<'t>], name: &Name<'_>) -> Value {
        if let [part] = parts
            && part.extent == Extent::Whole
        {
            if let Some((target, reference)) = self.sole_reference(part.spot) {
                let name = resolve::words(reference);
                return Value::Named(self.types.declare(target, name));
            }
            if let Some(id) = self.types.declared(part.spot) {
                return Value::Named(id);
            }
        }
        let key: Vec<_> = parts.iter().map(|part| part.key()).collect();
        match self.memo.get_mut(&key) {
            Some(Memo::Done(value)) => return value.clone(),
            Some(Memo::Active(id)) => {
                let id = id.get_or_insert_with(|| self.types.reserve_at(name));
                return Value::Named(*id);
            }
            None => {}
        }
        if self.depth >= DEEPEST || self.is_too_much() {
            let id = self.types.reserve_at(name);
            let parts = parts.to_vec();
            self.types.pending.push_back(Pending { id, parts });
            self.memo.insert(key, Memo::Done(Value::Named(id)));
            return Value::Named(id);
        }
        self.memo.insert(key.clone(), Memo::Active(None));
        self.depth += 1;
        let shape = self.shape(parts, name);
        self.depth -= 1;
        let reserved = match self.memo.get(&key) {
            Some(Memo::Active(id)) => *id,
            _ => None,
        };
        let value = self.named(shape, reserved, parts, name);
        self.memo.insert(key, Memo::Done(value.clone()));
        value
    }

    /// The value of a shape: where it needs a name, a type.
    fn named(
        &mut self,
        shape: Shape,
        reserved: Option<TypeId>,
        parts: &[Part<'t>],
        name: &Name<'_>,
    ) -> Value {
        let (docs, deprecated) = self.docs_of(parts);
        match (shape, reserved) {
            (Shape::Kind(kind), Some(id)) => {
                self.types.set(id, kind, docs, deprecated);
                Value::Named(id)
            }
            (Shape::Value(value), Some(id)) => {
                self.types.set(id, TypeKind::Alias(value), docs, deprecated);
                Value::Named(id)
            }
            (Shape::Kind(kind), None) => {
                Value::Named(self.types.intern(kind, (docs, deprecated), name))
            }
            (Shape::Value(value), None) => value,
        }
    }

    fn docs_of(&self, parts: &[Part<'t>]) -> (Docs, bool) {
        let docs = parts.iter().map(|part| self.cx.docs(part.spot));
        let docs = docs.into_iter().find(|docs| *docs != Docs::default());
        let deprecated = parts.iter().all(|part| self.cx.is_deprecated(part.spot));
        (docs.unwrap_or_default(), deprecated)
    }

    /// What a schema refers to.
    pub(super) fn target(&self, keywords: &Keywords<'t>) -> Option<Spot<'t>> {
        self.cx.referred(keywords.spot, keywords.reference?)
    }

    /// What a schema that is only a reference refers to, perhaps by an `allOf` of one, and the reference.
    pub(super) fn sole_reference(&self, spot: Spot<'t>) -> Option<(Spot<'t>, &'t str)> {
        let keywords = self.cx.keywords(spot);
        if keywords.is_structural() {
            return None;
        }
        let parts = keywords.all_of.iter().map(|node| spot.with(node));
        let mut parts = parts.filter(|part| !self.cx.keywords(*part).is_empty());
        match (keywords.reference, parts.next(), parts.next()) {
            (Some(reference), None, None) => {
                let target = self.cx.referred(spot, reference)?;
                Some((target, reference))
            }
            (None, Some(part), None) => self.sole_reference(part),
            _ => None,
        }
    }

    /// What schemas are together.
    pub(super) fn shape(&mut self, parts: &[Part<'t>], name: &Name<'_>) -> Shape {
        let mut merged = self.merge(parts, Bases::Kept);
        if let Some(shape) = self.constant(&merged) {
            return shape;
        }
        self.drop_groups(&mut merged);
        if let Some(group) = merged.groups.pop() {
            return self.group(parts, &merged, &group, name);
        }
        self.plain(&merged, name)
    }

    /// What schemas are that have no alternatives and list no values.
    pub(super) fn plain(&mut self, merged: &Merged<'t>, name: &Name<'_>) -> Shape {
        let kinds = merged.kinds.unwrap_or(if merged.base.is_some() {
            Kinds::OBJECT
        } else {
            Kinds::NONE
        });
        let kinds = kinds.without(Kinds::NULL);
        match kinds {
            Kinds::NONE => Shape::any(),
            Kinds::OBJECT => self.object(merged, name),
            Kinds::LIST => Shape::Value(self.list(merged, name)),
            Kinds::BOOLEAN | Kinds::TEXT | Kinds::INTEGER | Kinds::FRACTION | Kinds::NUMBER => {
                Shape::scalar(super::scalar::scalar(merged, kinds))
            }
            kinds if kinds.or(Kinds::NULL) == Kinds::ALL => Shape::any(),
            kinds => self.several(merged, kinds, name),
        }
    }
}

/// A value or null.
pub(super) fn nullable(value: Value) -> Value {
    match value {
        value @ Value::Nullable(_) => value,
        value => Value::Nullable(Box::new(value)),
    }
}
