//! The types so far: those that are referred to have a place before they are read, and equal ones without a name are one.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, VecDeque};
use std::hash::{Hash, Hasher};

use super::{Name, Part, Schemas};
use crate::api::{Docs, Field, FieldMore, Rest, Scalar, Type, TypeId, TypeKind, Value};
use crate::limits::Limit;
use crate::openapi::context::Spot;

/// A type that is to be read.
pub(super) struct Pending<'t> {
    pub(super) id: TypeId,
    pub(super) parts: Vec<Part<'t>>,
}

/// That a type without a name in the description is what it is by something that stands in a schema or an operation: where it
/// first stands, which names it, and where something else is said of it, so that it is documented otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) ty: TypeId,
    /// The name of the schema or webhook, or the id of the operation, with the name of the callback behind it.
    pub(crate) place: String,
}

/// The types so far.
#[derive(Default)]
pub(super) struct Types<'t> {
    all: Vec<Type>,
    /// By the keys of their schemas.
    named: HashMap<usize, TypeId>,
    pub(super) pending: VecDeque<Pending<'t>>,
    /// Those without a name, by what they are.
    alike: HashMap<u64, Vec<TypeId>>,
    origins: Vec<Origin>,
    /// Fields of all.
    fields: usize,
}

impl<'t> Types<'t> {
    /// The type of a schema that is referred to.
    pub(super) fn declare(&mut self, spot: Spot<'t>, name: String) -> TypeId {
        if let Some(id) = self.named.get(&spot.key()) {
            return *id;
        }
        let id = self.reserve(name);
        self.named.insert(spot.key(), id);
        let parts = vec![Part::whole(spot)];
        self.pending.push_back(Pending { id, parts });
        id
    }

    /// The type of a schema, where it is referred to.
    pub(super) fn declared(&self, spot: Spot<'t>) -> Option<TypeId> {
        self.named.get(&spot.key()).copied()
    }

    /// A place for a type without a name that is not read yet.
    pub(super) fn reserve_at(&mut self, name: &Name<'_>) -> TypeId {
        let id = self.reserve(name.text());
        self.comes_from(id, name);
        id
    }

    fn comes_from(&mut self, ty: TypeId, name: &Name<'_>) {
        let place = name.origin();
        if self
            .origins
            .last()
            .is_none_or(|it| it.ty != ty || it.place != place)
        {
            let place = place.to_owned();
            self.origins.push(Origin { ty, place });
        }
    }

    fn reserve(&mut self, name: String) -> TypeId {
        let id = TypeId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(Type {
            name,
            kind: TypeKind::Alias(Value::Scalar(Scalar::Any)),
            docs: None,
            deprecated: false,
        });
        id
    }

    pub(super) fn get(&self, id: TypeId) -> Option<&Type> {
        self.all.get(id.index())
    }

    pub(super) fn by_name(&self, name: &str) -> Option<TypeId> {
        let at = self.all.iter().position(|ty| ty.name == name)?;
        u32::try_from(at).ok().map(TypeId)
    }

    pub(super) fn set(&mut self, id: TypeId, kind: TypeKind, docs: Docs, deprecated: bool) {
        self.fields = self.fields.saturating_add(fields(&kind).len());
        if let Some(ty) = self.all.get_mut(id.index()) {
            ty.kind = kind;
            ty.docs = (docs != Docs::default()).then(|| Box::new(docs));
            ty.deprecated = deprecated;
        }
    }

    /// A type without a name: one that is alike, or a new one.
    pub(super) fn intern(
        &mut self,
        kind: TypeKind,
        (docs, deprecated): (Docs, bool),
        name: &Name<'_>,
    ) -> TypeId {
        let hash = hash(&kind);
        let known = self.alike.get(&hash).into_iter().flatten().copied();
        let same = |id: &TypeId| {
            let ty = self.get(*id);
            ty.is_some_and(|ty| is_alike(&ty.kind, &kind))
        };
        if let Some(id) = known.into_iter().find(same) {
            if let Some(ty) = self.all.get_mut(id.index()) {
                let was_deprecated = ty.deprecated;
                ty.deprecated &= deprecated;
                let changed = reconcile(ty, &docs, kind);
                if changed || ty.deprecated != was_deprecated {
                    self.comes_from(id, name);
                }
            }
            return id;
        }
        let id = self.reserve_at(name);
        self.set(id, kind, docs, deprecated);
        self.alike.entry(hash).or_default().push(id);
        id
    }

    pub(super) fn into_all(self) -> (Vec<Type>, Vec<Origin>) {
        (self.all, self.origins)
    }
}

