//! The type of a service's errors: what most operations answer where something went wrong.

use std::collections::HashMap;

use super::Lowering;
use crate::api::Value;
use crate::api::http::{ContentKind, HttpRequest, Status};
use crate::openapi::REDUCED;

/// Of ten operations that say what their errors are, this many must say the same.
const MOST_OF_TEN: usize = 6;

impl Lowering<'_, '_> {
    /// The type of a service's errors; `None` where no type rules. A reduced document tells that of the whole one.
    pub(super) fn error(&self) -> Option<Value> {
        let root = self.cx.root();
        let Some(told) = root.and_then(|root| root.get(REDUCED)?.get("error")) else {
            return self.common_error();
        };
        let id = self.schemas.by_name(told.node.text()?)?;
        Some(Value::Named(id))
    }

    /// The type of most errors; `None` where no type rules.
    fn common_error(&self) -> Option<Value> {
        let nodes = self.api.nodes.iter().flat_map(|node| &node.requests);
        let requests = nodes.filter_map(|request| request.http.as_deref());
        let mut counts: HashMap<Value, (usize, usize)> = HashMap::new();
        let mut order = Vec::new();
        let (mut all, mut operations) = (0_usize, 0_usize);
        for http in requests {
            all += 1;
            let found = errors(http);
            operations += usize::from(!found.is_empty());
            for (value, broad) in found {
                let count = counts.entry(value.clone()).or_insert_with(|| {
                    order.push(value);
                    (0, 0)
                });
                count.0 += 1;
                count.1 += usize::from(broad);
            }
        }
        // Of types that are as frequent, the one that ranges of statuses have; then the first.
        let best = order.into_iter().enumerate().max_by_key(|(at, value)| {
            let count = counts.get(value).copied().unwrap_or_default();
            (count, std::cmp::Reverse(*at))
        });
        let (_, value) = best?;
        let (count, _) = counts.get(&value).copied().unwrap_or_default();
        let rules = count * 10 >= operations * MOST_OF_TEN && count * 4 >= all;
        rules.then_some(value)
    }
}

/// What the errors of an operation are, each type once, and whether it is of more statuses than one.
fn errors(http: &HttpRequest) -> Vec<(Value, bool)> {
    let mut found: Vec<(Value, bool)> = Vec::new();
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
        let broad = !matches!(reply.status, Status::Exact(_));
        for content in &reply.contents {
            if let ContentKind::Json(value @ Value::Named(_)) = &content.kind {
                match found.iter_mut().find(|(own, _)| own == value) {
                    Some((_, own)) => *own |= broad,
                    None => found.push((value.clone(), broad)),
                }
            }
        }
    }
    found
}
