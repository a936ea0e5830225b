//! Where a user of a generated crate begins: the client and its builders go in, the first request that can be
//! read comes out.

use crate::plan::{BuilderPlan, MethodBody, MethodPlan, Plan, StartPlan, Target, TypePath};

/// The first resource of a client that can be read; else the first; `None` where there is no client
/// or it leads nowhere.
pub(in crate::plan) fn start(plan: &Plan) -> Option<StartPlan> {
    let client = plan.client.as_ref()?;
    let resources = client.methods.iter().filter_map(|method| {
        let MethodBody::Navigate { segment, builder } = &method.body else {
            return None;
        };
        let start = StartPlan {
            method: method.name.clone(),
            path: format!("/{segment}"),
            read: builder_at(plan, builder).and_then(read),
        };
        method.deprecated.is_none().then_some(start)
    });
    let resources: Vec<StartPlan> = resources.collect();
    let read = resources.iter().find(|start| start.read.is_some());
    read.or(resources.first()).cloned()
}

/// The builder that a path leads to.
fn builder_at<'p>(plan: &'p Plan, path: &TypePath) -> Option<&'p BuilderPlan> {
    let Target::Builder(node) = path.target else {
        return None;
    };
    let files = plan.namespaces.iter().flat_map(|it| &it.files);
    let mut builders = files.flat_map(|file| &file.builders);
    builders.find(|builder| builder.nodes.contains(&node))
}

/// The name of the method that reads what a builder is of.
fn read(builder: &BuilderPlan) -> Option<crate::plan::names::MethodName> {
    let reads =
        |method: &MethodPlan| matches!(method.body, MethodBody::Get(_) | MethodBody::List(_));
    let mut methods = builder.methods.iter();
    let method = methods.find(|method| reads(method) && method.deprecated.is_none())?;
    Some(method.name.clone())
}
