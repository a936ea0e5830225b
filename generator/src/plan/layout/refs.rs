//! References: how one file of the generated crate names what stands in another.
//!
//! A type of the same namespace is imported and written bare; one of another namespace, or one that is
//! deprecated, is written with its path, so that a lint can be allowed where it is mentioned; so is one that may not be
//! there where the file is.

use std::collections::BTreeSet;

use crate::api::{EdgeId, TypeId};
use crate::model::{Primitive, StructuredId, TypeRef, Typed};

use crate::plan::Context;
use crate::plan::names::modules::requests;
use crate::plan::names::type_names::TypeNames;
use crate::plan::names::{ModuleName, TypeName};
use crate::plan::{ItemType, Shape, Target, TypePath, ValueType};

/// The references of one file, while it is planned.
#[derive(Debug)]
pub(in crate::plan) struct Refs<'c, 'm> {
    context: &'c Context<'m>,
    namespace: Option<ModuleName>,
    file: Option<ModuleName>,
    ty: Option<TypeId>,
    imports: BTreeSet<TypeName>,
    request_imports: BTreeSet<TypeName>,
    query_imports: BTreeSet<TypeName>,
}

impl<'c, 'm> Refs<'c, 'm> {
    /// For a type's file.
    pub(in crate::plan) fn of_type(context: &'c Context<'m>, names: &TypeNames) -> Self {
        Self {
            context,
            namespace: Some(names.namespace.clone()),
            file: Some(names.file.clone()),
            ty: Some(names.ty),
            imports: BTreeSet::new(),
            request_imports: BTreeSet::new(),
            query_imports: BTreeSet::new(),
        }
    }

    /// For a file outside the namespaces: everything is written with its path.
    pub(in crate::plan) fn of_root(context: &'c Context<'m>) -> Self {
        Self {
            context,
            namespace: None,
            file: None,
            ty: None,
            imports: BTreeSet::new(),
            request_imports: BTreeSet::new(),
            query_imports: BTreeSet::new(),
        }
    }

    /// What the file imports of its namespace: types, and request builders.
    pub(in crate::plan) fn into_imports(self) -> (Vec<TypeName>, Vec<TypeName>) {
        (
            self.imports.into_iter().collect(),
            self.request_imports.into_iter().collect(),
        )
    }

    /// What the module of constants imports from the namespace, beside what the file does. There is nothing
    /// afterwards.
    pub(in crate::plan) fn take_query_imports(&mut self) -> Vec<TypeName> {
        std::mem::take(&mut self.query_imports)
            .into_iter()
            .collect()
    }

    /// A type, by its names.
    pub(in crate::plan) fn model(&mut self, names: &TypeNames) -> TypePath {
        self.path(
            names,
            names.name.clone(),
            names.deprecated,
            Target::Item(names.ty),
        )
    }

    /// A structured type.
    pub(in crate::plan) fn structured(&mut self, id: StructuredId) -> TypePath {
        self.model(self.context.registry.structured(id))
    }

    /// What a value declared as a structured type is read into: the enum over its family, where it is polymorphic;
    /// else the type.
    pub(in crate::plan) fn declared(&mut self, id: StructuredId) -> TypePath {
        let names = self.context.registry.structured(id);
        match &names.any {
            Some(any) if self.context.hierarchies.is_polymorphic(id) => {
                self.path(names, any.clone(), names.deprecated, Target::Any(names.ty))
            }
            _ => self.model(names),
        }
    }

    /// Whether values of a CSDL type are read into an enum over its family.
    pub(in crate::plan) fn is_polymorphic(&self, ty: TypeRef) -> bool {
        matches!(ty, TypeRef::Structured(id) if self.context.hierarchies.is_polymorphic(id))
    }

    /// A structured type by its path: nothing is imported for it.
    pub(in crate::plan) fn structured_by_path(&self, id: StructuredId) -> TypePath {
        let names = self.context.registry.structured(id);
        let modules = if self.is_here(names) {
            Vec::new()
        } else {
            vec![names.namespace.clone()]
        };
        TypePath {
            modules,
            name: names.name.clone(),
            deprecated: names.deprecated,
            target: Target::Item(names.ty),
        }
    }

    /// A structured type for the module of constants: the file itself may have no use for it.
    pub(in crate::plan) fn in_queries(&mut self, id: StructuredId) -> TypePath {
        let mut path = self.structured_by_path(id);
        let names = self.context.registry.structured(id);
        if !names.deprecated && self.is_beside(names) {
            if !path.modules.is_empty() {
                self.query_imports.insert(path.name.clone());
            }
            path.modules.clear();
        }
        path
    }

    /// The builder of one such resource, or of a collection.
    pub(in crate::plan) fn builder(
        &mut self,
        id: StructuredId,
        collection: bool,
    ) -> Option<TypePath> {
        let names = self.context.registry.structured(id);
        let name = if collection {
            &names.collection
        } else {
            &names.single
        };
        let node = self.context.lowered.node((id, collection))?;
        Some(self.path(names, name.clone()?, false, Target::Builder(node)))
    }

