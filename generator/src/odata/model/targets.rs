//! Annotations that name their target from outside.
//!
//! What comes in: the `Annotations` elements of the document. What goes out: the annotations, put on what
//! they annotate; a target that does not exist gives a warning (OData CSDL XML 4.01, section 14.2.2).

use std::collections::HashMap;

use super::Resolver;
use super::annotations;
use super::container::Children;
use super::inheritance::find_member;
use super::names::{Lookup, Scope};
use super::signature::{self, Target};
use super::slots::Slot;
use super::structured::Members;
use super::typed::split_collection;
use super::types::{
    EnumId, Model, Operation, OperationId, OperationKind, Parameter, Primitive, StructuredId,
    TypeRef,
};
use crate::csdl::{Document, TargetedAnnotations};

/// How many annotations may come to stand on targets: one for all overloads of an operation is copied to
/// each, so that their number could grow with the square of the document's size.
const MAX_ANNOTATIONS: usize = 4_000_000;

/// Why a target is not found.
enum Miss {
    /// It is in a referenced document.
    External,
    /// It is in a container that is not taken, of which there is a warning where it matters.
    Elsewhere,
    /// It does not exist, or not in a way that this model holds.
    Unknown,
    /// It is a property that a base declares.
    Inherited(StructuredId),
}

/// Puts all annotations on their targets.
pub(super) fn attach<'d>(
    resolver: &mut Resolver<'d>,
    document: &'d Document,
    members: &Members<'d>,
    children: &Children<'d>,
) {
    let mut enum_members = HashMap::new();
    for (index, ty) in document
        .schemas
        .iter()
        .enumerate()
        .flat_map(|(index, schema)| schema.enums.iter().map(move |ty| (index, ty)))
    {
        let name = (resolver.names.namespace(Scope(index)), ty.name.as_str());
        if let Some(TypeRef::Enum(id)) = resolver.names.types.get(&name) {
            let numbered = ty.members.iter().enumerate();
            enum_members
                .extend(numbered.map(|(index, member)| ((*id, member.name.as_str()), index)));
        }
    }
    let index = Index {
        members,
        children,
        enum_members,
    };
    let mut room = MAX_ANNOTATIONS;
    for (number, schema) in document.schemas.iter().enumerate() {
        for targeted in &schema.targeted {
            one(resolver, &index, Scope(number), targeted, &mut room);
        }
    }
}

/// Members of what can be annotated.
struct Index<'i, 'd> {
    members: &'i Members<'d>,
    children: &'i Children<'d>,
    enum_members: HashMap<(EnumId, &'d str), usize>,
}

fn one<'d>(
    resolver: &mut Resolver<'d>,
    index: &Index<'_, 'd>,
    scope: Scope,
    targeted: &TargetedAnnotations,
    room: &mut usize,
) {
    let found = match signature::parse(&targeted.target) {
        Some(target) => index.find(resolver, scope, &target),
        None => Err(Miss::Unknown),
    };
    let slots = match found {
        Ok(slots) => slots,
        Err(miss) => return miss.warn(resolver, scope, targeted),
    };
    let qualifier = targeted.qualifier.as_deref();
    let converted = annotations::convert(&resolver.names, scope, &targeted.annotations, qualifier);
    let copies = slots.len().saturating_mul(converted.0.len());
    *room = match room.checked_sub(copies) {
        Some(room) => room,
        None => return too_many(resolver, targeted),
    };
    for slot in slots {
        if let Some(annotations) = slot.annotations(&mut resolver.model) {
            annotations.0.extend(converted.0.iter().cloned());
        }
    }
}

fn too_many(resolver: &mut Resolver<'_>, targeted: &TargetedAnnotations) {
    let message = format!("the annotations of `{}` are too many", targeted.target);
    let remedy = "name one overload by its signature instead of all overloads";
    resolver.report.error(&targeted.position, message, remedy);
}

impl Miss {
    fn warn(&self, resolver: &mut Resolver<'_>, scope: Scope, targeted: &TargetedAnnotations) {
        let target = &targeted.target;
        let (message, remedy) = match self {
            Self::Elsewhere => return,
            Self::External => (
                format!("the annotated `{target}` is in a referenced document"),
                resolver.names.missing_reference(
                    scope,
                    signature::parse(target).map_or("", |target| target.name),
                    "the annotations are ignored; ",
                ),
            ),
            Self::Unknown => (
                format!("the annotated `{target}` does not exist"),
                "the annotations are ignored; correct the target".to_owned(),
            ),
            Self::Inherited(base) => (
                format!("the annotated `{target}` is an inherited property"),
                format!(
                    "the annotations are ignored; annotate it where it is declared, on `{}`",
                    resolver.model.qualified_name(*base)
                ),
            ),
        };
        resolver.report.warning(&targeted.position, message, remedy);
    }
}

