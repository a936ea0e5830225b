//! What a file refers to: a value of the service goes in, its Rust type comes out, and the file imports it.

use std::collections::BTreeSet;

use super::Context;
use super::values::{resolved, scalar, struct_of};
use crate::api::{TypeId, TypeKind, Value};
use crate::plan::names::owned::MODELS_MODULE;
use crate::plan::names::{ModuleName, TypeName};
use crate::plan::{ItemType, Shape, Target, TypePath, ValueType};

/// The references of one file, while it is planned: a type beside is imported and written bare, from elsewhere all are
/// written with their path.
#[derive(Debug)]
pub(super) struct Refs<'c> {
    context: &'c Context<'c>,
    /// The type whose file it is.
    file: Option<TypeId>,
    imports: BTreeSet<TypeName>,
}

impl<'c> Refs<'c> {
    /// For the file of a type.
    pub(super) fn of_model(context: &'c Context<'c>, id: TypeId) -> Self {
        Self {
            context,
            file: Some(id),
            imports: BTreeSet::new(),
        }
    }

    /// For a file outside the models.
    pub(super) fn elsewhere(context: &'c Context<'c>) -> Self {
        Self {
            context,
            file: None,
            imports: BTreeSet::new(),
        }
    }

    /// What the file imports.
    pub(super) fn imports(self) -> Vec<TypeName> {
        self.imports.into_iter().collect()
    }

    /// The struct, enum or alias of a type.
    pub(super) fn item_path(&mut self, id: TypeId) -> TypePath {
        let name = self.context.names.name(id).clone();
        self.path(id, name, Target::Item(id))
    }

    fn path(&mut self, id: TypeId, name: TypeName, target: Target) -> TypePath {
        let deprecated = self.context.api[id].deprecated;
        let bare = self.file == Some(id) || (self.file.is_some() && !deprecated);
        if bare && self.file != Some(id) {
            self.imports.insert(name.clone());
        }
        let modules = (!bare).then(|| ModuleName::new(&[MODELS_MODULE]));
        TypePath {
            modules: modules.into_iter().collect(),
            name,
            deprecated,
            target,
        }
    }

    /// A value where it stands alone; null is left to what holds it.
    pub(super) fn item(&mut self, value: &Value) -> ItemType {
        match value {
            Value::Scalar(it) => scalar(*it),
            Value::Nullable(inner) => self.item(inner),
            Value::List(inner) => ItemType::List(Box::new(self.nullable(inner))),
            Value::Map(inner) => ItemType::Map(Box::new(self.nullable(inner))),
            Value::Named(id) => self.named(*id),
        }
    }

    fn named(&mut self, id: TypeId) -> ItemType {
        let context = self.context;
        if context.values.is_endless(id) || !context.kept.has_type(id) {
            return ItemType::Runtime("Json");
        }
        if let TypeKind::Union(union) = &context.api[id].kind
            && let [first, second] = union.variants.as_slice()
            && context.values.is_either(id)
        {
            let [first, second] = [first, second].map(|it| Box::new(self.pointed(&it.value)));
            return ItemType::Either(first, second);
        }
        match context.names.family(id) {
            Some(name) => ItemType::Generated(self.path(id, name.clone(), Target::Any(id))),
            None => ItemType::Generated(self.item_path(id)),
        }
    }

    /// A value in a list or a map.
    fn nullable(&mut self, value: &Value) -> ItemType {
        let item = self.item(value);
        if resolved(self.context.api, value).1 {
            ItemType::Nullable(Box::new(item))
        } else {
            item
        }
    }

    /// A value in a field of a struct.
    pub(super) fn field(&mut self, value: &Value, owner: TypeId) -> ValueType {
        let item = self.item(value);
        let held = struct_of(self.context.api, value);
        let held = held.filter(|id| self.context.names.family(*id).is_none());
        let boxed = held.is_some_and(|id| self.context.values.is_recursive(owner, id));
        let shape = if boxed { Shape::Boxed } else { Shape::One };
        ValueType { shape, item }
    }

    /// A value in a variant of the runtime's generic union.
    fn pointed(&mut self, value: &Value) -> ItemType {
        let ValueType { shape, item } = self.variant(value);
        match shape {
            Shape::Boxed => ItemType::Boxed(Box::new(item)),
            _ => item,
        }
    }

    /// A value in a variant of an enum, behind a pointer where it is large.
    pub(super) fn variant(&mut self, value: &Value) -> ValueType {
        let item = self.item(value);
        let resolved = resolved(self.context.api, value).0;
        let large = match resolved {
            Value::Named(id) => !matches!(&self.context.api[*id].kind, TypeKind::Enum { .. }),
            _ => false,
        };
        let large = large && matches!(item, ItemType::Generated(_));
        let shape = if large { Shape::Boxed } else { Shape::One };
        ValueType { shape, item }
    }
}
