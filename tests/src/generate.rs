//! Generating in memory: CSDL goes in, the files of a crate come out.

use std::collections::BTreeMap;

use csdlgen::config::Crate;
use csdlgen::diagnostic::Diagnostics;
use csdlgen::pipeline::{self, Generated, Source};

/// The name under which tests hand their CSDL to the generator.
pub const NAME: &str = "test.csdl";

/// A document around the contents of one schema, `test`, with the alias `t`.
///
/// The schema begins in line 2, so that line 3 is the first of `contents`.
pub fn document(contents: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n\
         <Schema Namespace=\"test\" Alias=\"t\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
         {contents}\n\
         </Schema></edmx:DataServices></edmx:Edmx>"
    )
}

/// Generates from a document.
///
/// # Errors
/// What the pipeline says.
pub fn generate(document: &str, config: &Crate) -> Result<Generated, Diagnostics> {
    let source = Source {
        name: NAME.to_owned(),
        bytes: document.as_bytes().to_vec(),
    };
    pipeline::run(&source, config)
}

/// The files of a generated crate by path.
pub fn by_path(generated: Generated) -> BTreeMap<String, String> {
    let files = generated.files.into_iter();
    files
        .map(|file| (file.path.to_string(), file.contents))
        .collect()
}
