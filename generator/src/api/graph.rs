//! The graph of a service: places that take requests, and the steps from each to others.
//!
//! Paths of any length, cycles included, are walks through it: what many paths lead to is one place.

use std::fmt;
use std::ops::Index;

use super::requests::{Parameter, Request};
use super::service::Described;
use super::types::{Type, TypeId};
use super::verbs::Verbs;

/// A place that takes requests, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(crate) u32);

/// A step, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EdgeId(pub(crate) u32);

impl NodeId {
    /// The root of all paths.
    pub(crate) const ROOT: Self = Self(0);

    /// Its place among the nodes of the service.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl EdgeId {
    /// Its place among the edges of the service.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Api {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) types: Vec<Type>,
    /// What the description says of it as a whole, in the terms of HTTP.
    pub(crate) service: Option<Box<Described>>,
}

/// A place that takes requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Node {
    /// The type of what is there, and whether there are many of it; `None` for the root, calls and contents.
    pub(crate) ty: Option<(TypeId, bool)>,
    pub(crate) requests: Vec<Request>,
    /// What leads on, in the order in which it is offered.
    pub(crate) edges: Vec<EdgeId>,
}

impl Node {
    /// The methods of HTTP that it takes.
    pub(crate) fn verbs(&self) -> Verbs {
        let all = self.requests.iter();
        all.fold(Verbs::NONE, |verbs, request| {
            verbs.or(Verbs::of(&[request.verb]))
        })
    }
}

/// A step from one place to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) from: NodeId,
    pub(crate) to: NodeId,
    pub(crate) step: Step,
    /// Where it leads is part of where it begins; else that stands elsewhere and is referred to.
    pub(crate) contained: bool,
}

/// What a step is in a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Segments that are the same in all paths; mostly one.
    Segments(Vec<String>),
    /// One of many, by its key.
    Key(Key),
    /// The same as a narrower type, by its full name.
    Cast(String),
    /// A call of something that the service does.
    Call {
        /// Name without namespace.
        name: String,
        /// With namespace, where it has one.
        full: Option<String>,
        /// What is sent in parentheses.
        parameters: Vec<Parameter>,
    },
    /// From a call to what it gives: nothing in a path.
    Onward,
    /// What a path of its own leads to, between these.
    Template { before: String, after: String },
    /// One segment with parameters inside: `{sid}.json`, `{id}:cancel`, `{base}...{head}`.
    Mixed(Vec<Piece>),
}

/// A piece of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Parameter(Parameter),
}

/// As in a path template: a parameter in braces.
impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Parameter(parameter) => write!(f, "{{{}}}", parameter.name),
        }
    }
}

/// What tells one from others of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) parts: Vec<Parameter>,
    /// Not the usual key: in a path it always stands in parentheses, with names.
    pub(crate) alternate: bool,
    /// Each part is a segment of its own, whatever the conventions of the service.
    pub(crate) apart: bool,
}

impl Default for Api {
    /// A service of which nothing is known but its root.
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            edges: Vec::new(),
            types: Vec::new(),
            service: None,
        }
    }
}

impl Api {
    /// Adds a place without steps.
    pub(crate) fn add_node(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(number(self.nodes.len()))
    }

    /// Adds a step, behind those that its place has.
    pub(crate) fn add_edge(&mut self, edge: Edge) -> EdgeId {
        let from = edge.from;
        self.edges.push(edge);
        let id = EdgeId(number(self.edges.len()));
        if let Some(node) = self.nodes.get_mut(from.index()) {
            node.edges.push(id);
        }
        id
    }

    /// The steps from a place.
    pub(crate) fn steps(&self, node: NodeId) -> impl Iterator<Item = (EdgeId, &Edge)> {
        self[node].edges.iter().map(|id| (*id, &self[*id]))
    }
}

/// The number of the last of `count`. A description has fewer than 2³² of anything, as each takes bytes of it.
fn number(count: usize) -> u32 {
    u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX)
}

impl Index<NodeId> for Api {
    type Output = Node;

    fn index(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }
}

impl Index<EdgeId> for Api {
    type Output = Edge;

    fn index(&self, id: EdgeId) -> &Edge {
        &self.edges[id.index()]
    }
}

impl Index<TypeId> for Api {
    type Output = Type;

    fn index(&self, id: TypeId) -> &Type {
        &self.types[id.index()]
    }
}
