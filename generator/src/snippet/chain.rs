//! The chain of calls so far, and where it has come to.

use crate::api::path::Segment;
use crate::api::{Api, Gate, NodeId, Piece, Step, Verb};
use crate::plan::{CallKind, Index, MethodBody, MethodPlan, Plan, ReturnPlan, TypePath, ValueType};

use super::{Reply, SnippetError};

/// Where a chain has come to.
#[derive(Clone, Debug)]
pub(super) enum Place<'p> {
    /// The root, or a resource.
    Node(NodeId),
    Stream,
    Operation(CallKind),
    /// How many items a collection has.
    Count,
    /// References that a navigation property holds, or one of them by its key.
    References {
        collection: bool,
        key: Option<String>,
    },
    /// A structural property of a structured type: no builder leads there.
    Property(&'p TypePath),
    /// Any other structural property by its type, or its raw value.
    Value(Option<&'p ValueType>),
}

/// Calls so far.
pub(super) struct Chain<'p> {
    pub(super) plan: &'p Plan,
    pub(super) index: &'p Index<'p>,
    pub(super) place: Place<'p>,
    pub(super) reply: Reply,
    /// What the composable function gives that was called last.
    pub(super) then: Option<NodeId>,
    /// What the operation returns that was called last.
    pub(super) returns: Option<&'p ReturnPlan>,
    /// Whether that has a builder of its own, which takes no options of queries.
    pub(super) has_builder: bool,
    /// The features that its methods need.
    pub(super) needs: Gate,
    /// Whether the path goes around the builders.
    pub(super) around: bool,
    /// Whether a call gives the content type of the body.
    pub(super) tells_content_type: bool,
    code: String,
}

impl<'p> Chain<'p> {
    pub(super) fn start(plan: &'p Plan, index: &'p Index<'p>) -> Result<Self, SnippetError> {
        if plan.client.is_none() {
            return Err(SnippetError::NoClient);
        }
        Ok(Self {
            plan,
            index,
            place: Place::Node(NodeId::ROOT),
            reply: Reply::Nothing,
            then: None,
            returns: None,
            has_builder: false,
            needs: Gate::default(),
            around: false,
            tells_content_type: false,
            code: "client".to_owned(),
        })
    }

    pub(super) fn api(&self) -> &'p Api {
        &self.plan.api
    }

    pub(super) fn into_code(self) -> String {
        self.code
    }

    /// Adds a call.
    pub(super) fn call(&mut self, name: &str, arguments: &str) {
        for part in [".", name, "(", arguments, ")"] {
            self.code.push_str(part);
        }
    }

    /// Goes the way by the runtime's resource, segment by segment.
    pub(super) fn go_around<'s>(&mut self, segments: impl IntoIterator<Item = &'s Segment>) {
        self.around = true;
        "odata_client::Resource::root(client.client())".clone_into(&mut self.code);
        for segment in segments {
            self.call("segment", &format!("{:?}", segment.text));
        }
    }

    /// Goes on from what a composable function returns.
    pub(super) fn go_on(&mut self) -> bool {
        let Some(node) = self.then.take() else {
            return false;
        };
        self.call("then", "");
        self.returns = None;
        self.place = Place::Node(node);
        true
    }

    /// The node that the chain has come to, if it is a resource or the root.
    pub(super) fn node(&self) -> Option<NodeId> {
        match self.place {
            Place::Node(node) => Some(node),
            _ => None,
        }
    }

    /// The methods that send a request where the chain has come to.
    pub(super) fn requests(&self, verb: Verb) -> &[&'p MethodPlan] {
        self.node()
            .map_or(&[], |node| self.index.request(node, verb))
    }

    /// The model that a resource is read as.
    pub(super) fn model(&self) -> Option<&'p TypePath> {
        let mut methods = self.requests(Verb::Get).iter();
        methods.find_map(|method| match &method.body {
            MethodBody::Get(model) | MethodBody::List(model) => Some(model),
            _ => None,
        })
    }

    /// Whether the chain has come to a collection of resources.
    pub(super) fn is_collection(&self) -> bool {
        let ty = self.node().and_then(|node| self.api()[node].ty);
        ty.is_some_and(|(_, many)| many)
    }

    /// What can follow where the chain has come to.
    pub(super) fn possible(&self) -> Vec<String> {
        let Some(node) = self.node() else {
            return Vec::new();
        };
        let steps = self.api().steps(node);
        let mut possible: Vec<String> = steps
            .filter_map(|(edge, found)| {
                let method = self.index.step(edge)?;
                match &found.step {
                    Step::Segments(names) => Some(names.join("/")),
                    Step::Key(key) if !key.alternate => {
                        let names = key.parts.iter().map(|part| part.name.as_str());
                        Some(format!("{{{}}}", names.collect::<Vec<_>>().join(",")))
                    }
                    Step::Mixed(pieces) => Some(pieces.iter().map(Piece::to_string).collect()),
                    Step::Cast(_) | Step::Call { .. } => Index::segment(method).map(str::to_owned),
                    Step::Key(_) | Step::Onward | Step::Template { .. } => None,
                }
            })
            .collect();
        possible.sort();
        possible.dedup();
        possible
    }
}
