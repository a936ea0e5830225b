//! Model → Plan: every Rust decision.
//!
//! In goes the resolved model with the configuration; out comes a [`Plan`]: modules, names, field types,
//! boxing, builders, methods, arguments and documentation, as plain data without tokens.

mod area_costs;
mod data;
mod docs;
pub(crate) mod example;
mod files;
pub(crate) mod http;
mod index;
mod items;
pub(crate) mod layout;
pub(crate) mod methods;
pub mod names;
mod package;
mod placed;
mod reach;
pub mod settings;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::api::{Areas, EdgeId, Kept, NodeId, Verb};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Model, NamespaceId, OperationId, Resource, StructuredId, TypeRef};
use crate::odata::lower::hierarchies::Hierarchies;
use crate::odata::lower::offered::Offered;
use crate::odata::lower::{Lowered, Origin, ServiceGraph};

use docs::{Text, code};
use names::ModuleName;
use names::members::Members;
use names::registry::Registry;
use names::renames::Renames;

pub use crate::api::Gate;
pub use data::*;
pub use example::ExamplePlan;
pub(crate) use http::{HttpIndex, HttpSending};
pub(crate) use index::{Home, Index};
use methods::constructors;
pub use methods::constructors::Constructors;
#[cfg(test)]
pub(crate) use package::features;
pub(crate) use package::package_name;
#[cfg(feature = "cli")]
pub(crate) use package::shown;
pub use package::{FeaturePlan, LICENSE_FILE};
pub use settings::Settings;

/// A plan, and what is to be said about it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// Warnings, in the order of the input.
    pub warnings: Vec<Diagnostic>,
}

/// What every part of planning reads.
#[derive(Debug)]
struct Context<'m> {
    model: &'m Model,
    config: &'m Settings,
    registry: Registry,
    /// What the user renames.
    renames: Renames,
    members: Members,
    reach: reach::Reach,
    components: items::boxing::Components,
    /// The service as a graph.
    lowered: &'m Lowered,
    /// What of it is wanted.
    offered: &'m Offered<'m>,
    /// What derives from what, of the types that have a struct.
    hierarchies: Hierarchies,
    /// The steps that call each operation.
    calls: HashMap<OperationId, Vec<EdgeId>>,
    /// What of it is behind cargo features.
    areas: &'m Areas,
    bound: HashMap<(StructuredId, bool), Vec<OperationId>>,
}

impl Context<'_> {
    /// The step from a resource that something of the model is.
    fn step(&self, from: Resource, origin: &Origin) -> Option<Part> {
        let node = self.lowered.node(from)?;
        self.lowered.step(node, origin).map(Part::Step)
    }

    /// The step from the root to an entity set or singleton.
    fn child(&self, name: &str) -> Option<Part> {
        let origin = Origin::Child(name.to_owned());
        let step = self.lowered.step(NodeId::ROOT, &origin);
        step.map(Part::Step)
    }

    /// What a step adds to a path, such as `/{id}`.
    fn segment(&self, edge: EdgeId) -> String {
        self.reach.segment(&self.lowered.api, edge)
    }

    /// The end of a sentence: where a step leads to.
    fn at(&self, part: Option<Part>) -> String {
        match part {
            Some(Part::Step(edge)) => format!(": {}", code(&format!("…{}", self.segment(edge)))),
            _ => String::new(),
        }
    }

    /// A request to a resource.
    fn request(&self, to: Resource, verb: Verb) -> Option<Part> {
        Some(Part::Request(self.lowered.node(to)?, verb))
    }

    /// Link to the service's reference of a type.
    fn type_link(&self, namespace: NamespaceId, name: &str) -> Option<String> {
        self.config.reference.type_link(&self.slug(namespace, name))
    }

    /// Link to the service's reference of an operation.
    fn operation_link(&self, namespace: NamespaceId, ty: &str, operation: &str) -> Option<String> {
        let operation = operation.to_lowercase();
        self.config
            .reference
            .operation_link(&self.slug(namespace, ty), &operation)
    }

    /// A type in an address: in lower case, preceded by its module where that is not the first one.
    fn slug(&self, namespace: NamespaceId, name: &str) -> String {
        let shortest = self
            .model
            .namespaces
            .iter()
            .map(|n| n.name.as_str())
            .min_by_key(|n| n.len());
        let full = self.model[namespace].name.as_str();
        let below = shortest
            .and_then(|shortest| full.strip_prefix(shortest))
            .unwrap_or_default();
        let below = below.trim_start_matches('.').replace('.', "-");
        let slug = if below.is_empty() {
            name.to_owned()
        } else {
            format!("{below}-{name}")
        };
        slug.to_lowercase()
    }
}

