//! What can be found: everything that the crate has of a service, each with the way to it.

use crate::model::{
    Annotations, ChildKind, DefinitionId, EnumId, OperationId, Primitive, StructuredId,
    StructuredType, TypeRef,
};
use crate::text::one_line;

use super::Explorer;
use super::map::{Map, StepKind};
use super::route::Route;
use super::routes::Routes;
use super::search::Kind;

/// Something that can be found.
pub(super) struct Candidate<'m> {
    pub(super) kind: Kind,
    thing: Thing<'m>,
    /// Full name.
    pub(super) name: String,
    /// Where the last part of the name begins.
    short: usize,
    /// Whether it is content of its own, which is up- and downloaded.
    pub(super) is_stream: bool,
    pub(super) annotations: &'m Annotations,
}

/// What the way leads to.
#[derive(Clone, Copy)]
enum Thing<'m> {
    Child(&'m str),
    Operation(OperationId),
    Type(TypeRef),
    Property(StructuredId, &'m str),
    Navigation(StructuredId, &'m str),
    /// The references of a navigation property.
    References(StructuredId, &'m str),
    Member(EnumId),
}

/// The way to something.
pub(super) struct Way {
    pub(super) route: Route,
    /// What can be sent there.
    pub(super) verbs: Vec<Sent>,
    /// Whether a call of its own leads there.
    pub(super) is_call: bool,
}

/// A method of HTTP, and what it is sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) verb: &'static str,
    pub(super) to_stream: bool,
    pub(super) to_references: bool,
}

impl Candidate<'_> {
    /// The last part of the name.
    pub(super) fn short(&self) -> &str {
        self.name.get(self.short..).unwrap_or_default()
    }

    /// Whether these are references, which only what is done with them tells from what they refer to.
    pub(super) fn is_references(&self) -> bool {
        matches!(self.thing, Thing::References(..))
    }

    /// The way to it; `None` where no path leads there.
    pub(super) fn way(&self, map: &Map<'_>, routes: &Routes<'_>) -> Option<Way> {
        let plain = |route| Way {
            route,
            verbs: Vec::new(),
            is_call: false,
        };
        match self.thing {
            Thing::Child(name) => {
                let steps = map.steps(crate::api::NodeId::ROOT).into_iter();
                let clean = one_line(name);
                let mut steps = steps.filter(|step| step.segment == clean);
                let step = steps.next()?;
                Some(called(Route::root().to(&step), &step))
            }
            Thing::Operation(id) => {
                let (step, before) = routes.call(id)?;
                Some(Way {
                    verbs: Vec::new(),
                    ..called(before.to(&step), &step)
                })
            }
            Thing::Type(ty) => {
                let node = match ty {
                    TypeRef::Structured(id) => map.node(id, false),
                    _ => None,
                };
                let verbs = node.map(|node| map.verbs(node)).unwrap_or_default();
                Some(Way {
                    is_call: !verbs.is_empty(),
                    verbs: verbs.into_iter().map(sent).collect(),
                    ..plain(routes.ty(ty)?)
                })
            }
            Thing::Member(id) => Some(plain(routes.ty(TypeRef::Enum(id))?)),
            Thing::Property(ty, name) => match routes.stream(ty, name) {
                Some((step, before)) => Some(called(before.to(&step), &step)),
                None => Some(plain(routes.property(ty, name)?)),
            },
            Thing::Navigation(ty, name) => match routes.segment(ty, name) {
                Some((step, before)) => Some(called(before.to(&step), &step)),
                None => Some(plain(routes.property(ty, name)?)),
            },
            Thing::References(ty, name) => {
                let (step, before) = routes.segment(ty, &format!("{name}/$ref"))?;
                Some(called(before.to(&step), &step))
            }
        }
    }
}

fn sent(verb: &'static str) -> Sent {
    Sent {
        verb,
        to_stream: false,
        to_references: false,
    }
}

fn called(route: Route, step: &super::map::Step<'_>) -> Way {
    let verbs = step.verbs.iter().map(|verb| Sent {
        verb,
        to_stream: step.kind == StepKind::Stream,
        to_references: step.kind == StepKind::Reference,
    });
    Way {
        route,
        verbs: verbs.collect(),
        is_call: true,
    }
}

impl Explorer {
    /// Everything that can be found.
    pub(super) fn candidates(&self) -> Vec<Candidate<'_>> {
        let mut all = Vec::new();
        self.resources(&mut all);
        self.operations(&mut all);
        let model = &self.model;
        let surface = self.offered();
        let structured = model.structured_types();
        for (id, ty) in structured.filter(|(id, ty)| surface.has_model(*id) && !ty.is_json) {
            self.structured(id, ty, &mut all);
        }
        let enums = (0..).map(EnumId).zip(&model.enums);
        for (id, ty) in enums.filter(|(id, _)| surface.has_enum(*id)) {
            let full = model.qualified_name(id);
            for member in &ty.members {
                let name = format!("{full}/{}", member.name);
                add(
                    &mut all,
                    Kind::Member,
                    Thing::Member(id),
                    (&member.name, name),
                    &member.annotations,
                );
            }
            let thing = Thing::Type(TypeRef::Enum(id));
            add(
                &mut all,
                Kind::Type,
                thing,
                (&ty.name, full),
                &ty.annotations,
            );
        }
        let definitions = (0..).map(DefinitionId).zip(&model.definitions);
        for (id, ty) in definitions.filter(|(id, _)| surface.has_definition(*id)) {
            let thing = Thing::Type(TypeRef::Definition(id));
            add(
                &mut all,
                Kind::Type,
                thing,
                (&ty.name, model.qualified_name(id)),
                &ty.annotations,
            );
        }
        all
    }

    fn resources<'m>(&'m self, all: &mut Vec<Candidate<'m>>) {
        let children = self.model.container.iter().flat_map(|c| &c.children);
        let kept = self.offered();
        let offered = children.filter(|child| kept.has_child(&child.name));
        for child in offered {
            let imported = match &child.kind {
                ChildKind::EntitySet(_) | ChildKind::Singleton(_) => None,
                ChildKind::ActionImport(id) => Some(*id),
                ChildKind::FunctionImport(overloads) => overloads.first().copied(),
            };
            let (kind, annotations) = match imported.map(|id| &self.model[id]) {
                None => (Kind::Resource, &child.annotations),
                // It is found as the operation.
                Some(operation) if operation.name == child.name => continue,
                Some(operation) if child.annotations.is_empty() => {
                    (Kind::Operation, &operation.annotations)
                }
                Some(_) => (Kind::Operation, &child.annotations),
            };
            let named = (child.name.as_str(), child.name.clone());
            add(all, kind, Thing::Child(&child.name), named, annotations);
        }
    }

    fn operations<'m>(&'m self, all: &mut Vec<Candidate<'m>>) {
        let ids = (0..).map(OperationId).zip(&self.model.operations);
        let kept = self.offered();
        for (id, operation) in ids.filter(|(id, _)| kept.has_operation(*id)) {
            let named = (operation.name.as_str(), self.model.qualified_name(id));
            let thing = Thing::Operation(id);
            add(all, Kind::Operation, thing, named, &operation.annotations);
        }
    }

    /// A type and its members.
    fn structured<'m>(
        &'m self,
        id: StructuredId,
        ty: &'m StructuredType,
        all: &mut Vec<Candidate<'m>>,
    ) {
        let full = self.model.qualified_name(id);
        let named = |name: &'m str| (name, format!("{full}/{name}"));
        for property in &ty.properties {
            let thing = Thing::Property(id, &property.name);
            let named = named(&property.name);
            add(all, Kind::Property, thing, named, &property.annotations);
            if let Some(last) = all.last_mut() {
                last.is_stream = property.ty.item == TypeRef::Primitive(Primitive::Stream);
            }
        }
        for property in &ty.navigation {
            let (name, annotations) = (property.name.as_str(), &property.annotations);
            let thing = Thing::Navigation(id, name);
            add(all, Kind::Property, thing, named(name), annotations);
            if !property.contains_target {
                let references = format!("{full}/{name}/$ref");
                let start = references.len() - name.len() - "/$ref".len();
                all.push(Candidate {
                    kind: Kind::Property,
                    thing: Thing::References(id, name),
                    name: references,
                    short: start,
                    is_stream: false,
                    annotations,
                });
            }
        }
        let thing = Thing::Type(TypeRef::Structured(id));
        add(all, Kind::Type, thing, (&ty.name, full), &ty.annotations);
    }
}

/// `named` is the name alone, then the full name, which ends with it.
fn add<'m>(
    all: &mut Vec<Candidate<'m>>,
    kind: Kind,
    thing: Thing<'m>,
    (short, name): (&str, String),
    annotations: &'m Annotations,
) {
    all.push(Candidate {
        kind,
        thing,
        short: name.len() - short.len(),
        name,
        is_stream: false,
        annotations,
    });
}