impl Index<'_, '_> {
    fn find(
        &self,
        resolver: &Resolver<'_>,
        scope: Scope,
        target: &Target<'_>,
    ) -> Result<Vec<Slot>, Miss> {
        let names = &resolver.names;
        if target.signature.is_none() {
            match names.find_type(scope, target.name) {
                Lookup::Found(ty) => {
                    return self
                        .in_type(resolver, ty, &target.path)
                        .map(|slot| vec![slot]);
                }
                Lookup::External => return Err(Miss::External),
                Lookup::Missing => {}
            }
            if let Lookup::Found(name) = names.key(scope, target.name) {
                if self.children.containers.contains(&name) {
                    return self.in_container(&target.path).map(|slot| vec![slot]);
                }
                if self.children.others.contains(&name) {
                    return Err(Miss::Elsewhere);
                }
            }
            if let Lookup::Found(id) = names.find(&names.terms, scope, target.name)
                && target.path.is_empty()
            {
                return Ok(vec![Slot::Term(id)]);
            }
        }
        match names.find(&names.operations, scope, target.name) {
            Lookup::Found(overloads) => in_operations(resolver, scope, &overloads, target),
            Lookup::External => Err(Miss::External),
            Lookup::Missing => Err(Miss::Unknown),
        }
    }

    fn in_type(&self, resolver: &Resolver<'_>, ty: TypeRef, path: &[&str]) -> Result<Slot, Miss> {
        match (ty, path) {
            (TypeRef::Structured(id), []) => Ok(Slot::Structured(id)),
            (TypeRef::Enum(id), []) => Ok(Slot::Enum(id)),
            (TypeRef::Definition(id), []) => Ok(Slot::Definition(id)),
            (TypeRef::Structured(id), [name]) => {
                match find_member(resolver, self.members, id, name) {
                    Some((by, member)) if by == id => Ok(Slot::Member(id, member)),
                    Some((by, _)) => Err(Miss::Inherited(by)),
                    None => Err(Miss::Unknown),
                }
            }
            (TypeRef::Enum(id), [name]) => {
                let member = self.enum_members.get(&(id, *name)).ok_or(Miss::Unknown)?;
                Ok(Slot::EnumMember(id, *member))
            }
            _ => Err(Miss::Unknown),
        }
    }

    fn in_container(&self, path: &[&str]) -> Result<Slot, Miss> {
        match path {
            [] => Ok(Slot::Container),
            [name] => self
                .children
                .numbers
                .get(name)
                .copied()
                .map(Slot::Child)
                .ok_or(Miss::Unknown),
            _ => Err(Miss::Unknown),
        }
    }
}

/// The overloads that a target names, or the same part of each.
fn in_operations(
    resolver: &Resolver<'_>,
    scope: Scope,
    overloads: &[OperationId],
    target: &Target<'_>,
) -> Result<Vec<Slot>, Miss> {
    let ids = match &target.signature {
        None => overloads.to_vec(),
        Some(types) => matching(resolver, scope, overloads, types),
    };
    let part = |id: &OperationId| part(&resolver.model, *id, &target.path);
    let slots: Vec<Slot> = ids.iter().filter_map(part).collect();
    if slots.is_empty() {
        Err(Miss::Unknown)
    } else {
        Ok(slots)
    }
}

/// The part of an operation that a path names.
fn part(model: &Model, id: OperationId, path: &[&str]) -> Option<Slot> {
    let operation = &model[id];
    match path {
        [] => Some(Slot::Operation(id)),
        ["$ReturnType"] => operation.returns.as_ref().map(|_| Slot::Return(id)),
        [name] => {
            if operation
                .binding
                .as_ref()
                .is_some_and(|binding| binding.name == *name)
            {
                return Some(Slot::Binding(id));
            }
            let mut parameters = operation.parameters.iter();
            let index = parameters.position(|parameter| parameter.name == *name)?;
            Some(Slot::Parameter(id, index))
        }
        _ => None,
    }
}

/// The overloads with these types of parameters. An action may be named by its binding type alone.
fn matching(
    resolver: &Resolver<'_>,
    scope: Scope,
    overloads: &[OperationId],
    types: &[&str],
) -> Vec<OperationId> {
    let wanted: Option<Vec<(TypeRef, bool)>> = types
        .iter()
        .map(|text| {
            let (name, collection) = split_collection(text)?;
            match resolver.names.find_type(scope, name) {
                Lookup::Found(ty) => Some((ty, collection)),
                Lookup::External => Some((TypeRef::Primitive(Primitive::Any), collection)),
                Lookup::Missing => None,
            }
        })
        .collect();
    let Some(wanted) = wanted else {
        return Vec::new();
    };
    let has = |operation: &Operation| {
        let all = operation.binding.iter().chain(&operation.parameters);
        all.map(type_of).eq(wanted.iter().copied())
    };
    let is_bound_to = |operation: &Operation| {
        let binding = operation.binding.as_ref().map(type_of);
        operation.kind == OperationKind::Action && binding.is_some() && binding.as_slice() == wanted
    };
    let all = || overloads.iter().copied();
    let exact: Vec<OperationId> = all().filter(|id| has(&resolver.model[*id])).collect();
    if exact.is_empty() {
        return all()
            .filter(|id| is_bound_to(&resolver.model[*id]))
            .collect();
    }
    exact
}

fn type_of(parameter: &Parameter) -> (TypeRef, bool) {
    (parameter.ty.item, parameter.ty.collection)
}
