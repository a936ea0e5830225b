//! The paths of a service as a graph: a resource goes in, the edges that lead from it come out.
//!
//! There is a node for each type and for each collection of a type, as there is one builder for each:
//! paths of any length, cycles included, are walks through this graph.

use std::collections::{HashMap, HashSet};

use crate::model::{
    ChildKind, Model, OperationId, OperationKind, Primitive, Resource, StructuredId,
    StructuredKind, TypeRef, Verb, Verbs,
};
use crate::plan::Service;

/// The root of all paths, or a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Root,
    At(Resource),
}

/// A segment of a path.
#[derive(Clone, Debug)]
pub(super) struct Edge<'m> {
    pub(super) label: Label<'m>,
    pub(super) fact: Fact<'m>,
    /// What it leads to is part of where it comes from; else it stands elsewhere and is referred to.
    pub(super) contained: bool,
    /// Where the path goes on.
    pub(super) to: Option<Node>,
    /// What can be sent to a path that ends here, in the place of what its node takes.
    pub(super) ends: Option<Verbs>,
}

/// What a segment is called.
#[derive(Clone, Debug)]
pub(super) enum Label<'m> {
    /// A key.
    Key,
    /// A property, an entity set, an operation.
    Name(&'m str),
    /// An operation, whose namespace may stand before it.
    Operation(&'m str, String),
    /// The full name of a type.
    Cast(String),
}

impl Label<'_> {
    /// Whether a pattern's segment names it.
    pub(super) fn is(&self, name: &str) -> bool {
        match self {
            Self::Key => false,
            Self::Name(own) => *own == name,
            Self::Operation(own, full) => *own == name || full == name,
            Self::Cast(full) => full == name,
        }
    }

    /// What a pattern's segment would call it.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Key => "*",
            Self::Name(name) | Self::Operation(name, _) => name,
            Self::Cast(name) => name,
        }
    }
}

