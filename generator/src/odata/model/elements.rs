//! The element that the target of annotations names.
//!
//! What comes in: a target taken apart. What goes out: the places in the model that it means, several where it names
//! all overloads of an operation; or why there is none (OData CSDL XML 4.01, section 14.2.2).

use std::collections::HashMap;

use super::Resolver;
use super::container::Children;
use super::inheritance::find_member;
use super::names::{Lookup, Scope};
use super::overloads::{imported_part, in_operations};
use super::signature::Target;
use super::slots::Slot;
use super::structured::{Member, Members};
use super::types::{ChildKind, EnumId, StructuredId, TypeRef};
use crate::csdl::Limit;

/// Why a target is not found.
pub(super) enum Miss {
    /// It is in a referenced document.
    External,
    /// It is in a container that is not taken, of which there is a warning where it matters.
    Elsewhere,
    /// It does not exist, or not in a way that this model holds.
    Unknown,
    /// It is a property that a base declares.
    Inherited(StructuredId),
}

/// Members of what can be annotated.
pub(super) struct Index<'i, 'd> {
    pub(super) members: &'i Members<'d>,
    pub(super) children: &'i Children<'d>,
    pub(super) enum_members: HashMap<(EnumId, &'d str), usize>,
}

impl Index<'_, '_> {
    pub(super) fn find(
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
                        .in_type(resolver, scope, ty, &target.path)
                        .map(|slot| vec![slot]);
                }
                Lookup::External => return Err(Miss::External),
                Lookup::Missing => {}
            }
            if let Lookup::Found(name) = names.key(scope, target.name) {
                if self.children.containers.contains(&name) {
                    return self
                        .in_container(resolver, scope, &target.path)
                        .map(|slot| vec![slot]);
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

    fn in_type(
        &self,
        resolver: &Resolver<'_>,
        scope: Scope,
        ty: TypeRef,
        path: &[&str],
    ) -> Result<Slot, Miss> {
        match (ty, path) {
            (TypeRef::Structured(id), []) => Ok(Slot::Structured(id)),
            (TypeRef::Enum(id), []) => Ok(Slot::Enum(id)),
            (TypeRef::Definition(id), []) => Ok(Slot::Definition(id)),
            (TypeRef::Structured(id), [name]) if !name.contains('.') => {
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
            // A property of a derived type is one of the type that has it.
            (TypeRef::Structured(id), [cast, name])
                if cast.contains('.') && !name.contains('.') =>
            {
                let derived = cast_to(resolver, scope, id, cast)?;
                self.in_type(resolver, scope, TypeRef::Structured(derived), &[name])
            }
            (TypeRef::Structured(id), path) => {
                let path = self.walk(resolver, scope, id, path)?;
                Ok(Slot::BelowType(id, path))
            }
            _ => Err(Miss::Unknown),
        }
    }

    fn in_container(
        &self,
        resolver: &Resolver<'_>,
        scope: Scope,
        path: &[&str],
    ) -> Result<Slot, Miss> {
        let [name, path @ ..] = path else {
            return Ok(Slot::Container);
        };
        let container = resolver.model.container.as_ref();
        let Some(number) = self.children.numbers.get(name).copied() else {
            let mut unavailable = container.iter().flat_map(|it| &it.unavailable);
            let known = unavailable.any(|child| child.name == *name);
            return Err(if known {
                Miss::Elsewhere
            } else {
                Miss::Unknown
            });
        };
        if path.is_empty() {
            return Ok(Slot::Child(number));
        }
        let child = container.and_then(|container| container.children.get(number));
        let path = match (child.map(|child| &child.kind), path) {
            (Some(ChildKind::EntitySet(id) | ChildKind::Singleton(id)), path) => {
                self.walk(resolver, scope, *id, path)?
            }
            (Some(ChildKind::ActionImport(id)), [name]) => {
                vec![imported_part(&resolver.model, &[*id], name)?]
            }
            (Some(ChildKind::FunctionImport(ids)), [name]) => {
                vec![imported_part(&resolver.model, ids, name)?]
            }
            _ => return Err(Miss::Unknown),
        };
        Ok(Slot::BelowChild(number, path))
    }

    /// A path from a type through properties, navigation properties and casts, with the full names of types.
    fn walk(
        &self,
        resolver: &Resolver<'_>,
        scope: Scope,
        from: StructuredId,
        path: &[&str],
    ) -> Result<Vec<String>, Miss> {
        let mut at = Some(from);
        let mut walked = Vec::with_capacity(path.len());
        for segment in path {
            let from = at.ok_or(Miss::Unknown)?;
            if segment.contains('.') {
                let id = cast_to(resolver, scope, from, segment)?;
                walked.push(resolver.model.qualified_name(id));
                at = Some(id);
                continue;
            }
            let (by, member) =
                find_member(resolver, self.members, from, segment).ok_or(Miss::Unknown)?;
            let ty = &resolver.model[by];
            at = match member {
                Member::Property(index) => match ty.properties.get(index).map(|it| it.ty.item) {
                    Some(TypeRef::Structured(id)) => Some(id),
                    _ => None,
                },
                Member::Navigation(index) => ty.navigation.get(index).and_then(|it| it.target),
            };
            walked.push((*segment).to_owned());
        }
        Ok(walked)
    }
}

/// The type that a segment casts to: one that derives from the type before, or that it derives from.
fn cast_to(
    resolver: &Resolver<'_>,
    scope: Scope,
    from: StructuredId,
    name: &str,
) -> Result<StructuredId, Miss> {
    match resolver.names.find_type(scope, name) {
        Lookup::Found(TypeRef::Structured(id)) => {
            let model = &resolver.model;
            // Until all errors are told, types may derive from each other in a circle.
            let most = resolver.limits.get(Limit::Bases);
            let derives = |id, from| model.with_bases(id).take(most).any(|base| base == from);
            let related = derives(id, from) || derives(from, id);
            related.then_some(id).ok_or(Miss::Unknown)
        }
        Lookup::External => Err(Miss::External),
        Lookup::Found(_) | Lookup::Missing => Err(Miss::Unknown),
    }
}
