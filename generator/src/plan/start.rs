//! Where a user of a generated crate begins: the client and its builders go in, the first request that can be
//! read comes out.

use super::{BuilderPlan, ClientPlan, MethodBody, NamespacePlan, StartPlan, TypePath};

/// The first resource of a client that can be read; the first of all, where none can; `None` where the client
/// leads nowhere.
pub(super) fn start(client: &ClientPlan, namespaces: &[NamespacePlan]) -> Option<StartPlan> {
    let resources = client.methods.iter().filter_map(|method| {
        let MethodBody::Navigate { segment, builder } = &method.body else {
            return None;
        };
        let start = StartPlan {
            method: method.name.clone(),
            path: format!("/{segment}"),
            read: builder_at(builder, namespaces).and_then(read),
        };
        method.deprecated.is_none().then_some(start)
    });
    let resources: Vec<StartPlan> = resources.collect();
    let read = resources.iter().find(|start| start.read.is_some());
    read.or(resources.first()).cloned()
}

/// The builder at a path that begins at the root of the crate.
fn builder_at<'p>(path: &TypePath, namespaces: &'p [NamespacePlan]) -> Option<&'p BuilderPlan> {
    let [module] = &*path.modules else {
        return None;
    };
    let namespace = namespaces.iter().find(|n| n.module == *module)?;
    let mut builders = namespace.files.iter().flat_map(|file| &file.builders);
    builders.find(|builder| builder.name == path.name)
}

/// The name of the method that reads what a builder is of.
fn read(builder: &BuilderPlan) -> Option<super::names::MethodName> {
    let reads = |body: &MethodBody| matches!(body, MethodBody::Get(_) | MethodBody::List(_));
    let mut methods = builder.methods.iter();
    let method = methods.find(|method| reads(&method.body) && method.deprecated.is_none())?;
    Some(method.name.clone())
}