/// What the generated crate needs for an edge, on the side where it begins.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fact<'m> {
    Child(&'m str),
    Import(&'m str, OperationId),
    Step(&'m str),
    Key,
    Cast(StructuredId),
    Operation(OperationId),
}

/// The graph, whose edges are found when asked for.
pub(super) struct Graph<'m> {
    model: &'m Model,
    pub(super) service: &'m Service,
    bound: HashMap<Resource, Vec<OperationId>>,
}

impl<'m> Graph<'m> {
    pub(super) fn new(model: &'m Model, service: &'m Service) -> Self {
        Self {
            model,
            service,
            bound: model.operations_by_binding(),
        }
    }

    /// What can be sent to a resource itself.
    pub(super) fn verbs(&self, node: Node) -> Verbs {
        let Node::At((id, collection)) = node else {
            return Verbs::NONE;
        };
        match (self.model[id].kind, collection) {
            (StructuredKind::Entity, true) => Verbs::of(&[Verb::Get, Verb::Post]),
            (StructuredKind::Complex, true) => Verbs::of(&[Verb::Get]),
            (StructuredKind::Entity, false) => {
                Verbs::of(&[Verb::Get, Verb::Patch, Verb::Put, Verb::Delete])
            }
            (StructuredKind::Complex, false) => Verbs::of(&[Verb::Get, Verb::Patch, Verb::Put]),
        }
    }

    /// The edges from a node.
    pub(super) fn edges(&self, node: Node) -> Vec<Edge<'m>> {
        match node {
            Node::Root => self.children(),
            Node::At((id, true)) => {
                let keys = (!self.model.effective_key(id).is_empty()).then(|| Edge {
                    contained: true,
                    to: Some(Node::At((id, false))),
                    ..plain(Label::Key, Fact::Key)
                });
                let mut edges: Vec<_> = keys.into_iter().collect();
                self.operations_and_casts((id, true), &mut edges);
                edges
            }
            Node::At((id, false)) => {
                let mut edges = self.properties(id);
                self.operations_and_casts((id, false), &mut edges);
                edges
            }
        }
    }

    fn children(&self) -> Vec<Edge<'m>> {
        let children = self.model.container.iter().flat_map(|c| &c.children);
        let mut edges = Vec::new();
        for child in children {
            let name = child.name.as_str();
            let to = |id, collection| Edge {
                contained: true,
                to: Some(Node::At((id, collection))),
                ..plain(Label::Name(name), Fact::Child(name))
            };
            match &child.kind {
                ChildKind::EntitySet(id) => edges.push(to(*id, true)),
                ChildKind::Singleton(id) => edges.push(to(*id, false)),
                ChildKind::ActionImport(id) => {
                    edges.push(self.operation(*id, Label::Name(name), Fact::Import(name, *id)));
                }
                ChildKind::FunctionImport(overloads) => {
                    let all = overloads.iter();
                    edges.extend(
                        all.map(|id| {
                            self.operation(*id, Label::Name(name), Fact::Import(name, *id))
                        }),
                    );
                }
            }
        }
        edges
    }

    /// Navigation, complex properties that are resources, streams.
    fn properties(&self, id: StructuredId) -> Vec<Edge<'m>> {
        let mut edges = Vec::new();
        for property in self.model.all_navigation(id) {
            if let Some(target) = property.target {
                edges.push(Edge {
                    contained: property.contains_target,
                    to: Some(Node::At((target, property.collection))),
                    ..step(&property.name)
                });
            }
        }
        for property in self.model.all_properties(id) {
            match property.ty.item {
                TypeRef::Structured(item) if self.service.is_resource(item) => edges.push(Edge {
                    to: Some(Node::At((item, property.ty.collection))),
                    ..step(&property.name)
                }),
                TypeRef::Primitive(Primitive::Stream) if !property.ty.collection => {
                    edges.push(stream(&property.name));
                }
                _ => {}
            }
        }
        if self.model[id].has_stream {
            edges.push(stream("$value"));
        }
        edges
    }

    fn operations_and_casts(&self, resource: Resource, edges: &mut Vec<Edge<'m>>) {
        let (id, collection) = resource;
        let mut seen = HashSet::new();
        for ty in self.model.with_bases(id) {
            for operation in self.bound.get(&(ty, collection)).into_iter().flatten() {
                if seen.insert(*operation) {
                    let name = self.model[*operation].name.as_str();
                    let label = Label::Operation(name, self.model.qualified_name(*operation));
                    edges.push(self.operation(*operation, label, Fact::Operation(*operation)));
                }
            }
        }
        for derived in self.service.casts(id) {
            let label = Label::Cast(self.model.qualified_name(*derived));
            edges.push(Edge {
                contained: true,
                to: Some(Node::At((*derived, collection))),
                ..plain(label, Fact::Cast(*derived))
            });
        }
    }

    fn operation(&self, id: OperationId, label: Label<'m>, fact: Fact<'m>) -> Edge<'m> {
        let verb = match self.model[id].kind {
            OperationKind::Action => Verb::Post,
            OperationKind::Function => Verb::Get,
        };
        let composed = self.service.composed(self.model, &self.model[id]);
        Edge {
            contained: true,
            to: composed.map(Node::At),
            ends: Some(Verbs::of(&[verb])),
            ..plain(label, fact)
        }
    }
}

fn plain<'m>(label: Label<'m>, fact: Fact<'m>) -> Edge<'m> {
    Edge {
        label,
        fact,
        contained: false,
        to: None,
        ends: None,
    }
}

fn step(name: &str) -> Edge<'_> {
    Edge {
        contained: true,
        ..plain(Label::Name(name), Fact::Step(name))
    }
}

fn stream(name: &str) -> Edge<'_> {
    Edge {
        ends: Some(Verbs::of(&[Verb::Get, Verb::Put])),
        ..step(name)
    }
}
