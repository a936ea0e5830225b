//! Path templates → places and steps.
//!
//! A place is what a path leads to. Literal segments are steps of their own; parameters that fill segments one after the other
//! are one step; a segment with a parameter and other text is one step. A trailing `/` is not a step: the template
//! of a request has it.

use std::collections::HashMap;

use super::Lowering;
use crate::api::http::HttpParameter;
use crate::api::{Edge, Key, Node, NodeId, Parameter, Piece, Place, Step, Value, Verb};
use crate::openapi::context::{Context, Spot};

/// The verbs that a path item has members for (OpenAPI 3.2.0, section 4.9).
pub(in crate::openapi) const VERBS: &[(&str, Verb)] = &[
    ("get", Verb::Get),
    ("put", Verb::Put),
    ("post", Verb::Post),
    ("delete", Verb::Delete),
    ("options", Verb::Options),
    ("head", Verb::Head),
    ("patch", Verb::Patch),
    ("trace", Verb::Trace),
    ("query", Verb::Query),
];

impl<'t> Lowering<'_, 't> {
    /// All paths.
    pub(super) fn paths(&mut self) {
        let cx = self.cx;
        let Some(root) = cx.root() else {
            return;
        };
        if root.get("paths").is_none()
            && root.get("webhooks").is_none()
            && root.get("components").is_none()
        {
            let message = "the document has neither `paths` nor `webhooks` nor `components`";
            cx.error(root, message, "fetch it again: it may be cut off");
        }
        for (member, item) in cx.named(root, "paths") {
            let template = member.name.as_ref();
            if !template.starts_with('/') {
                let message = format!("the path `{template}` does not begin with `/`");
                cx.warn(item, message, "it is read as if it did; correct it");
            }
            let Some(item) = cx.followed(item) else {
                continue;
            };
            self.path(template, item);
        }
    }

    fn path(&mut self, template: &str, item: Spot<'t>) {
        let template = format!("/{}", template.strip_prefix('/').unwrap_or(template));
        for (verb, operation) in operations_of(self.cx, item) {
            if !self.may_go_on(operation) {
                return;
            }
            let request = self.operation(verb, &template, (item, operation));
            let http = request.http.as_deref();
            let parameters = http.map(|http| http.parameters.as_slice());
            let node = self.place(&template, parameters.unwrap_or_default(), verb);
            if let Some(place) = self.api.nodes.get_mut(node.index()) {
                place.requests.push(request);
            }
        }
    }

    /// The place that a path leads to.
    fn place(&mut self, template: &str, parameters: &[HttpParameter], verb: Verb) -> NodeId {
        let known: HashMap<&str, &Value> = parameters
            .iter()
            .filter(|parameter| parameter.place == Place::Path)
            .map(|parameter| (parameter.name.as_str(), &parameter.value))
            .collect();
        let part = |name: &str| Parameter {
            name: name.to_owned(),
            value: known
                .get(name)
                .map_or(Value::Scalar(crate::api::Scalar::Text), |value| {
                    (*value).clone()
                }),
            required: true,
            place: Place::Path,
        };
        let mut node = NodeId::ROOT;
        let mut key: Vec<Parameter> = Vec::new();
        let path = template.trim_matches('/');
        for segment in path.split('/').filter(|_| !path.is_empty()) {
            let mut pieces = pieces(segment, &part);
            if let [Piece::Parameter(_)] = pieces.as_slice() {
                if let Some(Piece::Parameter(parameter)) = pieces.pop() {
                    key.push(parameter);
                }
                continue;
            }
            node = self.after_key(node, &mut key);
            let literal = pieces.iter().all(|piece| matches!(piece, Piece::Text(_)));
            node = if literal {
                self.step(node, Step::Segments(vec![segment.to_owned()]))
            } else {
                self.step(node, Step::Mixed(pieces))
            };
        }
        node = self.after_key(node, &mut key);
        // `/a` and `/a/` are two places only where both take the same verb.
        let taken = self.api[node].verbs().has(verb);
        if taken && template.len() > 1 && template.ends_with('/') {
            node = self.step(node, Step::Segments(vec![String::new()]));
        }
        node
    }

    fn after_key(&mut self, node: NodeId, key: &mut Vec<Parameter>) -> NodeId {
        if key.is_empty() {
            return node;
        }
        let parts = std::mem::take(key);
        self.step(
            node,
            Step::Key(Key {
                parts,
                alternate: false,
                apart: true,
            }),
        )
    }

    /// The place after a step, which is added unless it is there.
    fn step(&mut self, from: NodeId, step: Step) -> NodeId {
        let written = format!("{step:?}");
        if let Some(to) = self.steps.get(&(from, written.clone())) {
            return *to;
        }
        let to = self.api.add_node(Node::default());
        self.api.add_edge(Edge {
            from,
            to,
            step,
            contained: true,
        });
        self.steps.insert((from, written), to);
        to
    }
}

/// The operations of a path item: its members, and those of `additionalOperations` (OpenAPI 3.2.0, section 4.9.1).
pub(super) fn operations_of<'t>(cx: &Context<'t>, item: Spot<'t>) -> Vec<(Verb, Spot<'t>)> {
    let members = item.members().filter_map(|(member, _)| {
        let mut verbs = VERBS.iter();
        let (name, verb) = verbs.find(|(name, _)| *name == member.name)?;
        Some((*verb, cx.object(item, name)?))
    });
    let mut operations: Vec<_> = members.collect();
    let more = cx.object(item, "additionalOperations");
    for (member, operation) in more.into_iter().flat_map(Spot::members) {
        let name = member.name.as_ref();
        let Some(verb) = Verb::by_name(name) else {
            let message = format!("`{name}` is not a registered method of HTTP");
            let remedy = "the operation is passed over; methods are upper case, such as COPY";
            cx.warn(operation, message, remedy);
            continue;
        };
        if operations.iter().any(|(own, _)| *own == verb) {
            let message = format!("the path has an operation of the method `{name}` already");
            cx.warn(operation, message, "this one is passed over; remove it");
        } else if let Some(operation) = more.and_then(|more| cx.object(more, name)) {
            operations.push((verb, operation));
        }
    }
    operations
}

/// A segment as text and parameters.
fn pieces(segment: &str, part: &dyn Fn(&str) -> Parameter) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        pieces.push(Piece::Parameter(part(name)));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

/// The names of the parameters in a path, in its order.
pub(super) fn names(template: &str) -> Vec<String> {
    let path = template.split('/').flat_map(|segment| {
        let named = |name: &str| Parameter {
            name: name.to_owned(),
            value: Value::Scalar(crate::api::Scalar::Text),
            required: true,
            place: Place::Path,
        };
        pieces(segment, &named)
    });
    let names = path.filter_map(|piece| match piece {
        Piece::Parameter(parameter) => Some(parameter.name),
        Piece::Text(_) => None,
    });
    names.collect()
}
