//! Referenced documents: what belongs to a document of others is added to it.
//!
//! What comes in: a [`Document`] with `edmx:Reference` elements, and where the documents are that they mean. What
//! goes out: the document with these schemas behind its own, each whole and with positions in the file that it came
//! from, and with the annotations that it includes (OData CSDL XML 4.01, sections 4.1 to 4.3):
//! - what an `edmx:Include` of the document itself names: it may derive from the document's types and bind operations
//!   to them, so that it belongs to the model whether or not a name of it is used. Vocabularies are left out;
//! - what names in these schemas lead to, and in those, and so on;
//! - of each of these, the schemas of the same document that are versions of it (`Chassis.v1_2_0` of `Chassis`).
//!
//! Nothing is fetched unless allowed.
//!
//! Inside: `wanted` (which schemas these are) by `needs` (what names mean)
//! and `terms` (which are vocabularies), `additions` and `annotations` (what is
//! taken of them), `store` (read documents) with `folder`, `network`, `address` and `entry`.

mod additions;
mod address;
mod annotations;
mod entry;
mod folder;
mod needs;
#[cfg(feature = "cli")]
mod network;
mod store;
mod terms;
mod wanted;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub(crate) use self::address::is_plain;

use self::additions::Additions;
use self::store::Store;
use self::wanted::Library;
use crate::csdl::{Document, Limits};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::slashed;

/// How many documents a folder may hold to be searched for a namespace.
pub const MAX_FILES: usize = 1_000;
/// How many documents are fetched at most.
pub const MAX_FETCHED: usize = 1_000;

/// Where referenced documents are.
///
/// The document of a reference is, the first of these that there is: the file that [`files`](Self::files) names;
/// the file of the folder whose name, with or without ending, is the last segment of the reference's address, if
/// it declares the schema that is needed; the file of the folder that declares the schema; what the address gives,
/// if fetching is allowed.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// A folder with service descriptions.
    pub folder: Option<PathBuf>,
    /// What messages call it.
    pub name: String,
    /// `Uri` of a reference → path of a file in the folder.
    pub files: BTreeMap<String, String>,
    /// Whether a document that is not in the folder is fetched from its `http` or `https` address.
    pub fetch: bool,
    store: Store,
}

impl References {
    /// In a folder, and nowhere else.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self {
            name: slashed(&path),
            folder: Some(path),
            ..Self::default()
        }
    }

    /// Whether no other document can be found.
    pub(crate) fn is_empty(&self) -> bool {
        self.folder.is_none() && !self.fetch
    }
}

impl PartialEq for References {
    fn eq(&self, other: &Self) -> bool {
        let Self {
            folder,
            name,
            files,
            fetch,
            store: _,
        } = self;
        (folder, name, files, fetch) == (&other.folder, &other.name, &other.files, &other.fetch)
    }
}

impl Eq for References {}

/// A document with what it needs.
#[derive(Clone, Debug)]
pub struct Completed {
    /// The document.
    pub document: Document,
    /// What was passed over.
    pub warnings: Vec<Diagnostic>,
    /// The documents of which something was added: name and contents, in the order of their names.
    pub used: Vec<Used>,
}

/// A document of which something was added to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// Path or address.
    pub name: String,
    /// The SHA-256 of its contents with Unix line ends, in hexadecimal digits.
    pub sha256: String,
}

/// Adds what belongs to a document of those that it refers to. What is not found stays out: there is a warning where it
/// is included, and [`model::resolve`](crate::model::resolve) tells where it is named.
///
/// # Errors
/// The folder cannot be read, a document that is meant is invalid or cannot be fetched, or a limit is exceeded.
pub fn complete(
    document: Document,
    references: &References,
    limits: &Limits,
) -> Result<Completed, Diagnostics> {
    if document.references.is_empty() {
        return Ok(Completed {
            document,
            warnings: Vec::new(),
            used: Vec::new(),
        });
    }
    let mut warnings = Vec::new();
    let mut library = Library::default();
    let settings = Settings { references, limits };
    let wanted = wanted::wanted(&document, settings, &mut library, &mut warnings)?;
    let additions = Additions {
        settings,
        library: &mut library,
        wanted: &wanted,
        warnings: &mut warnings,
    };
    let (schemas, annotations, more) = additions.collect(&document)?;
    let mut completed = document;
    if let Some(first) = completed.schemas.first_mut() {
        first.targeted.extend(annotations);
    }
    completed.schemas.extend(schemas);
    completed.references.extend(more);
    Ok(Completed {
        document: completed,
        warnings,
        used: library.used(),
    })
}

/// Where documents are, and how much each may have.
#[derive(Clone, Copy)]
struct Settings<'a> {
    references: &'a References,
    limits: &'a Limits,
}
