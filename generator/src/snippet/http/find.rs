//! What a request is in the plan: its path and its method go in, the methods that lead there and send it come out.

use std::collections::HashMap;

use crate::api::http::HttpRequest;
use crate::api::path;
use crate::api::walk::{self, Spelling};
use crate::api::{EdgeId, NodeId, Verb};
use crate::plan::names::MethodName;
use crate::plan::{
    CallMethodPlan, HttpOperationPlan, HttpReturn, HttpSetterPlan, Part, PathMethodBody,
    PathMethodPlan, Plan, SentPlan, Slot,
};
use crate::snippet::{Body, Request, SnippetError};

/// How paths are written.
const SPELLING: Spelling = Spelling {
    segment_keys: true,
    full_names: false,
};

/// The methods of a plan by ids of the graph.
pub(super) struct Methods<'p> {
    plan: &'p Plan,
    steps: HashMap<EdgeId, &'p PathMethodPlan>,
    requests: HashMap<(NodeId, Verb), Vec<Sending<'p>>>,
}

/// A method that sends a request.
#[derive(Clone, Copy)]
struct Sending<'p> {
    name: &'p MethodName,
    call: &'p CallMethodPlan,
    operation: &'p HttpOperationPlan,
}

/// What a request is in the plan.
pub(super) struct Found<'p> {
    /// Methods that lead to its place, with their arguments and the texts of those.
    pub(super) steps: Vec<(&'p MethodName, &'p [SentPlan], Vec<String>)>,
    pub(super) method: &'p MethodName,
    pub(super) call: &'p CallMethodPlan,
    pub(super) http: &'p HttpRequest,
    operation: &'p HttpOperationPlan,
}

impl<'p> Found<'p> {
    /// The setters of the call.
    pub(super) fn setters(&self) -> impl Iterator<Item = &'p HttpSetterPlan> {
        setters(self.call, self.operation)
    }
}

fn setters<'p>(
    call: &'p CallMethodPlan,
    operation: &'p HttpOperationPlan,
) -> impl Iterator<Item = &'p HttpSetterPlan> {
    let plans = operation.calls.iter();
    let own = plans.filter(|plan| Some(&plan.name) == call.call.as_ref());
    own.flat_map(|plan| &plan.setters)
}

impl<'p> Methods<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let mut methods = Self {
            plan,
            steps: HashMap::new(),
            requests: HashMap::new(),
        };
        if let Some(http) = plan.http.as_deref() {
            methods.add(&http.client.methods, &http.client.operations);
            for file in &http.files {
                methods.add(&file.builder.methods, &file.operations);
            }
        }
        methods
    }

    fn add(&mut self, methods: &'p [PathMethodPlan], operations: &'p [HttpOperationPlan]) {
        for method in methods {
            match (method.part, &method.body) {
                (Part::Step(edge), _) => drop(self.steps.insert(edge, method)),
                (Part::Request(node, verb), PathMethodBody::Call(call)) => {
                    let operation = operations.iter().find(|it| it.constant == call.table);
                    let sending = operation.map(|operation| Sending {
                        name: &method.name,
                        call,
                        operation,
                    });
                    self.requests
                        .entry((node, verb))
                        .or_default()
                        .extend(sending);
                }
                (Part::Request(..), PathMethodBody::Step { .. }) => {}
            }
        }
    }

    /// What a request is.
    pub(super) fn find(&self, request: &Request) -> Result<Found<'p>, SnippetError> {
        let api = &self.plan.api;
        let offered = |edge: EdgeId| self.steps.contains_key(&edge);
        let trails = walk::follow(api, &request.segments, &offered).map_err(|lost| {
            let at = lost
                .trail
                .last()
                .map_or(NodeId::ROOT, |taken| api[taken.edge].to);
            self.lost(request, lost.segments, at)
        })?;
        let trail = trails.into_iter().next().unwrap_or_default();
        let node = trail
            .last()
            .map_or(NodeId::ROOT, |taken| api[taken.edge].to);
        let steps = trail.iter().filter_map(|taken| {
            let method = self.steps.get(&taken.edge)?;
            let PathMethodBody::Step { arguments, .. } = &method.body else {
                return None;
            };
            let texts = taken
                .values
                .iter()
                .map(|(_, text)| path::literal_text(text));
            Some((&method.name, arguments.as_slice(), texts.collect()))
        });
        let verb = Verb::ALL
            .into_iter()
            .find(|verb| verb.name() == request.method);
        let sendings = verb.and_then(|verb| self.requests.get(&(node, verb)));
        let http = verb.and_then(|verb| {
            let mut requests = api[node].requests.iter();
            requests.find(|it| it.verb == verb)?.http.as_deref()
        });
        let (Some(sendings), Some(http)) = (sendings, http) else {
            let possible = Verb::ALL
                .into_iter()
                .filter(|verb| self.requests.contains_key(&(node, *verb)));
            return Err(SnippetError::Verb {
                method: request.method.clone(),
                possible: possible.map(|verb| verb.name().to_owned()).collect(),
            });
        };
        let sending = best(sendings, request)?;
        Ok(Found {
            steps: steps.collect(),
            method: sending.name,
            call: sending.call,
            http,
            operation: sending.operation,
        })
    }

    fn lost(&self, request: &Request, segments: usize, at: NodeId) -> SnippetError {
        let api = &self.plan.api;
        let steps = api
            .steps(at)
            .filter(|(edge, _)| self.steps.contains_key(edge));
        let possible = steps.map(|(edge, _)| {
            let text = walk::template(api, &[edge], SPELLING);
            text.trim_start_matches('/').to_owned()
        });
        let segment = request.segments.get(segments);
        SnippetError::Segment {
            number: segments + 1,
            segment: segment.map(|it| it.text.clone()).unwrap_or_default(),
            possible: possible.collect(),
        }
    }
}