    /// The type of the optional parameters of an operation, which stands in the file of the type that it is bound to, or in the
    /// client's.
    pub(in crate::plan) fn operation(
        &self,
        owner: Option<&TypeNames>,
        name: TypeName,
        deprecated: bool,
        edge: EdgeId,
    ) -> TypePath {
        let modules = match owner {
            Some(owner) if self.is_here(owner) => Vec::new(),
            Some(owner) => requests(&owner.namespace),
            None => Vec::new(),
        };
        TypePath {
            modules,
            name,
            deprecated,
            target: Target::Call(edge),
        }
    }

    /// What a CSDL type is as an item.
    pub(in crate::plan) fn item(&mut self, ty: TypeRef) -> ItemType {
        let registry = &self.context.registry;
        match ty {
            TypeRef::Primitive(primitive) => primitive_item(primitive),
            TypeRef::Structured(id) if !self.context.offered.has_model(id) => {
                ItemType::Runtime("Json")
            }
            TypeRef::Structured(id) => ItemType::Generated(self.declared(id)),
            TypeRef::Enum(id) => {
                let path = self.model(registry.enumeration(id));
                let flags = self.context.model[id].is_flags;
                if flags {
                    ItemType::Flags(path)
                } else {
                    ItemType::Generated(path)
                }
            }
            TypeRef::Definition(id) => ItemType::Generated(self.model(registry.definition(id))),
        }
    }

    /// What a CSDL type is as a value; `owner` is the type whose property it is.
    pub(in crate::plan) fn value(&mut self, ty: &Typed, owner: StructuredId) -> ValueType {
        ValueType {
            shape: shape(self.context, ty, owner),
            item: self.item(ty.item),
        }
    }

    /// What a CSDL type is as a value that is not a field.
    pub(in crate::plan) fn unboxed(&mut self, ty: &Typed) -> ValueType {
        let shape = if ty.collection {
            Shape::Many
        } else {
            Shape::One
        };
        ValueType {
            shape,
            item: self.item(ty.item),
        }
    }

    fn is_here(&self, names: &TypeNames) -> bool {
        self.namespace.as_ref() == Some(&names.namespace) && self.file.as_ref() == Some(&names.file)
    }

    /// Whether what has these names is in the same namespace and there wherever this file is: what may be off is not a line
    /// of imports.
    fn is_beside(&self, names: &TypeNames) -> bool {
        let areas = self.context.areas;
        self.namespace.as_ref() == Some(&names.namespace)
            && self.ty.is_none_or(|ty| areas.implies(ty, names.ty))
    }

    fn path(
        &mut self,
        names: &TypeNames,
        name: TypeName,
        deprecated: bool,
        target: Target,
    ) -> TypePath {
        let is_builder = matches!(target, Target::Builder(_));
        let modules = if self.is_here(names) {
            Vec::new()
        } else if self.is_beside(names) && !deprecated {
            let imports = if is_builder {
                &mut self.request_imports
            } else {
                &mut self.imports
            };
            imports.insert(name.clone());
            Vec::new()
        } else if is_builder {
            requests(&names.namespace)
        } else {
            vec![names.namespace.clone()]
        };
        TypePath {
            modules,
            name,
            deprecated,
            target,
        }
    }
}

/// How a value of a CSDL type stands in a field of `owner`.
pub(in crate::plan) fn shape(context: &Context<'_>, ty: &Typed, owner: StructuredId) -> Shape {
    let recursive = |item| context.components.is_recursive(owner, item);
    match ty.item {
        _ if ty.null_items => Shape::ManyNullable,
        _ if ty.collection => Shape::Many,
        TypeRef::Structured(item)
            if !context.hierarchies.is_polymorphic(item) && recursive(item) =>
        {
            Shape::Boxed
        }
        _ => Shape::One,
    }
}

/// The Rust type of a primitive type (CSDL XML 4.01, section 3.3).
pub(in crate::plan) fn primitive_item(primitive: Primitive) -> ItemType {
    match primitive {
        Primitive::Boolean => ItemType::Prelude("bool"),
        Primitive::Byte => ItemType::Prelude("u8"),
        Primitive::SByte => ItemType::Prelude("i8"),
        Primitive::Int16 => ItemType::Prelude("i16"),
        Primitive::Int32 => ItemType::Prelude("i32"),
        Primitive::Int64 => ItemType::Prelude("i64"),
        Primitive::Single => ItemType::Prelude("f32"),
        Primitive::Double => ItemType::Prelude("f64"),
        Primitive::String => ItemType::Prelude("String"),
        Primitive::Binary => ItemType::Runtime("Binary"),
        Primitive::Date => ItemType::Runtime("Date"),
        Primitive::DateTimeOffset => ItemType::Runtime("DateTimeOffset"),
        Primitive::Decimal => ItemType::Runtime("Decimal"),
        Primitive::Duration => ItemType::Runtime("Duration"),
        Primitive::Guid => ItemType::Runtime("Guid"),
        Primitive::TimeOfDay => ItemType::Runtime("TimeOfDay"),
        Primitive::Stream | Primitive::Geo | Primitive::Any => ItemType::Runtime("Json"),
    }
}
