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
use std::path::Path;

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

/// The twin of the crate that is generated from a description, with the runtime crate at a path.
///
/// # Errors
/// The description cannot be planned, or a name in it is no path.
pub fn of_source(source: &Source, config: &Crate, runtime: &Path) -> Result<Vec<File>, TwinError> {
    let plan = pipeline::plan(source, config)?.plan;
    of_plan(&plan, &format!("{}-twin", config.name), runtime)
}

/// The twin of a planned crate: its files, sorted by path.
///
/// # Errors
/// A name of the plan is no path.
pub fn of_plan(plan: &Plan, name: &str, runtime: &Path) -> Result<Vec<File>, TwinError> {
    let mut files = vec![
        file("Cargo.toml".to_owned(), manifest(name, runtime))?,
        file("src/lib.rs".to_owned(), root(plan))?,
    ];
    for namespace in &plan.namespaces {
        let folder = format!("src/{}", namespace.module);
        let mut root = String::new();
        for planned in &namespace.files {
            let Some(items) = items_of(planned) else {
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

/// The runtime is there for its value types alone, jiff and uuid for serde's traits on theirs.
fn manifest(name: &str, runtime: &Path) -> String {
    let runtime = runtime.display().to_string();
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [lib]\nname = \"twin\"\n\n\
         [dependencies]\n\
         jiff = {{ version = \"1.0\", features = [\"serde\"] }}\n\
         odata-client = {{ path = {runtime:?}, default-features = false }}\n\
         serde = {{ version = \"1.0\", features = [\"derive\"] }}\n\
         serde_json = \"1.0\"\n\
         uuid = {{ version = \"1.29\", features = [\"serde\"] }}\n\n\
         [workspace]\n",
    )
}

fn root(plan: &Plan) -> String {
    let mut text = String::new();
    for namespace in &plan.namespaces {
        let _ = writeln!(text, "pub mod {};", namespace.module);
    }
    text
}

/// A type's file; `None` where there is no type.
fn items_of(planned: &FilePlan) -> Option<Items> {
    let mut items = Items::default();
    match &planned.item {
        Item::Structured(plan) => items.structure(plan),
        Item::Enum(plan) => items.enumeration(plan),
        Item::Alias(plan) => items.alias(plan),
        Item::Resource => return None,
    }
    if let Some(any) = &planned.any {
        items.family(any);
    }
    Some(items)
}
