//! The twin of a generated crate: the same types, read and written by serde's derive.
//!
//! In goes a plan, out come the files of a crate that has the plan's structs, enums and aliases under the same
//! names and in the same modules, with the same field types, and nothing else: no builders, no documentation,
//! no methods. What the generated crate costs and how fast it is, is measured beside it.
//!
//! Where the two differ, the twin has less to do: it finds members of an enumeration by their exact text only,
//! and keeps a set of flags as its text.

mod items;

use std::fmt::Write as _;
use std::path::PathBuf;

use csdlgen::config::Crate;
use csdlgen::diagnostic::Diagnostics;
use csdlgen::output::{File, InvalidPath, RelativePath};
use csdlgen::pipeline::{self, Source};
use csdlgen::plan::{FilePlan, Item, Plan};

use items::Items;

/// Why there is no twin.
#[derive(Debug, thiserror::Error)]
pub enum TwinError {
    /// The metadata cannot be planned.
    #[error("the metadata cannot be planned: {0}")]
    Plan(#[from] Diagnostics),
    /// A module's name makes no path.
    #[error("a module of the plan makes no path: {0}")]
    Path(#[from] InvalidPath),
}

/// What a twin shall be like.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the runtime crate is, for its value types; relative to the twin, or absolute.
    pub runtime: PathBuf,
    /// Values of a type that others derive from are read into an enum, which serde chooses the variant of by
    /// `@odata.type`; else they are read as the type itself, so that derived types are lost.
    pub derived: bool,
    /// What is not declared is kept, as the generated crate keeps it; else it is dropped.
    pub kept: bool,
}

/// The twin of the crate that is generated from a description.
///
/// # Errors
/// The description cannot be planned, or a name in it is not a path.
pub fn of_source(
    source: &Source,
    config: &Crate,
    options: &Options,
) -> Result<Vec<File>, TwinError> {
    let plan = pipeline::plan(source, config)?.plan;
    Ok(of_plan(&plan, options)?)
}

/// The twin of a planned crate: its files, sorted by path.
///
/// # Errors
/// A name of the plan is not a path.
pub fn of_plan(plan: &Plan, options: &Options) -> Result<Vec<File>, InvalidPath> {
    let mut files = vec![
        file("Cargo.toml".to_owned(), manifest(plan, options))?,
        file("src/lib.rs".to_owned(), root(plan))?,
    ];
    for namespace in &plan.namespaces {
        let folder = format!("src/{}", namespace.module);
        let mut root = String::new();
        for planned in &namespace.files {
            let Some(items) = items_of(planned, runtime(plan), options) else {
                continue;
            };
            let module = &planned.module;
            let names: Vec<&str> = items.defined.iter().map(String::as_str).collect();
            // Writing into a string does not fail.
            let _ = writeln!(
                root,
                "mod {module};\npub use {module}::{{{}}};",
                names.join(", ")
            );
            files.push(file(format!("{folder}/{module}.rs"), items.finish())?);
        }
        files.push(file(format!("{folder}/mod.rs"), root)?);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn file(path: String, contents: String) -> Result<File, InvalidPath> {
    let path = RelativePath::new(path)?;
    Ok(File { path, contents })
}

/// The runtime is there for its value types alone.
fn manifest(plan: &Plan, options: &Options) -> String {
    let kind = match (options.derived, options.kept) {
        (true, true) => "twin",
        (false, true) => "flat",
        (_, false) => "plain",
    };
    let name = format!("{}-{kind}", plan.package.name);
    let client = runtime(plan).replace('_', "-");
    let runtime = options.runtime.display().to_string();
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n\
         {client} = {{ path = {runtime:?}, default-features = false, features = [\"serde\"] }}\n\
         serde = {{ version = \"1.0\", features = [\"derive\"] }}\n\
         serde_json = \"1.0\"\n",
    )
}

fn root(plan: &Plan) -> String {
    let mut text = String::new();
    for namespace in &plan.namespaces {
        let _ = writeln!(text, "pub mod {};", namespace.module);
    }
    text
}

/// The crate that has the value types.
fn runtime(plan: &Plan) -> &'static str {
    if plan.http.is_some() {
        "service_client"
    } else {
        "odata_client"
    }
}

/// A type's file; `None` where there is no type.
fn items_of(planned: &FilePlan, runtime: &'static str, options: &Options) -> Option<Items> {
    let mut items = Items::new(runtime);
    match &planned.item {
        Item::Structured(plan) => items.structure(plan, options.kept),
        Item::Enum(plan) if plan.is_json => items.json(&plan.name),
        Item::Enum(plan) => items.enumeration(plan),
        Item::Alias(plan) => items.alias(plan),
        Item::Union(plan) => items.union(plan),
        Item::Resource => return None,
    }
    if let Some(family) = &planned.family {
        items.union(family);
    }
    match &planned.any {
        Some(any) if options.derived => items.family(any),
        Some(any) => items.flat_family(any),
        None => {}
    }
    Some(items)
}
