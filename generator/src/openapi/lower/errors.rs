//! The type of a service's errors: what most operations answer where something went wrong.

use std::collections::HashMap;

use super::Lowering;
use crate::api::Value;
use crate::api::http::{ContentKind, HttpRequest, Status};

/// Of ten operations that say what their errors are, this many must say the same.
const MOST_OF_TEN: usize = 6;

impl Lowering<'_, '_> {
    /// The type of most errors; `None` where no type rules.
    pub(super) fn common_error(&self) -> Option<Value> {
        let nodes = self.api.nodes.iter().flat_map(|node| &node.requests);
        let requests = nodes.filter_map(|request| request.http.as_deref());
        let mut counts: HashMap<Value, usize> = HashMap::new();
        let mut order = Vec::new();
        let mut operations = 0_usize;
        for http in requests {
            let found = errors(http);
            if found.is_empty() {
                continue;
            }
            operations += 1;
            for value in found {
                let count = counts.entry(value.clone()).or_insert_with(|| {
                    order.push(value);
                    0
                });
                *count += 1;
            }
        }
        let best = order.into_iter().enumerate().max_by_key(|(at, value)| {
            let count = counts.get(value).copied().unwrap_or_default();
            (count, std::cmp::Reverse(*at))
        });
        let (_, value) = best?;
        let count = counts.get(&value).copied().unwrap_or_default();
        (count * 10 >= operations * MOST_OF_TEN).then_some(value)
    }
}

/// What the errors of an operation are, each type once.
fn errors(http: &HttpRequest) -> Vec<Value> {
    let mut found = Vec::new();
    let is_error = |status| {
        matches!(
            status,
            Status::Exact(400..) | Status::Range(4 | 5) | Status::Default
        )
    };
    let success = http.replies.iter().any(|reply| reply.status.is_success());
    for reply in http.replies.iter().filter(|reply| is_error(reply.status)) {
        if reply.status == Status::Default && !success {
            continue;
        }
        for content in &reply.contents {
            if let ContentKind::Json(value @ Value::Named(_)) = &content.kind
                && !found.contains(value)
            {
                found.push(value.clone());
            }
        }
    }
    found
}
