//! A service in the terms of HTTP → Plan: what types, paths and operations become in Rust.
//!
//! In goes the graph of a service whose requests have their [`HttpRequest`](crate::api::http::HttpRequest); out comes the
//! same plan as from OData, with the models in its one namespace, and the client and the builders of requests in its
//! [`HttpPlan`]. Names are decided over the whole graph, whatever of it is kept.

mod bodies;
mod client;
mod docs;
mod enums;
mod example;
mod index;
mod models;
mod operations;
mod package;
mod refs;
mod renames;
mod replies;
mod routes;
mod security;
mod sent;
mod servers;
mod structs;
mod tables;
mod type_names;
mod unions;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::api::{Api, Kept};
use crate::diagnostic::Diagnostic;

use super::area_costs;
use super::{HttpPlan, NamespacePlan, Plan, Planned, SchemePlan, Settings};

pub(crate) use index::{HttpIndex, HttpSending};
use renames::Renames;
use type_names::TypeNames;
use values::Values;

/// What every part of planning reads.
#[derive(Debug)]
struct Context<'a> {
    api: &'a Api,
    kept: &'a Kept,
    settings: &'a Settings,
    renames: Renames<'a>,
    names: TypeNames,
    values: Values,
    /// How requests show who sends them, by the numbers of the description.
    schemes: BTreeMap<usize, SchemePlan>,
}

/// Plans a crate. `source` is the description as it shall stand in the headers of files.
pub(crate) fn plan(api: &Arc<Api>, kept: &Kept, settings: &Settings, source: &str) -> Planned {
    let renames = Renames::new(&settings.rename);
    let mut warnings = Vec::new();
    let names = type_names::names(api, &renames, &mut warnings);
    let context = Context {
        api,
        kept,
        settings,
        values: Values::new(api),
        schemes: security::schemes(api, settings),
        renames,
        names,
    };
    let models = models::plan(&context, &mut warnings);
    let routes = routes::plan(&context, &mut warnings);
    let mut client = client::plan(&context, routes.root, routes.root_operations);
    warnings.extend(client::warnings(&context));
    let mut package = package::package(&context, source, structs(models.as_ref()));
    client.start = example::start(&client, &routes.files);
    client.example = example::example(&package, &client);
    let guide =
        crate::plan::example::guide(Some(&client.example), settings.docs, package::SECTIONS);
    package.docs.extend(guide);
    warnings.extend(unused(&context));
    let mut plan = Plan {
        package,
        client: None,
        namespaces: models.into_iter().collect(),
        http: Some(Box::new(HttpPlan {
            client,
            files: routes.files,
        })),
        areas: kept.areas().clone(),
        api: Arc::clone(api),
    };
    plan.package.areas = area_costs::area_costs(&plan);
    Planned { plan, warnings }
}

fn structs(models: Option<&NamespacePlan>) -> usize {
    let files = models.into_iter().flat_map(|it| &it.files);
    files
        .filter(|file| matches!(file.item, super::Item::Structured(_)))
        .count()
}

/// Names under `rename` that nothing has.
fn unused(context: &Context<'_>) -> Vec<Diagnostic> {
    let unused = context.renames.unused();
    let warning = |name: &str| {
        let message = format!("`rename` names {name:?}, which the description does not have");
        Diagnostic::warning(None, message).with_remedy(
            "write the name of a schema, \"Schema/property\", the operationId of an operation, or the template of a path",
        )
    };
    unused.into_iter().map(warning).collect()
}

#[cfg(test)]
mod tests;
