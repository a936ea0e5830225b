//! What a request is in the plan: its path and its method go in, the methods that lead there and send it come out.

use crate::api::http::HttpRequest;
use crate::api::path;
use crate::api::walk::{self, Spelling};
use crate::api::{Api, EdgeId, NodeId, Verb};
use crate::plan::names::MethodName;
use crate::plan::{HttpIndex, HttpPlan, HttpReturn, HttpSending, SentPlan, Slot};
use crate::snippet::{Body, Request, SnippetError};

/// How paths are written.
const SPELLING: Spelling = Spelling {
    segment_keys: true,
    full_names: false,
};

/// The methods of a plan, which requests are looked up in.
pub(in crate::snippet) struct Methods<'p> {
    pub(super) api: &'p Api,
    index: HttpIndex<'p>,
}

/// What a request is in the plan.
pub(super) struct Found<'p> {
    /// Methods that lead to its place, with their arguments and the texts of those.
    pub(super) steps: Vec<(&'p MethodName, &'p [SentPlan], Vec<String>)>,
    /// The method that sends it.
    pub(super) sending: HttpSending<'p>,
    pub(super) http: &'p HttpRequest,
    /// Its place.
    pub(super) node: NodeId,
}

impl<'p> Methods<'p> {
    pub(in crate::snippet) fn new(api: &'p Api, http: &'p HttpPlan) -> Self {
        let index = HttpIndex::new(http);
        Self { api, index }
    }

    /// What a request is.
    pub(super) fn find(&self, request: &Request) -> Result<Found<'p>, SnippetError> {
        let api = self.api;
        let offered = |edge: EdgeId| self.index.step(edge).is_some();
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
            let step = self.index.step(taken.edge)?;
            let texts = taken
                .values
                .iter()
                .map(|(_, text)| path::literal_text(text));
            Some((&step.method.name, step.arguments, texts.collect()))
        });
        let verb = Verb::by_name(&request.method);
        let sendings = verb.map_or(&[][..], |verb| self.index.request(node, verb));
        let http = verb.and_then(|verb| {
            let mut requests = api[node].requests.iter();
            requests.find(|it| it.verb == verb)?.http.as_deref()
        });
        let (false, Some(http)) = (sendings.is_empty(), http) else {
            let possible = Verb::ALL
                .iter()
                .copied()
                .filter(|verb| !self.index.request(node, *verb).is_empty());
            return Err(SnippetError::Verb {
                method: request.method.clone(),
                possible: possible.map(|verb| verb.name().to_owned()).collect(),
            });
        };
        let sending = best(sendings, request)?;
        Ok(Found {
            steps: steps.collect(),
            sending,
            http,
            node,
        })
    }

    fn lost(&self, request: &Request, segments: usize, at: NodeId) -> SnippetError {
        let api = self.api;
        let steps = api
            .steps(at)
            .filter(|(edge, _)| self.index.step(*edge).is_some());
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
fn best<'p>(
    sendings: &[HttpSending<'p>],
    request: &Request,
) -> Result<HttpSending<'p>, SnippetError> {
    let accepted = request.header("accept").unwrap_or_default();
    let streams = accepted.contains("event-stream")
        || accepted.contains("jsonl")
        || accepted.contains("ndjson");
    let fits = |sending: &&HttpSending<'p>| {
        let arguments = sending.call.arguments.iter();
        let setters = sending.setters().map(|setter| &setter.sent);
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
        Slot::Part(..) | Slot::StyledPart(..) | Slot::Parts | Slot::File(_) | Slot::NamedFiles => {
            media.starts_with("multipart/")
        }
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
        | Slot::StyledPart(name, ..)
        | Slot::File(name) => name,
        Slot::Parts | Slot::NamedFiles => "*",
        Slot::Json(_) | Slot::Form(_) | Slot::Text(_) | Slot::Bytes(_) | Slot::BytesOf(_) => "body",
    }
}