impl Schemas<'_, '_> {
    /// Whether there are more types or fields than allowed: nothing more is read then.
    pub(super) fn is_too_much(&self) -> bool {
        for (limit, count, what) in [
            (
                Limit::Types,
                self.types.all.len(),
                "the document has too many types",
            ),
            (
                Limit::Fields,
                self.types.fields,
                "all types have too many fields",
            ),
        ] {
            if count > self.cx.limits.get(limit) {
                self.cx.exceeded(limit, None, what);
                return true;
            }
        }
        false
    }
}

fn fields(kind: &TypeKind) -> &[Field] {
    match kind {
        TypeKind::Struct { fields, .. } => fields,
        _ => &[],
    }
}

/// A hash of what a type is, without its documentation and the order of its fields.
fn hash(kind: &TypeKind) -> u64 {
    let mut hasher = DefaultHasher::new();
    std::mem::discriminant(kind).hash(&mut hasher);
    let each = fields(kind).iter().map(|field| {
        let mut hasher = DefaultHasher::new();
        (&field.name, &field.value, field.required).hash(&mut hasher);
        hasher.finish()
    });
    each.fold(0, u64::wrapping_add).hash(&mut hasher);
    match kind {
        TypeKind::Enum { members } => {
            let values = members.iter().map(|member| &member.value);
            values.for_each(|value| value.hash(&mut hasher));
        }
        TypeKind::Union(union) => {
            let values = union.variants.iter().map(|variant| &variant.value);
            values.for_each(|value| value.hash(&mut hasher));
        }
        TypeKind::Struct { .. } | TypeKind::Alias(_) => {}
    }
    hasher.finish()
}

/// Whether two types are the same but for their documentation and the order of their fields.
fn is_alike(one: &TypeKind, other: &TypeKind) -> bool {
    match (one, other) {
        (
            TypeKind::Struct {
                base: None,
                fields: own,
                more: own_more,
                ..
            },
            TypeKind::Struct {
                base: None,
                fields: theirs,
                more: their_more,
                ..
            },
        ) => own_more == their_more && are_alike(own, theirs),
        (TypeKind::Enum { members: own }, TypeKind::Enum { members: theirs }) => {
            let values = |members: &[crate::api::Member]| -> Vec<_> {
                members.iter().map(|member| member.value.clone()).collect()
            };
            values(own) == values(theirs)
        }
        (TypeKind::Union(own), TypeKind::Union(theirs)) => own == theirs,
        _ => false,
    }
}

fn are_alike(own: &[Field], theirs: &[Field]) -> bool {
    let sorted = |fields: &[Field]| -> Vec<usize> {
        let mut order: Vec<usize> = (0..fields.len()).collect();
        let name = |at: &usize| fields.get(*at).map(|field| field.name.clone());
        order.sort_by_cached_key(name);
        order
    };
    let constant = |field: &Field| field.more.as_ref().and_then(|more| more.constant.clone());
    let same = |(one, other): (usize, usize)| match (own.get(one), theirs.get(other)) {
        (Some(one), Some(other)) => {
            one.name == other.name
                && one.value == other.value
                && (one.required, one.access, one.deprecated)
                    == (other.required, other.access, other.deprecated)
                && constant(one) == constant(other)
        }
        _ => false,
    };
    own.len() == theirs.len() && sorted(own).into_iter().zip(sorted(theirs)).all(same)
}

/// Takes away what is documented otherwise in another place: what is said of a type must hold wherever it stands. Whether
/// there was something.
fn reconcile(ty: &mut Type, docs: &Docs, kind: TypeKind) -> bool {
    let mut changed = ty.docs.as_deref().is_some_and(|own| own != docs);
    if changed {
        ty.docs = None;
    }
    let (TypeKind::Struct { fields: own, .. }, TypeKind::Struct { fields, .. }) =
        (&mut ty.kind, kind)
    else {
        return changed;
    };
    let mut others: HashMap<String, Option<Box<FieldMore>>> = fields
        .into_iter()
        .map(|field| (field.name, field.more))
        .collect();
    for field in own {
        let other = others.remove(&field.name).flatten().unwrap_or_default();
        if let Some(more) = &mut field.more {
            if more.docs.is_some() && more.docs != other.docs {
                more.docs = None;
                changed = true;
            }
            if more.default.is_some() && more.default != other.default {
                more.default = None;
                changed = true;
            }
        }
    }
    changed
}

/// Whether a struct may hold anything beside its fields is the same as saying nothing of it.
pub(super) fn is_usual(rest: &Rest) -> bool {
    *rest == Rest::Json
}