/// Plans a crate. `source` is the metadata as it shall stand in the headers of files.
///
/// # Errors
/// The configuration's `rename` gives one name to two types of a module or to two properties of a type.
pub fn plan(
    service: &ServiceGraph,
    kept: &Kept,
    config: &Settings,
    source: &str,
) -> Result<Planned, Diagnostics> {
    let ServiceGraph { model, lowered } = service;
    let offered = &Offered::new(model, lowered, kept);
    let hierarchies = lowered.hierarchies.only(|id| offered.has_model(id));
    let reach = reach::reach(config, lowered, offered);
    let (renames, mut warnings) = names::renames::renames(model, &config.rename);
    let (registry, told) =
        names::registry::build(model, config, &renames, &reach, &hierarchies, offered)?;
    warnings.extend(told);
    let (members, told) = names::members::members(model, &renames, offered)?;
    warnings.extend(told);
    let context = Context {
        registry,
        renames,
        members,
        components: items::boxing::components(model, &hierarchies),
        calls: lowered.calls(),
        areas: kept.areas(),
        lowered,
        offered,
        hierarchies,
        bound: model.operations_by_binding(),
        model,
        config,
        reach,
    };
    let files = files::plan(&context);
    warnings.extend(files.iter().flat_map(|file| file.warnings.clone()));
    warnings.extend(unreachable_operations(model, offered));
    warnings.extend(names::alike::alike(&context));
    let namespaces = namespaces(&context, files);
    let areas = kept.areas().clone();
    let mut plan = Plan {
        package: package::package(&context, source, structs(&namespaces)),
        client: methods::client::plan(&context),
        http: None,
        namespaces,
        areas,
        api: Arc::clone(&lowered.api),
    };
    plan.package.areas = area_costs::area_costs(&plan);
    let start = methods::start::start(&plan, config.start.as_deref(), &mut warnings);
    if let Some(client) = &mut plan.client {
        client.start = start;
        client.example = constructors::example(&plan.package, client);
    }
    let example = plan.client.as_ref().map(|client| &client.example);
    let guide = example::guide(example, config.docs, package::SECTIONS);
    plan.package.docs.extend(guide);
    Ok(Planned { plan, warnings })
}

/// How many structs there are.
fn structs(namespaces: &[NamespacePlan]) -> usize {
    let files = namespaces.iter().flat_map(|namespace| &namespace.files);
    files
        .filter(|file| matches!(file.item, Item::Structured(_)))
        .count()
}

/// Operations that no path can call: bound to what has no builder, or neither bound nor imported.
fn unreachable_operations(model: &Model, offered: &Offered<'_>) -> Vec<Diagnostic> {
    let imported: HashSet<OperationId> = model.imports().map(|(_, id)| id).collect();
    let mut warnings = Vec::new();
    let operations = (0..).map(OperationId).zip(&model.operations);
    for (id, operation) in operations.filter(|(id, _)| offered.has_operation(*id)) {
        let why = match &operation.binding {
            Some(binding) if matches!(binding.ty.item, TypeRef::Structured(_)) => continue,
            Some(binding) => {
                format!(
                    "is bound to {}, which is not a resource",
                    model.short_type_name(&binding.ty)
                )
            }
            None if imported.contains(&id) => continue,
            None => "is neither bound nor imported by the container".to_owned(),
        };
        let message = format!("operation {:?} {why}; it gets no method", operation.name);
        warnings.push(Diagnostic::warning(operation.position.clone(), message));
    }
    warnings
}

/// Groups files by module and sorts both.
fn namespaces(context: &Context<'_>, files: Vec<files::TypeFile>) -> Vec<NamespacePlan> {
    let mut by_module: BTreeMap<ModuleName, Vec<FilePlan>> = BTreeMap::new();
    for file in files {
        by_module.entry(file.namespace).or_default().push(file.plan);
    }
    let names = &context.model.namespaces;
    by_module
        .into_iter()
        .map(|(module, mut files)| {
            files.sort_by(|a, b| a.module.cmp(&b.module));
            let here = context
                .registry
                .namespaces
                .iter()
                .zip(names)
                .filter(|(m, _)| **m == module);
            let (names, annotations): (Vec<_>, Vec<_>) = here
                .map(|(_, namespace)| (namespace.name.as_str(), &namespace.annotations))
                .unzip();
            let namespace = names.join(", ");
            let mut text = Text::new(context).own(&format!("Namespace {}.", code(&namespace)));
            for annotations in annotations {
                text = text.described(annotations);
            }
            NamespacePlan {
                module,
                namespace,
                docs: text.finish(),
                files,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
