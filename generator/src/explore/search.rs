//! Searching: words go in, what has them in its name or description comes out, the best first, each with the
//! shortest way to it.

use serde::Serialize;

use crate::model::{
    Annotations, ChildKind, DefinitionId, EnumId, OperationId, StructuredId, TypeRef,
};
use crate::odata::vocabulary::revision;
use crate::text::one_line;

use super::map::{Map, Node, StepKind};
use super::rank::{Match, Query};
use super::routes::{Route, Routes, field, read};
use super::{Explorer, description};

/// What is looked for, and how much of it is wanted.
#[derive(Clone, Debug)]
pub struct Options {
    /// No more hits than this.
    pub limit: usize,
    /// Only hits of these kinds; of all where there is none.
    pub kinds: Vec<Kind>,
}

/// What something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An entity set, a singleton or an import.
    Resource,
    /// An action or a function.
    Operation,
    /// An entity type, complex type, enumeration or type definition.
    Type,
    /// A structural or navigation property.
    Property,
    /// A member of an enumeration.
    Member,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// How many there are, with those that the limit leaves out.
    pub total: usize,
    /// The best of them.
    pub hits: Vec<Hit>,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its full name: `microsoft.graph.call`, `microsoft.graph.call/state`, `communications`.
    pub name: String,
    /// How it fits.
    #[serde(rename = "match")]
    pub fit: Match,
    /// The shortest path to it; null where none leads there.
    pub path: Option<String>,
    /// The Rust expression that reaches it, or the type that it is part of.
    pub rust: Option<String>,
    /// What the service says of it.
    pub description: Option<String>,
    /// Whether the service says that it goes.
    pub deprecated: bool,
}

/// Something that has the words, before its way is known.
struct Candidate<'m> {
    kind: Kind,
    thing: Thing<'m>,
    name: String,
    fit: Match,
    annotations: &'m Annotations,
}

/// What the way leads to.
#[derive(Clone, Copy)]
enum Thing<'m> {
    Child(&'m str),
    Operation(OperationId),
    Type(TypeRef),
    Property(StructuredId, &'m str),
    Navigation(StructuredId, &'m str),
    Member(EnumId),
}

impl Explorer {
    /// What has the words of a text in its name or its description.
    pub fn search(&self, text: &str, options: &Options) -> Found {
        let Some(query) = Query::new(text) else {
            return Found {
                total: 0,
                hits: Vec::new(),
            };
        };
        let mut candidates = self.candidates(&query);
        candidates.retain(|c| options.kinds.is_empty() || options.kinds.contains(&c.kind));
        let map = Map::new(&self.model, &self.plan, &self.lowered);
        let routes = Routes::new(&map);
        let total = candidates.len();
        let mut hits: Vec<(usize, Hit)> = candidates
            .into_iter()
            .map(|candidate| hit(&map, &routes, &candidate))
            .collect();
        hits.sort_by(|(far, a), (further, b)| {
            let key = |hit: &Hit| (hit.fit, hit.path.is_none(), hit.deprecated, hit.kind);
            key(a)
                .cmp(&key(b))
                .then(far.cmp(further))
                .then_with(|| a.name.cmp(&b.name))
        });
        hits.truncate(options.limit);
        Found {
            total,
            hits: hits.into_iter().map(|(_, hit)| hit).collect(),
        }
    }

    fn candidates<'m>(&'m self, query: &Query) -> Vec<Candidate<'m>> {
        let mut found = Vec::new();
        self.resources(query, &mut found);
        self.operations(query, &mut found);
        self.types(query, &mut found);
        found
    }

    fn resources<'m>(&'m self, query: &Query, found: &mut Vec<Candidate<'m>>) {
        let children = self.model.container.iter().flat_map(|c| &c.children);
        let offered = children.filter(|child| self.model.surface.has_child(&child.name));
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
            let thing = Thing::Child(&child.name);
            add(query, found, kind, thing, named, annotations);
        }
    }

    fn operations<'m>(&'m self, query: &Query, found: &mut Vec<Candidate<'m>>) {
        let ids = (0..).map(OperationId).zip(&self.model.operations);
        for (id, operation) in ids.filter(|(id, _)| self.model.surface.has_operation(*id)) {
            let named = (operation.name.as_str(), self.model.qualified_name(id));
            add(
                query,
                found,
                Kind::Operation,
                Thing::Operation(id),
                named,
                &operation.annotations,
            );
        }
    }

    fn types<'m>(&'m self, query: &Query, found: &mut Vec<Candidate<'m>>) {
        let model = &self.model;
        let surface = &model.surface;
        let structured = (0..).map(StructuredId).zip(&model.structured);
        for (id, ty) in structured.filter(|(id, ty)| surface.has_model(*id) && !ty.is_json) {
            let full = model.qualified_name(id);
            let thing = Thing::Type(TypeRef::Structured(id));
            for property in &ty.properties {
                let named = (property.name.as_str(), format!("{full}/{}", property.name));
                let thing = Thing::Property(id, &property.name);
                add(
                    query,
                    found,
                    Kind::Property,
                    thing,
                    named,
                    &property.annotations,
                );
            }
            for property in &ty.navigation {
                let named = (property.name.as_str(), format!("{full}/{}", property.name));
                let thing = Thing::Navigation(id, &property.name);
                add(
                    query,
                    found,
                    Kind::Property,
                    thing,
                    named,
                    &property.annotations,
                );
            }
            add(
                query,
                found,
                Kind::Type,
                thing,
                (&ty.name, full),
                &ty.annotations,
            );
        }
        let enums = (0..).map(EnumId).zip(&model.enums);
        for (id, ty) in enums.filter(|(id, _)| surface.has_enum(*id)) {
            let full = model.qualified_name(id);
            for member in &ty.members {
                let named = (member.name.as_str(), format!("{full}/{}", member.name));
                add(
                    query,
                    found,
                    Kind::Member,
                    Thing::Member(id),
                    named,
                    &member.annotations,
                );
            }
            let thing = Thing::Type(TypeRef::Enum(id));
            add(
                query,
                found,
                Kind::Type,
                thing,
                (&ty.name, full),
                &ty.annotations,
            );
        }
        let definitions = (0..).map(DefinitionId).zip(&model.definitions);
        for (id, ty) in definitions.filter(|(id, _)| surface.has_definition(*id)) {
            let thing = Thing::Type(TypeRef::Definition(id));
            let named = (ty.name.as_str(), model.qualified_name(id));
            add(query, found, Kind::Type, thing, named, &ty.annotations);
        }
    }
}

