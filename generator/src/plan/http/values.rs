//! Values: what a value of the service is goes in, the Rust type that holds it comes out.

use std::collections::{BTreeSet, HashSet};

use crate::api::{Api, Kinds, Scalar, TypeId, TypeKind, Union, Value};
use crate::plan::items::boxing::strong_components;
use crate::plan::names::owned::MODELS_MODULE;
use crate::plan::names::{ModuleName, TypeName};
use crate::plan::{ItemType, Shape, Target, TypePath, ValueType};

use super::Context;

/// What is known of the types that hold each other.
#[derive(Debug)]
pub(super) struct Values {
    /// Aliases that lead to themselves without a struct or a union in between: Rust has no name for them.
    endless: HashSet<TypeId>,
    /// Unions that are written as the runtime's generic one.
    either: HashSet<TypeId>,
    components: Vec<usize>,
    /// Structs that hold themselves.
    selfish: HashSet<usize>,
}

impl Values {
    pub(super) fn new(api: &Api) -> Self {
        let edges: Vec<Vec<usize>> = (0..api.types.len()).map(|at| by_value(api, at)).collect();
        let selfish = edges.iter().enumerate();
        let selfish = selfish.filter(|(at, to)| to.contains(at));
        Self {
            endless: endless(api),
            either: either(api),
            selfish: selfish.map(|(at, _)| at).collect(),
            components: strong_components(&edges),
        }
    }

    /// Whether an alias leads to itself.
    pub(super) fn is_endless(&self, id: TypeId) -> bool {
        self.endless.contains(&id)
    }

    /// Whether a union is written as the runtime's generic one, so that it has no enum.
    pub(super) fn is_either(&self, id: TypeId) -> bool {
        self.either.contains(&id)
    }

    fn is_recursive(&self, owner: TypeId, item: TypeId) -> bool {
        if owner == item {
            return self.selfish.contains(&owner.index());
        }
        self.components.get(owner.index()) == self.components.get(item.index())
    }
}

/// What a struct holds without a pointer: other structs. Lists, maps, unions and families have pointers of their own.
fn by_value(api: &Api, at: usize) -> Vec<usize> {
    let TypeKind::Struct { .. } = &api.types[at].kind else {
        return Vec::new();
    };
    let id = TypeId(u32::try_from(at).unwrap_or(u32::MAX));
    let fields = all_fields(api, id);
    let held = fields.into_iter().filter_map(|field| {
        let id = struct_of(api, &field.value)?;
        Some(id.index())
    });
    held.collect()
}

/// The struct that a value is, behind aliases and null.
pub(super) fn struct_of(api: &Api, value: &Value) -> Option<TypeId> {
    match resolved(api, value).0 {
        Value::Named(id) => match &api[*id].kind {
            TypeKind::Struct { .. } => Some(*id),
            _ => None,
        },
        _ => None,
    }
}

/// A value behind aliases and null, and whether it may be null. An alias that leads to itself is given as it is.
pub(super) fn resolved<'a>(api: &'a Api, value: &'a Value) -> (&'a Value, bool) {
    let (mut value, mut nullable) = (value, false);
    for _ in 0..=api.types.len() {
        value = match value {
            Value::Nullable(inner) => {
                nullable = true;
                inner
            }
            Value::Named(id) => match &api[*id].kind {
                TypeKind::Alias(inner) => inner,
                _ => return (value, nullable),
            },
            _ => return (value, nullable),
        };
    }
    (value, nullable)
}

/// The fields of a struct, those of its bases first; a field that is said again takes the place of the base's.
pub(super) fn all_fields(api: &Api, id: TypeId) -> Vec<&crate::api::Field> {
    let mut chain = vec![id];
    while let Some(TypeKind::Struct {
        base: Some(base), ..
    }) = chain.last().map(|id| &api[*id].kind)
    {
        if chain.contains(base) {
            break;
        }
        chain.push(*base);
    }
    let mut fields: Vec<&crate::api::Field> = Vec::new();
    for id in chain.into_iter().rev() {
        let TypeKind::Struct { fields: own, .. } = &api[id].kind else {
            continue;
        };
        for field in own {
            match fields.iter_mut().find(|it| it.name == field.name) {
                Some(before) => *before = field,
                None => fields.push(field),
            }
        }
    }
    fields
}

