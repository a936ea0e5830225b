//! OpenAPI 3.0, 3.1 and 3.2: the description of a service → the graph of it.
//!
//! What comes in: the bytes of a document, JSON or YAML, and perhaps a folder of files that it refers to. What goes out: an
//! `Api` with all that the document says, and warnings; or the errors, each with its place.
//!
//! Inside: `read` (bytes → a tree of values with places), `context` (a value with its file; what is said about it), `resolve`
//! (`$ref`), `schema` (schemas → types), `lower` (paths and operations → graph); `prune` (a document → a smaller one).

mod context;
mod lower;
#[cfg(feature = "cli")]
pub(crate) mod prune;
mod read;
mod resolve;
mod schema;
#[cfg(test)]
mod tests;
mod version;

use std::path::Path;
use std::sync::Arc;

pub(crate) use self::lower::{Overlay, ToldPaging};
pub(crate) use self::schema::Origin;

use self::context::{Context, File};
use crate::api::Api;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::limits::Limits;

/// The member in which a reduced document says what it is.
pub(crate) const REDUCED: &str = "x-reduced-by-csdlgen";

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub(crate) api: Api,
    /// Where the types come from that have no name in the description.
    #[cfg_attr(
        not(feature = "cli"),
        allow(dead_code, reason = "only the command asks")
    )]
    pub(crate) origins: Vec<Origin>,
    /// What was passed over or taken for something else, in the order of the document.
    pub warnings: Vec<Diagnostic>,
    /// Paths in the folder of the other files of which something is in it.
    pub files: Vec<String>,
}

/// What reading is told.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Settings<'s> {
    /// How much of everything there may be.
    pub limits: Limits,
    /// Where the files are that the document refers to.
    pub folder: Option<&'s Path>,
    /// What an overlay says.
    pub(crate) overlay: Overlay,
}

/// Whether a text looks like a document of OpenAPI or Swagger, and not like one of another description language.
pub fn is_openapi(bytes: &[u8]) -> bool {
    version::is_openapi(bytes)
}

/// Reads a document; `name` is what errors call it, a path or a URL.
///
/// # Errors
/// It is not OpenAPI of these versions, breaks the rules of its format, or lacks what a client needs: all errors that were
/// found. Where there is more of something than the limits allow: the first place of each.
pub fn read(name: &str, bytes: &[u8], settings: &Settings<'_>) -> Result<Read, Diagnostics> {
    let limits = &settings.limits;
    let file: Arc<str> = name.into();
    let text = read::decode(&file, bytes, limits)?;
    let root = read::parse(&file, &text, limits)?;
    let main = |root| File {
        name: Arc::clone(&file),
        path: String::new(),
        root,
    };
    let wanted = resolve::folder::wanted(&root, "");
    let texts = match settings.folder {
        Some(folder) if !wanted.is_empty() => resolve::folder::load(folder, wanted, limits)?,
        _ => Vec::new(),
    };
    let mut files = vec![main(root)];
    for text in &texts {
        files.push(File {
            name: Arc::clone(&text.name),
            path: text.path.clone(),
            root: read::parse(&text.name, &text.content, limits)?,
        });
    }
    let mut cx = Context::new(&files, *limits);
    version::check(&mut cx)?;
    let (api, origins) = lower::lower(&cx, &settings.overlay);
    let warnings = cx.finish()?;
    let files = texts.into_iter().map(|text| text.path).collect();
    Ok(Read {
        api,
        origins,
        warnings,
        files,
    })
}
