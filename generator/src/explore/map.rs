//! The graph of the service beside the plan of its crate: for each place its builder, and for each step from there
//! the segment that it is in a path and the call that it is in Rust.

use serde::Serialize;

use crate::api::walk::{self, Spelling};
use crate::api::{self, EdgeId, Gate, NodeId};
use crate::model::{Model, OperationId, OperationKind, StructuredId, TypeRef};
use crate::odata::lower::{self, Lowered, Origin};
use crate::plan::{
    Argument, BuilderPlan, Home, Index, MethodBody, MethodPlan, ParametersPlan, Plan,
};
use crate::select::Kept;
use crate::text::one_line;

use super::route::Route;
use super::{Explorer, sample};

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// The root of the service.
    Root,
    /// An entity set or a singleton.
    Resource,
    /// A navigation property, or a complex property with something to call.
    Navigation,
    /// A key.
    Key,
    /// An alternate key.
    AlternateKey,
    /// A cast to a derived type.
    Cast,
    /// A stream.
    Stream,
    /// `$count`.
    Count,
    /// `$ref`.
    Reference,
    /// An address by path, which an overlay declares.
    ByPath,
    /// An action.
    Action,
    /// A function.
    Function,
}

/// A step from a builder.
#[derive(Clone, Debug)]
pub(super) struct Step<'p> {
    pub(super) edge: EdgeId,
    pub(super) kind: StepKind,
    /// The segment's name; for keys, what stands for them, in braces.
    pub(super) segment: String,
    /// What it adds to a path.
    pub(super) suffix: String,
    /// What it adds besides where the path goes on.
    pub(super) between: &'static str,
    /// The same with values that its keys and parameters may have; `None` where some may have none.
    pub(super) sample: Option<String>,
    /// What it adds to an expression.
    pub(super) call: String,
    /// What can be sent where it leads.
    pub(super) verbs: Vec<&'static str>,
    /// The resource that it leads to; for an operation, that of what it returns.
    pub(super) to: Option<NodeId>,
    pub(super) operation: Option<OperationId>,
    /// What must be sent with an operation.
    pub(super) arguments: &'p [Argument],
    pub(super) builder: Option<&'p ParametersPlan>,
    pub(super) method: &'p MethodPlan,
}

/// The plan by the ids of the graph.
pub(super) struct Map<'p> {
    pub(super) model: &'p Model,
    pub(super) plan: &'p Plan,
    pub(super) lowered: &'p Lowered,
    kept: &'p Kept,
    index: Index<'p>,
    spelling: Spelling,
}

impl<'p> Map<'p> {
    pub(super) fn new(explorer: &'p Explorer) -> Self {
        Self {
            model: &explorer.model,
            plan: &explorer.plan,
            lowered: &explorer.lowered,
            kept: &explorer.kept,
            index: Index::new(&explorer.plan),
            spelling: explorer.spelling,
        }
    }

    /// The features that a route needs.
    pub(super) fn needs(&self, route: &Route) -> Gate {
        self.plan.areas.path_gate(&self.lowered.api, &route.edges)
    }

    /// The features that a type needs.
    pub(super) fn needs_of(&self, ty: TypeRef) -> Gate {
        let ty = lower::values::named(self.model, ty);
        ty.map(|ty| self.plan.areas.type_gate(ty))
            .unwrap_or_default()
    }

    /// The builder of a place, and the file that it stands in.
    pub(super) fn place(&self, node: NodeId) -> Option<(Home<'p>, &'p BuilderPlan)> {
        self.index.builder(node)
    }

    /// The type of a place with a builder of one resource.
    pub(super) fn one(&self, node: NodeId) -> Option<StructuredId> {
        self.place(node)?;
        let (ty, many) = self.lowered.resource(node)?;
        (!many).then_some(ty)
    }