/// The method that sends such a body and reads such a reply.
fn best<'p>(sendings: &[Sending<'p>], request: &Request) -> Result<Sending<'p>, SnippetError> {
    let accepted = request.header("accept").unwrap_or_default();
    let streams = accepted.contains("event-stream")
        || accepted.contains("jsonl")
        || accepted.contains("ndjson");
    let fits = |sending: &&Sending<'p>| {
        let arguments = sending.call.arguments.iter();
        let setters = setters(sending.call, sending.operation).map(|setter| &setter.sent);
        let mut bodies = arguments
            .clone()
            .chain(setters)
            .filter(|sent| is_body(&sent.slot));
        match &request.body {
            Body::Empty => !arguments.clone().any(|sent| is_body(&sent.slot)),
            Body::Json(_) => bodies.any(|sent| matches!(sent.slot, Slot::Json(_))),
            Body::Text(_) => bodies.any(|sent| is_text(&sent.slot, request)),
        }
    };
    let is_stream = |returns: &HttpReturn| {
        matches!(
            returns,
            HttpReturn::Events(_) | HttpReturn::TextEvents | HttpReturn::Lines(_)
        )
    };
    let fitting = sendings.iter().filter(fits);
    let found = fitting.min_by_key(|sending| is_stream(&sending.call.returns) != streams);
    found.copied().ok_or(SnippetError::Body {
        found: match &request.body {
            Body::Empty => "empty",
            Body::Json(_) => "JSON",
            Body::Text(_) => "of another media type",
        },
        expected: "what the description has for this operation",
    })
}

fn is_body(slot: &Slot) -> bool {
    !matches!(slot, Slot::Parameter(_) | Slot::ParameterIn(..))
}

/// Whether a text of the request's media type belongs there.
fn is_text(slot: &Slot, request: &Request) -> bool {
    let media = request.header("content-type").unwrap_or_default();
    match slot {
        Slot::Form(_) => media.is_empty() || media.contains("form-urlencoded"),
        Slot::Part(..) | Slot::File(_) => media.starts_with("multipart/"),
        Slot::Text(own) | Slot::Bytes(own) => media.is_empty() || media.starts_with(own.as_str()),
        Slot::BytesOf(_) => !media.contains("form-urlencoded"),
        Slot::Json(_) | Slot::Parameter(_) | Slot::ParameterIn(..) => false,
    }
}

/// What a value is called in the description.
pub(super) fn wire(slot: &Slot) -> &str {
    match slot {
        Slot::Parameter(name)
        | Slot::ParameterIn(_, name)
        | Slot::Part(name, _)
        | Slot::File(name) => name,
        Slot::Json(_) | Slot::Form(_) | Slot::Text(_) | Slot::Bytes(_) | Slot::BytesOf(_) => "body",
    }
}
