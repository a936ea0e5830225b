//! The path of a request: its segments go in, the calls that lead there come out. The walk through the service is
//! [`walk::follow`]; each step that it takes has a method in the plan.

use crate::api::path;
use crate::api::walk::{self, Lost, Taken};
use crate::api::{EdgeId, Gate, Step};
use crate::plan::{Index, MethodBody, Plan, Referred};

use super::arguments::{self, distance};
use super::around;
use super::body::Values;
use super::chain::{Chain, Place};
use super::{Request, SnippetError, keys};

/// Goes along the path of a request.
///
/// # Errors
/// The path leads nowhere, or what it gives is not of the type that is taken there.
pub(super) fn go_along<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<(), SnippetError> {
    let (plan, index) = (chain.plan, chain.index);
    let offered = |edge| is_offered(plan, index, edge);
    match walk::follow(&plan.api, &request.segments, &offered) {
        Ok(trails) => {
            let trail = trails.iter().min_by_key(|trail| fit(index, trail, request));
            let trail = trail.map(Vec::as_slice).unwrap_or_default();
            chain.needs = needs(plan, trail);
            take(chain, trail, request, values)
        }
        Err(Lost { trail, segments }) => {
            chain.needs = needs(plan, &trail);
            take(chain, &trail, request, values)?;
            around::rest(chain, &trail, segments, request)
        }
    }
}

/// The features that the methods along a trail need.
fn needs(plan: &Plan, trail: &[Taken]) -> Gate {
    let steps: Vec<EdgeId> = trail.iter().map(|taken| taken.edge).collect();
    plan.areas.path_gate(&plan.api, &steps)
}

fn is_offered(plan: &Plan, index: &Index<'_>, edge: EdgeId) -> bool {
    match &plan.api[edge].step {
        Step::Onward => index.builder(plan.api[edge].to).is_some(),
        _ => index.step(edge).is_some(),
    }
}

/// How far the call that a trail ends with is from what a request gives.
fn fit(index: &Index<'_>, trail: &[Taken], request: &Request) -> (bool, usize, usize) {
    let last = trail.last();
    let called = last.and_then(|taken| Some((index.step(taken.edge)?, taken)));
    let segment =
        called.and_then(|(method, taken)| Some((method, request.segments.get(taken.at)?)));
    segment.map_or((false, 0, 0), |(method, segment)| {
        distance(method, segment, request)
    })
}

fn take<'p>(
    chain: &mut Chain<'p>,
    trail: &[Taken],
    request: &Request,
    values: &mut Values<'p>,
) -> Result<(), SnippetError> {
    for (number, taken) in trail.iter().enumerate() {
        let last = number + 1 == trail.len();
        if !(last && matches!(chain.api()[taken.edge].step, Step::Onward)) {
            step(chain, taken, last, request, values)?;
        }
    }
    Ok(())
}

/// Adds the call for a step.
fn step<'p>(
    chain: &mut Chain<'p>,
    taken: &Taken,
    last: bool,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<(), SnippetError> {
    let Some(method) = chain.index.step(taken.edge) else {
        chain.go_on();
        return Ok(());
    };
    let to = chain.api()[taken.edge].to;
    match &method.body {
        MethodBody::Key { parts, .. } | MethodBody::AlternateKey { parts, .. } => {
            let mut code = Vec::new();
            for part in parts {
                let mut given = taken.values.iter();
                let literal = given.find(|(name, _)| *name == part.wire);
                let literal = literal.map_or("", |(_, literal)| literal);
                code.push(keys::key(part, &path::unquoted(literal), values)?);
            }
            chain.call(method.name.as_str(), &code.join(", "));
            chain.place = Place::Node(to);
        }
        MethodBody::ByPath { .. } => {
            let path = taken.values.first().map_or("", |(_, path)| path);
            chain.call(method.name.as_str(), &format!("{path:?}"));
            chain.place = Place::Node(to);
        }
        MethodBody::Operation { .. } => {
            return arguments::operation(chain, (method, taken), last, request, values);
        }
        MethodBody::References { to, .. } => {
            let key = taken.values.first().map(|(_, key)| path::unquoted(key));
            if key.is_some() && *to == Referred::ManyById {
                return Err(around::unknown(chain, request, taken.at + 1));
            }
            chain.call(method.name.as_str(), "");
            let collection = to.is_collection();
            chain.place = Place::References { collection, key };
        }
        body => {
            chain.call(method.name.as_str(), "");
            chain.place = match body {
                MethodBody::Media { .. } => Place::Stream,
                MethodBody::Count => Place::Count,
                _ => Place::Node(to),
            };
        }
    }
    Ok(())
}
