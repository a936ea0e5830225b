//! The package of `tests/schemas` with the crates that it compares: a document in OpenAPI goes in, a folder that cargo builds
//! comes out, with values of the schemas that have the most properties.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use csdlgen::config::{Crate, Docs, Runtime};
use csdlgen::output::{self, File, RelativePath};
use csdlgen::pipeline::{self, Source};
use csdlgen::plan::{Item, Plan};
use serde_json::{Value as Json, json};

use crate::json::copy;
use crate::judge::document::Document;
use crate::judge::values::value;
use crate::service::repository;
use crate::twin;

/// The files of `tests/schemas`.
const FILES: [&str; 2] = ["Cargo.toml", "src/main.rs"];

/// The least size of a list of values, in bytes.
const LEAST: usize = 64 << 10;

/// A schema that is measured.
struct Schema {
    /// Name in Rust.
    name: String,
    /// How many properties it declares.
    properties: usize,
    /// Values of it.
    values: Json,
}

/// Writes the package into a folder, with the `count` schemas that have the most properties. Only files that changed are touched.
///
/// # Errors
/// The document cannot be read or planned, or the disk refuses.
pub fn prepare(metadata: &Path, count: usize, folder: &Path) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(metadata)?;
    let document = Document::new(&bytes)?;
    let source = Source {
        name: metadata.display().to_string(),
        bytes,
    };
    let mut config = Crate::new("service")?;
    let runtime = repository().join("runtime");
    config.runtime = Runtime::path(runtime.display().to_string())?;
    config.docs = Docs::None;
    let generated = pipeline::run(&source, &config)?;
    output::write(&folder.join("service"), &generated.files)?;
    for kept in [true, false] {
        let options = twin::Options {
            runtime: runtime.clone(),
            derived: true,
            kept,
        };
        let files = twin::of_source(&source, &config, &options)?;
        let name = if kept { "twin" } else { "plain" };
        output::write(&folder.join(name), &files)?;
    }
    for file in FILES {
        copy(
            &repository().join("tests/schemas").join(file),
            &folder.join(file),
        )?;
    }
    let plan = pipeline::plan(&source, &config)?.plan;
    let schemas = largest(&plan, &document, count);
    output::write(&folder.join("values"), &values(&schemas)?)?;
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        copy(&repository().join("Cargo.lock"), &lock)?;
    }
    Ok(())
}

/// The schemas with the most properties, of those that have names in the document.
fn largest(plan: &Plan, document: &Document, count: usize) -> Vec<Schema> {
    let files = plan.namespaces.iter().flat_map(|it| &it.files);
    let structs = files.filter_map(|file| match &file.item {
        Item::Structured(plan) if file.family.is_none() => Some(plan),
        _ => None,
    });
    let mut structs: Vec<_> = structs.collect();
    structs.sort_by(|a, b| {
        let size = b.fields.len().cmp(&a.fields.len());
        size.then_with(|| a.wire.cmp(&b.wire))
    });
    let named = structs.into_iter().filter_map(|plan| {
        let reference = json!({"$ref": format!("#/components/schemas/{}", plan.wire)});
        let is_named = document.resolved(&reference) != &reference;
        is_named.then(|| {
            let one = value(document, &reference);
            let size = one.to_string().len().max(1);
            Schema {
                name: plan.name.to_string(),
                properties: plan.fields.len(),
                values: Json::Array(vec![one; LEAST.div_ceil(size)]),
            }
        })
    });
    named.take(count).collect()
}

/// The values, and the module that names them with their types.
fn values(schemas: &[Schema]) -> Result<Vec<File>, output::InvalidPath> {
    let mut module = "vec![\n".to_owned();
    let mut files = Vec::new();
    for Schema {
        name,
        properties,
        values,
    } in schemas
    {
        // Writing into a string does not fail.
        let _ = writeln!(
            module,
            "    compare::<service::models::{name}, twin::models::{name}, plain::models::{name}>(\
             {name:?}, {properties}, include_bytes!(\"{name}.json\")),"
        );
        files.push(File {
            path: RelativePath::new(format!("{name}.json"))?,
            contents: values.to_string(),
        });
    }
    module.push_str("]\n");
    files.push(File {
        path: RelativePath::new("all.rs".to_owned())?,
        contents: module,
    });
    Ok(files)
}
