//! The plan by ids: each method knows what of the service it is, and the index gives it back.

use std::path::Path;

use super::{Index, MethodBody, Part, Planned, Target, plan};
use crate::api::{NodeId, Step};
use crate::config::{Crate, KeyStyle};
use crate::odata::lower::ServiceGraph;
use crate::select::Kept;
use crate::{csdl, model};

fn planned(file: &str) -> Option<(Planned, ServiceGraph)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    let document = csdl::read(file, &bytes).unwrap().document;
    let model = model::resolve(&document).unwrap().model;
    let mut config = Crate::new("service").unwrap();
    config.key_style = KeyStyle::Segment;
    let service = ServiceGraph::new(model, config.any_limit);
    let planned = plan(&service, &Kept::everything(), &config.plan_settings(), file);
    Some((planned.unwrap(), service))
}

/// Every method of every builder is a step or a request of a place of the builder, and is found by it.
fn check(planned: &Planned) -> usize {
    let plan = &planned.plan;
    let (api, index) = (&plan.api, Index::new(plan));
    let mut methods = 0;
    let client = plan.client.iter();
    let client = client.map(|client| (&[NodeId::ROOT][..], client.methods.as_slice()));
    let files = plan.namespaces.iter().flat_map(|it| &it.files);
    let builders = files.clone().flat_map(|file| &file.builders);
    let builders = builders.map(|it| (it.nodes.as_slice(), it.methods.as_slice()));
    for (nodes, all) in client.chain(builders) {
        assert!(!nodes.is_empty());
        for method in all {
            methods += 1;
            let same = |found: &&super::MethodPlan| std::ptr::eq(*found, method);
            match method.part {
                Some(Part::Request(node, verb)) => {
                    assert!(nodes.contains(&node), "{}", method.name);
                    assert!(api[node].verbs().has(verb), "{}", method.name);
                    assert!(index.request(node, verb).iter().any(same));
                }
                Some(Part::Step(edge)) => {
                    assert!(nodes.contains(&api[edge].from), "{}", method.name);
                    assert!(index.step(edge).is_some_and(|found| same(&found)));
                    if let Step::Segments(names) = &api[edge].step {
                        let segment = Index::segment(method).unwrap();
                        assert_eq!(Some(segment), names.first().map(String::as_str));
                    }
                }
                None => assert!(matches!(method.body, MethodBody::Header { .. })),
            }
            if let MethodBody::Navigate { builder, .. } = &method.body {
                let (_, found) = index.builder_at(builder).unwrap();
                assert_eq!(found.name, builder.name);
                let Target::Builder(node) = builder.target else {
                    panic!("{} leads to no builder", method.name);
                };
                assert!(index.methods(node).len() == found.methods.len());
            }
        }
    }
    for file in files {
        assert!(std::ptr::eq(index.item(file.ty).unwrap().file, file));
        assert_eq!(api[file.ty].name, file.wire);
        for operation in &file.operations {
            assert!(!operation.edges.is_empty(), "{}", operation.name);
            for edge in &operation.edges {
                let (_, found) = index.call(*edge).unwrap();
                assert!(std::ptr::eq(found, operation));
                assert!(matches!(api[*edge].step, Step::Call { .. }));
            }
        }
    }
    methods
}

#[test]
fn methods_and_the_graph_know_each_other() {
    for file in [
        "../tests/fixtures/shop.csdl",
        "../tests/fixtures/garden.csdl",
    ] {
        let methods = check(&planned(file).unwrap().0);
        assert!(methods > 15, "{methods} of {file}");
    }
    if let Some((planned, _)) = planned("../../shared/graph/v1.0.csdl") {
        assert!(check(&planned) > 5_000);
    }
}

/// What a selection leaves out has no answer, and what it keeps has one.
#[test]
fn all_that_takes_requests_has_methods() {
    let (planned, service) = planned("../tests/fixtures/shop.csdl").unwrap();
    let (api, index) = (&planned.plan.api, Index::new(&planned.plan));
    for (resource, node) in service.lowered.nodes() {
        for verb in api[node].verbs().iter() {
            assert!(
                !index.request(node, verb).is_empty(),
                "{resource:?} {verb:?}"
            );
        }
    }
}
