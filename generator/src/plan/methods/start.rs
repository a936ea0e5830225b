//! Where a user of a generated crate begins: the client and its builders go in, the first request that can be
//! read comes out.

use std::collections::{HashMap, HashSet};

use crate::api::NodeId;
use crate::diagnostic::Diagnostic;
use crate::plan::{BuilderPlan, MethodBody, MethodPlan, Plan, StartPlan, Target};

/// How far the path of a first request goes.
const DEPTH: usize = 4;

/// The first request of a client: to the path that is wanted; else to the nearest resource that can be read; else to the
/// first. `None` without a client, or with one that has no paths.
pub(in crate::plan) fn start(
    plan: &Plan,
    wanted: Option<&str>,
    warnings: &mut Vec<Diagnostic>,
) -> Option<StartPlan> {
    let client = plan.client.as_ref()?;
    let files = plan.namespaces.iter().flat_map(|it| &it.files);
    let builders = files.flat_map(|file| &file.builders);
    let builders: HashMap<NodeId, &BuilderPlan> = builders
        .flat_map(|builder| builder.nodes.iter().map(move |node| (*node, builder)))
        .collect();
    let mut seen = HashSet::new();
    let mut first = None;
    let mut level = steps("client", "", &client.methods);
    let mut nearest: Option<(bool, StartPlan)> = None;
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for (mut start, node) in level {
            let builder = builders.get(&node);
            start.read = builder.and_then(|builder| read(builder));
            if let Some(builder) = builder.filter(|_| seen.insert(node)) {
                next.extend(steps(&start.call, &start.path, &builder.methods));
            }
            if wanted == Some(start.path.as_str()) {
                return Some(start);
            }
            if start.read.is_some() {
                // What is there whatever features are on comes first.
                let always = plan.areas.node_gate(node).is_always();
                if nearest.as_ref().is_none_or(|(before, _)| always && !before) {
                    nearest = Some((always, start));
                }
            } else {
                first.get_or_insert(start);
            }
        }
        if wanted.is_none() && nearest.is_some() {
            break;
        }
        level = next;
    }
    if let Some(path) = wanted {
        let message = format!("`start` names {path:?}, which no path without keys leads to");
        let remedy = "name the path of a resource that is selected, such as \"/users\"";
        warnings.push(Diagnostic::warning(None, message).with_remedy(remedy));
    }
    nearest.map(|(_, start)| start).or(first)
}

/// What methods lead to without arguments.
fn steps(call: &str, path: &str, methods: &[MethodPlan]) -> Vec<(StartPlan, NodeId)> {
    let methods = methods.iter().filter(|method| method.deprecated.is_none());
    methods
        .filter_map(|method| {
            let MethodBody::Navigate { segment, builder } = &method.body else {
                return None;
            };
            let Target::Builder(node) = builder.target else {
                return None;
            };
            let start = StartPlan {
                call: format!("{call}.{}()", method.name),
                path: format!("{path}/{segment}"),
                read: None,
            };
            Some((start, node))
        })
        .collect()
}

/// The name of the method that reads what a builder is of.
fn read(builder: &BuilderPlan) -> Option<crate::plan::names::MethodName> {
    let reads =
        |method: &MethodPlan| matches!(method.body, MethodBody::Get(_) | MethodBody::List(_));
    let mut methods = builder.methods.iter();
    let method = methods.find(|method| reads(method) && method.deprecated.is_none())?;
    Some(method.name.clone())
}
