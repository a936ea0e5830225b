//! Values: what types hold each other, what a value is behind aliases and null.

use std::collections::HashSet;

use crate::api::{Api, Kinds, Scalar, TypeId, TypeKind, Union, Value};
use crate::plan::ItemType;
use crate::plan::items::boxing::strong_components;

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

    /// Whether a struct holds another without a pointer, and that one it.
    pub(super) fn is_recursive(&self, owner: TypeId, item: TypeId) -> bool {
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

/// A struct and what it derives from, the nearest first.
pub(super) fn bases(api: &Api, id: TypeId) -> Vec<TypeId> {
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
    chain
}

/// The fields of a struct, those of its bases first; a field that is said again takes the place of the base's.
pub(super) fn all_fields(api: &Api, id: TypeId) -> Vec<&crate::api::Field> {
    let mut fields: Vec<&crate::api::Field> = Vec::new();
    for id in bases(api, id).into_iter().rev() {
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