/// Adds what has the words. `named` is the name alone, then the full name.
fn add<'m>(
    query: &Query,
    found: &mut Vec<Candidate<'m>>,
    kind: Kind,
    thing: Thing<'m>,
    named: (&str, String),
    annotations: &'m Annotations,
) {
    let (short, name) = named;
    let described = || query.description(&description(annotations)?);
    if let Some(fit) = query.name(short, &name).or_else(described) {
        found.push(Candidate {
            kind,
            thing,
            name,
            fit,
            annotations,
        });
    }
}

/// With its way, and how long that is.
fn hit(map: &Map<'_>, routes: &Routes, candidate: &Candidate<'_>) -> (usize, Hit) {
    let route = route(map, routes, candidate.thing);
    let steps = route.as_ref().map_or(usize::MAX, |route| route.steps);
    let (path, rust) = route
        .map(|route| (route.shown().to_owned(), route.rust))
        .unzip();
    let hit = Hit {
        kind: candidate.kind,
        name: one_line(&candidate.name),
        fit: candidate.fit,
        path,
        rust,
        description: description(candidate.annotations),
        deprecated: revision(candidate.annotations).is_some(),
    };
    (steps, hit)
}

fn route(map: &Map<'_>, routes: &Routes, thing: Thing<'_>) -> Option<Route> {
    let start = || routes.node(Node::Client);
    match thing {
        Thing::Child(name) => {
            let steps = map.steps(Node::Client);
            let step = steps
                .into_iter()
                .find(|step| step.segment == one_line(name))?;
            Some(start()?.and(&step.suffix, &step.call))
        }
        Thing::Operation(id) => routes.operation(id).cloned(),
        Thing::Type(ty) => routes.ty(map, ty),
        Thing::Member(id) => routes.ty(map, TypeRef::Enum(id)),
        Thing::Property(ty, name) => property(map, routes, ty, name),
        Thing::Navigation(ty, name) => navigation(map, routes, ty, name),
    }
}

/// A navigation property has a method where it leads on, else a field.
pub(super) fn navigation(
    map: &Map<'_>,
    routes: &Routes,
    ty: StructuredId,
    name: &str,
) -> Option<Route> {
    let own = std::iter::once(ty).chain(map.model.descendants(ty));
    let nodes = own.filter_map(|id| map.node(id, false));
    let reached = nodes.filter_map(|node| Some((node, routes.node(node)?)));
    let (node, route) = reached.min_by_key(|(_, route)| route.steps)?;
    let clean = one_line(name);
    let steps = map.steps(node);
    match steps
        .iter()
        .find(|step| step.segment == clean && step.to.is_some())
    {
        Some(step) => Some(route.and(&step.suffix, &step.call)),
        None => property(map, routes, ty, name),
    }
}

pub(super) fn property(
    map: &Map<'_>,
    routes: &Routes,
    ty: StructuredId,
    name: &str,
) -> Option<Route> {
    let own = std::iter::once(ty).chain(map.model.descendants(ty));
    let nodes = own.filter_map(|id| Some((id, map.node(id, false)?)));
    let reached = nodes.filter_map(|(id, node)| Some((id, node, routes.node(node)?)));
    let suffix = format!("/{}", one_line(name));
    let nearest = reached.min_by_key(|(_, _, route)| route.steps);
    let Some((id, node, route)) = nearest else {
        // A value without a resource of its own: what has it is named.
        let route = routes.ty(map, TypeRef::Structured(ty))?;
        let rust = format!("{}.{}", struct_name(map, ty)?, field(map, ty, name)?);
        return Some(Route {
            rust,
            ..route.and(&suffix, "")
        });
    };
    let clean = one_line(name);
    let streams = map.steps(node).into_iter();
    let mut streams = streams.filter(|step| step.kind == StepKind::Stream);
    if let Some(stream) = streams.find(|step| step.segment == clean) {
        return Some(route.and(&stream.suffix, &stream.call));
    }
    let field = field(map, id, name)?;
    Some(route.and(&suffix, &format!("{}.await?.{field}", read(map, node))))
}

fn struct_name<'p>(map: &Map<'p>, ty: StructuredId) -> Option<&'p str> {
    super::resolve::item_name(&map.file(ty)?.item)
}
