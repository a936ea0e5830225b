//! What a request gives to an operation: the parentheses of a function or the body of an action go in, values by the
//! names of parameters come out.

use serde_json::{Map, Value};

use super::{Body, Request};
use crate::api::path::{self, Segment};
use crate::plan::CallKind;

/// The parameters that a request gives.
#[derive(Default)]
pub(super) struct Parameters {
    pub(super) named: Map<String, Value>,
    /// A function's, by their place alone.
    pub(super) placed: Vec<Value>,
}

impl Parameters {
    /// Of an action from the body, of a function from its parentheses.
    pub(super) fn of(segment: &Segment, request: &Request, kind: CallKind) -> Self {
        let mut given = Self::default();
        if kind == CallKind::Action {
            if let Body::Json(Value::Object(body)) = &request.body {
                given.named.clone_from(body);
            }
            return given;
        }
        let text = segment.parentheses.as_deref().unwrap_or_default();
        for (name, literal) in path::parts(text) {
            let value = aliased(&literal, request);
            match name {
                Some(name) => drop(given.named.insert(name, value)),
                None => given.placed.push(value),
            }
        }
        given
    }

    /// Gives names to what stands at a place alone, in the order of the declaration; what is left over has none.
    pub(super) fn name<'w>(&mut self, declared: impl Iterator<Item = &'w str>) -> Option<Value> {
        let mut placed = std::mem::take(&mut self.placed).into_iter();
        for wire in declared {
            if find(&self.named, wire).is_none() {
                let value = placed.next();
                self.named
                    .extend(value.map(|value| (wire.to_owned(), value)));
            }
        }
        placed.next()
    }
}

/// A literal as JSON; an alias stands for its value among the query options.
fn aliased(literal: &str, request: &Request) -> Value {
    if literal.starts_with('@') {
        let value = request.query.iter().find(|(name, _)| name == literal);
        return value.map_or(Value::Null, |(_, value)| path::literal_value(value));
    }
    path::literal_value(literal)
}

/// A parameter by name, the letter case of which the documentation does not always keep.
pub(super) fn find<'v>(
    given: &'v Map<String, Value>,
    wire: &str,
) -> Option<(&'v String, &'v Value)> {
    given.get_key_value(wire).or_else(|| {
        given
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wire))
    })
}