/// Aliases that lead to themselves.
fn endless(api: &Api) -> HashSet<TypeId> {
    let ids = api.types.iter().map(|ty| match &ty.kind {
        TypeKind::Alias(value) => named_in(value).into_iter().collect(),
        _ => Vec::new(),
    });
    in_circles(&ids.collect::<Vec<_>>())
}

/// Unions of two shapes that JSON tells apart and that have no name of their own: they share one generic type. Those
/// that lead to themselves by way of such unions and aliases would be types without end.
fn either(api: &Api) -> HashSet<TypeId> {
    let pair = |ty: &crate::api::Type| match &ty.kind {
        TypeKind::Union(union) if ty.name.contains(' ') => is_pair(union),
        _ => false,
    };
    let ids = api.types.iter().map(|ty| match &ty.kind {
        TypeKind::Alias(value) => named_in(value).into_iter().collect(),
        TypeKind::Union(union) if pair(ty) => {
            let named = union.variants.iter().filter_map(|it| named_in(&it.value));
            named.collect()
        }
        _ => Vec::new(),
    });
    let circles = in_circles(&ids.collect::<Vec<_>>());
    let all = api.types.iter().enumerate().filter(|(_, ty)| pair(ty));
    let all = all.filter_map(|(at, _)| u32::try_from(at).ok().map(TypeId));
    all.filter(|id| !circles.contains(id)).collect()
}

fn is_pair(union: &Union) -> bool {
    let whole = |kinds: Kinds| {
        if kinds.and(Kinds::NUMBER).is_empty() {
            kinds
        } else {
            kinds.or(Kinds::NUMBER)
        }
    };
    match union.variants.as_slice() {
        [first, second] => {
            let kinds = [first, second].map(|it| whole(it.tests.kinds).without(Kinds::NULL));
            let apart = kinds[0].and(kinds[1]).is_empty();
            apart && union.discriminator.is_none() && !kinds.iter().any(|it| it.is_empty())
        }
        _ => false,
    }
}

/// Types that lead to themselves.
fn in_circles(leads: &[Vec<TypeId>]) -> HashSet<TypeId> {
    let edges: Vec<Vec<usize>> = leads
        .iter()
        .map(|ids| ids.iter().map(|id| id.index()).collect())
        .collect();
    let components = strong_components(&edges);
    let mut sizes = vec![0_usize; edges.len()];
    for component in &components {
        sizes[*component] += 1;
    }
    let found = edges
        .iter()
        .enumerate()
        .filter(|(at, to)| to.contains(at) || components.get(*at).is_some_and(|it| sizes[*it] > 1));
    found
        .filter_map(|(at, _)| u32::try_from(at).ok().map(TypeId))
        .collect()
}

fn named_in(value: &Value) -> Option<TypeId> {
    match value {
        Value::Scalar(_) => None,
        Value::Named(id) => Some(*id),
        Value::List(inner) | Value::Map(inner) | Value::Nullable(inner) => named_in(inner),
    }
}

/// The Rust type of a scalar.
pub(super) fn scalar(scalar: Scalar) -> ItemType {
    match scalar {
        Scalar::Boolean => ItemType::Prelude("bool"),
        Scalar::Float(32) => ItemType::Prelude("f32"),
        Scalar::Float(_) => ItemType::Prelude("f64"),
        Scalar::Integer(8) => ItemType::Prelude("i8"),
        Scalar::Integer(16) => ItemType::Prelude("i16"),
        Scalar::Integer(32) => ItemType::Prelude("i32"),
        Scalar::Integer(_) => ItemType::Prelude("i64"),
        Scalar::Natural(8) => ItemType::Prelude("u8"),
        Scalar::Natural(16) => ItemType::Prelude("u16"),
        Scalar::Natural(32) => ItemType::Prelude("u32"),
        Scalar::Natural(_) => ItemType::Prelude("u64"),
        // A time of day has many spellings, with a zone and without: its text is kept.
        Scalar::Text | Scalar::Time => ItemType::Prelude("String"),
        Scalar::Bytes => ItemType::Runtime("Binary"),
        Scalar::Date => ItemType::Runtime("Date"),
        Scalar::DateTime => ItemType::Runtime("DateTimeOffset"),
        Scalar::Decimal => ItemType::Runtime("Decimal"),
        Scalar::Duration => ItemType::Runtime("Duration"),
        Scalar::Uuid => ItemType::Runtime("Guid"),
        Scalar::Any | Scalar::Stream => ItemType::Runtime("Json"),
    }
}

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
