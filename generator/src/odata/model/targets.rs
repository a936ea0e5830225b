//! Annotations that name their target from outside.
//!
//! What comes in: the `Annotations` elements of the document. What goes out: the annotations, put on what
//! they annotate; a target that does not exist gives a warning (OData CSDL XML 4.01, section 14.2.2).

use std::collections::HashMap;

use super::Resolver;
use super::annotations;
use super::container::Children;
use super::elements::{Index, Miss};
use super::names::Scope;
use super::signature;
use super::structured::Members;
use super::types::TypeRef;
use crate::csdl::{Document, TargetedAnnotations};

/// How many annotations may come to stand on targets: one for all overloads of an operation is copied to
/// each, so that their number could grow with the square of the document's size.
const MAX_ANNOTATIONS: usize = 4_000_000;

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
    // What annotates an annotation comes when all annotations of elements are there.
    for of_annotations in [false, true] {
        for (number, schema) in document.schemas.iter().enumerate() {
            for targeted in &schema.targeted {
                if targeted.target.contains("/@") == of_annotations {
                    annotate_target(resolver, &index, Scope(number), targeted, &mut room);
                }
            }
        }
    }
}

fn annotate_target<'d>(
    resolver: &mut Resolver<'d>,
    index: &Index<'_, 'd>,
    scope: Scope,
    targeted: &TargetedAnnotations,
    room: &mut usize,
) {
    let (element, term) = match targeted.target.split_once("/@") {
        Some((element, term)) => (element, Some(term)),
        None => (targeted.target.as_str(), None),
    };
    let found = match signature::parse(element) {
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
    let annotated = term.map(|term| annotations::full_term(&resolver.names, scope, term));
    let mut found = false;
    for slot in slots {
        let Some(annotations) = slot.annotations(&mut resolver.model) else {
            continue;
        };
        let annotations = match &annotated {
            None => Some(annotations),
            Some((term, qualifier)) => annotations.get_mut(term, *qualifier),
        };
        if let Some(annotations) = annotations {
            annotations.0.extend(converted.0.iter().cloned());
            found = true;
        }
    }
    if !found {
        Miss::Unknown.warn(resolver, scope, targeted);
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