    /// All places with a builder, and the root.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let builders = self.lowered.nodes().map(|(_, node)| node);
        let builders = builders.filter(|node| self.place(*node).is_some());
        std::iter::once(NodeId::ROOT).chain(builders)
    }

    /// The place of one resource of a type, or of a collection, where it has a builder.
    pub(super) fn node(&self, ty: StructuredId, collection: bool) -> Option<NodeId> {
        let node = self.lowered.node((ty, collection));
        node.filter(|node| self.place(*node).is_some())
    }

    /// The file of a type, and the namespace that it stands in.
    pub(super) fn file(&self, ty: TypeRef) -> Option<Home<'p>> {
        self.index.item(lower::values::named(self.model, ty)?)
    }

    /// The step from a place by segments of this text.
    pub(super) fn named(&self, from: NodeId, text: &str) -> Option<EdgeId> {
        let mut steps = self.lowered.api.steps(from);
        let is = |step: &api::Step| match step {
            api::Step::Segments(names) => text.split('/').eq(names.iter().map(String::as_str)),
            _ => false,
        };
        let (edge, _) = steps.find(|(edge, found)| is(&found.step) && self.is_offered(*edge))?;
        Some(edge)
    }

    /// Which of a builder's methods takes a step.
    fn position(&self, edge: EdgeId) -> Option<usize> {
        let method = self.index.step(edge)?;
        let methods = self.index.methods(self.lowered.api[edge].from);
        methods.iter().position(|other| std::ptr::eq(other, method))
    }

    /// The type of what is at a node, with `Collection(…)` where there are many.
    pub(super) fn type_name(&self, node: NodeId) -> Option<String> {
        let (home, builder) = self.place(node)?;
        let name = one_line(&home.file.wire);
        Some(if builder.collection {
            format!("Collection({name})")
        } else {
            name
        })
    }

    /// What can be sent to a place.
    pub(super) fn verbs(&self, node: NodeId) -> Vec<&'static str> {
        let verbs = self.lowered.api[node].verbs();
        let is_place = self.lowered.resource(node).is_some();
        let offered = verbs
            .iter()
            .filter(|verb| !is_place || self.kept.has_request(node, *verb));
        offered.map(api::Verb::name).collect()
    }

    /// Whether a step is part of the crate.
    pub(super) fn is_offered(&self, edge: EdgeId) -> bool {
        self.kept.has_edge(edge)
    }

    /// The steps that lead from a node, in the order of its methods; from a call, the step to what it returns.
    pub(super) fn edges(&self, node: NodeId) -> Vec<EdgeId> {
        let steps = self.lowered.api.steps(node);
        let steps = steps.filter_map(|(edge, found)| match found.step {
            api::Step::Onward => self.is_offered(edge).then_some((0, edge)),
            _ => Some((self.position(edge)?, edge)),
        });
        let mut steps: Vec<(usize, EdgeId)> = steps.collect();
        steps.sort();
        steps.into_iter().map(|(_, edge)| edge).collect()
    }

    /// The same as the crate has them.
    pub(super) fn steps(&self, node: NodeId) -> Vec<Step<'p>> {
        let edges = self.edges(node).into_iter();
        edges.filter_map(|edge| self.step(edge)).collect()
    }

    /// A step as the crate has it; `None` where a selection leaves it out, and from a call to what it returns.
    pub(super) fn step(&self, edge: EdgeId) -> Option<Step<'p>> {
        let method = self.index.step(edge)?;
        let graph = &self.lowered.api;
        let to = graph[edge].to;
        let kind = self.kind(edge)?;
        let suffix = one_line(&walk::template(graph, &[edge], self.spelling));
        let is_place = self.lowered.resource(to).is_some();
        let plain = Step {
            edge,
            kind,
            segment: segment(&graph[edge].step, &suffix),
            suffix,
            sample: sample::step(graph, edge, self.spelling),
            between: "",
            call: format!(".{}()", method.name.as_str()),
            verbs: self.verbs(to),
            to: Some(to).filter(|_| is_place),
            operation: None,
            arguments: &[],
            builder: None,
            method,
        };
        let with = |arguments: &'p [Argument]| {
            let names: Vec<&str> = arguments.iter().map(|a| a.name.as_str()).collect();
            format!(".{}({})", method.name.as_str(), names.join(", "))
        };
        Some(match &method.body {
            MethodBody::Key { parts, .. } | MethodBody::AlternateKey { parts, .. } => Step {
                call: with(parts),
                ..plain
            },
            MethodBody::ByPath { .. } => Step {
                call: format!(".{}(path)", method.name.as_str()),
                ..plain
            },
            MethodBody::Operation {
                segment, arguments, ..
            } => {
                let mut onward = graph.steps(to).filter(|(id, _)| self.is_offered(*id));
                // A key in parentheses behind a call is not an argument of it.
                let keyed = !self.spelling.segment_keys && !plain.suffix.ends_with(')');
                Step {
                    between: if keyed { "()" } else { "" },
                    segment: one_line(segment),
                    call: with(arguments),
                    to: onward.next().map(|(_, edge)| edge.to),
                    operation: self.lowered.operation(edge),
                    arguments,
                    builder: self.index.call(edge).map(|(_, builder)| builder),
                    ..plain
                }
            }
            _ => plain,
        })
    }

    fn kind(&self, edge: EdgeId) -> Option<StepKind> {
        let stream = || self.lowered.resource(self.lowered.api[edge].to).is_none();
        Some(match self.lowered.origin(edge)? {
            Origin::Child(_) => StepKind::Resource,
            Origin::Property(_) if stream() => StepKind::Stream,
            Origin::Property(_) => StepKind::Navigation,
            Origin::References(_) => StepKind::Reference,
            Origin::Media => StepKind::Stream,
            Origin::Count => StepKind::Count,
            Origin::Key => StepKind::Key,
            Origin::AlternateKey(_) => StepKind::AlternateKey,
            Origin::Cast(_) => StepKind::Cast,
            Origin::Template(_) => StepKind::ByPath,
            Origin::Operation(id) | Origin::Import(_, id) => match self.model[*id].kind {
                OperationKind::Action => StepKind::Action,
                OperationKind::Function => StepKind::Function,
            },
            Origin::Composition => return None,
        })
    }
}

impl Step<'_> {
    /// What it adds to an expression where the path goes on.
    pub(super) fn call_on(&self) -> String {
        match self.operation {
            Some(_) if self.to.is_some() => format!("{}.then()", self.call),
            _ => self.call.clone(),
        }
    }
}

/// What a step is called: for a key its parts in braces, else what it adds to a path.
fn segment(step: &api::Step, suffix: &str) -> String {
    match step {
        api::Step::Key(key) if !key.alternate => {
            let parts = key.parts.iter();
            let parts = parts.map(|part| format!("{{{}}}", one_line(&part.name)));
            parts.collect::<Vec<_>>().join(",")
        }
        _ => suffix.strip_prefix('/').unwrap_or(suffix).to_owned(),
    }
}
