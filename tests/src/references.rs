//! References within a plan: a plan goes in, those of its references come out that lead to nothing.
//!
//! All that the plan holds is looked through by its debug output, so that no kind of item is forgotten.

use std::collections::BTreeSet;

use csdlgen::plan::names::ModuleName;
use csdlgen::plan::{FilePlan, Item, Plan};

const START: &str = "TypePath { modules: [";

/// What the plan refers to and does not have; each with the file that does.
pub fn dangling(plan: &Plan) -> Vec<String> {
    let mut defined = BTreeSet::new();
    for namespace in &plan.namespaces {
        for file in &namespace.files {
            for name in exported(file) {
                defined.insert(format!("{}::{name}", namespace.module.as_str()));
            }
            let requests = requests(file);
            for name in names_of_requests(file) {
                defined.insert(format!("{requests}::{name}"));
            }
        }
    }
    let mut missing = Vec::new();
    for namespace in &plan.namespaces {
        let module = namespace.module.as_str();
        for file in &namespace.files {
            let mut here: BTreeSet<String> = exported(file).into_iter().collect();
            here.extend(names_of_requests(file));
            let for_queries = match &file.item {
                Item::Structured(plan) => &plan.query_imports[..],
                _ => &[],
            };
            for import in file.imports.iter().chain(for_queries) {
                let path = format!("{module}::{}", import.as_str());
                if !defined.contains(&path) {
                    missing.push(format!("{module}/{} imports {path}", file.module.as_str()));
                }
                here.insert(import.as_str().to_owned());
            }
            for import in &file.request_imports {
                let path = format!("{}::{}", requests(file), import.as_str());
                if !defined.contains(&path) {
                    missing.push(format!("{module}/{} imports {path}", file.module.as_str()));
                }
                here.insert(import.as_str().to_owned());
            }
            let paths = paths(&format!("{file:?}"));
            let paths = paths.into_iter().filter(|path| !defined.contains(path));
            let paths = paths.filter(|path| !here.contains(path));
            missing
                .extend(paths.map(|path| format!("{module}/{} has {path}", file.module.as_str())));
        }
    }
    if let Some(client) = &plan.client {
        let operations = client.operations.iter();
        let here: Vec<&str> = operations
            .map(|operation| operation.name.as_str())
            .collect();
        let paths = paths(&format!("{client:?}"));
        let paths = paths.into_iter().filter(|path| !defined.contains(path));
        let paths = paths.filter(|path| !here.contains(&path.as_str()));
        missing.extend(paths.map(|path| format!("client has {path}")));
    }
    missing
}

/// The names that a namespace has from a file.
fn exported(file: &FilePlan) -> Vec<String> {
    let item = match &file.item {
        Item::Structured(plan) => Some(&plan.name),
        Item::Enum(plan) => Some(&plan.name),
        Item::Alias(plan) => Some(&plan.name),
        Item::Union(plan) => Some(&plan.name),
        Item::Resource => None,
    };
    let names = item.into_iter().chain(file.any.iter().map(|any| &any.name));
    names.map(|name| name.as_str().to_owned()).collect()
}

/// The module that has the request builders of a file.
fn requests(file: &FilePlan) -> String {
    let modules: Vec<&str> = file.requests.iter().map(ModuleName::as_str).collect();
    modules.join("::")
}

/// The names that this module has from it.
fn names_of_requests(file: &FilePlan) -> Vec<String> {
    let builders = file.builders.iter().map(|builder| &builder.name);
    let parameters = file.operations.iter().map(|operation| &operation.name);
    let names = builders.chain(parameters);
    names.map(|name| name.as_str().to_owned()).collect()
}

/// All references in a debug output, as paths.
fn paths(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in text.split(START).skip(1) {
        let (modules, rest) = part.split_once(']').expect("a list of modules ends");
        let (_, name) = rest.split_once("name: ").expect("a type's path has a name");
        let name = name.split('}').next().unwrap_or_default();
        let words = |text: &str| -> Vec<String> {
            text.split('"')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect()
        };
        let mut path = words(modules);
        path.extend(words(name).into_iter().take(1));
        found.insert(path.join("::"));
    }
    found
}
