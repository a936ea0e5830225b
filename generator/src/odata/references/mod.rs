//! Referenced documents: what a document needs of others is added to it.
//!
//! What comes in: a [`Document`] with `edmx:Reference` elements, and where the documents are that they mean. What
//! goes out: the document with the schemas that it needs behind its own, each with positions in the file that it
//! came from, and annotations that it includes; so that names resolve (OData CSDL XML 4.01, sections 3.2 to 3.4).
//! A schema that nothing needs is not looked for. Nothing is fetched unless allowed.
//!
//! Inside: `needs` (what names mean and which are needed), `store` (folder and network).

mod annotations;
pub(crate) mod needs;
mod store;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) use self::store::is_plain;
pub use self::store::{MAX_FETCHED, MAX_FILES};

use self::needs::Index;
use self::store::{Entry, Store};
use crate::csdl::{self, Document, Limits, Reference, Schema};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::slashed;

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

    fn is_empty(&self) -> bool {
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

/// Adds what a document needs of those that it refers to. What is not found stays out, for
/// [`model::resolve`](crate::model::resolve) to tell where it is missed.
///
/// # Errors
/// The folder cannot be read, a document that is meant is none or cannot be fetched, or a limit is exceeded.
pub fn complete(
    document: Document,
    references: &References,
    limits: &Limits,
) -> Result<Completed, Diagnostics> {
    if references.is_empty() || document.references.is_empty() {
        return Ok(Completed {
            document,
            warnings: Vec::new(),
            used: Vec::new(),
        });
    }
    let mut warnings = Vec::new();
    let mut library = Library::default();
    let settings = Settings { references, limits };
    let wanted = wanted(&document, settings, &mut library, &mut warnings)?;
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

/// What of other documents goes into the crate of a service description, without making it.
///
/// # Errors
/// The description or a document that it needs cannot be read.
pub fn used(
    name: &str,
    bytes: &[u8],
    references: &References,
    limits: &Limits,
) -> Result<Vec<Used>, Diagnostics> {
    if references.is_empty() {
        return Ok(Vec::new());
    }
    let read = csdl::read_within(name, bytes, limits)?;
    Ok(complete(read.document, references, limits)?.used)
}

/// Where documents are, and how much each may have.
#[derive(Clone, Copy)]
struct Settings<'a> {
    references: &'a References,
    limits: &'a Limits,
}

/// The documents that were found, each once.
#[derive(Debug, Default)]
struct Library(Vec<Arc<Entry>>);

impl Library {
    fn add(&mut self, entry: Arc<Entry>) -> usize {
        let known = self.0.iter().position(|other| Arc::ptr_eq(other, &entry));
        known.unwrap_or_else(|| {
            self.0.push(entry);
            self.0.len() - 1
        })
    }

    fn document(&self, at: usize) -> Option<&Document> {
        self.0.get(at)?.document().ok()
    }

    fn used(&self) -> Vec<Used> {
        let used = self.0.iter().map(|entry| Used {
            name: entry.name.clone(),
            sha256: crate::text::sum::sum_of_lines(&entry.bytes),
        });
        let mut used: Vec<Used> = used.collect();
        used.sort_by(|a, b| a.name.cmp(&b.name));
        used
    }
}

/// A schema of another document that is needed: the document's number in the library, and the schema's in it.
type Place = (usize, usize);

/// What is needed.
#[derive(Debug, Default)]
struct Wanted {
    places: Vec<Place>,
    /// All namespaces that the completed document has.
    namespaces: HashSet<String>,
}

/// Finds the schemas that the document needs, those that they need, and so on; each namespace once, so that documents
/// may refer to each other.
fn wanted(
    main: &Document,
    settings: Settings<'_>,
    library: &mut Library,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Wanted, Diagnostics> {
    let mut wanted = Wanted {
        places: Vec::new(),
        namespaces: main.schemas.iter().map(|s| s.namespace.clone()).collect(),
    };
    let mut tried = HashSet::new();
    let mut queue: VecDeque<Need> = needs(None, main, 0..main.schemas.len()).into();
    while let Some(need) = queue.pop_front() {
        let key = (need.from, need.namespace.clone());
        if wanted.namespaces.contains(&need.namespace) || !tried.insert(key) {
            continue;
        }
        let from = match need.from {
            Some(_) if need.is_own => need.from,
            _ => find(&need, settings, library, warnings)?,
        };
        let Some(from) = from else { continue };
        let Some(document) = library.document(from) else {
            continue;
        };
        let schemas = document.schemas.iter().enumerate();
        let schemas = schemas.filter(|(_, schema)| schema.namespace == need.namespace);
        let schemas: Vec<usize> = schemas.map(|(at, _)| at).collect();
        queue.extend(needs(Some(from), document, schemas.iter().copied()));
        wanted
            .places
            .extend(schemas.into_iter().map(|at| (from, at)));
        wanted.namespaces.insert(need.namespace);
    }
    Ok(wanted)
}

/// A namespace that is needed, and by which document; `None` is the one that is completed.
struct Need {
    from: Option<usize>,
    namespace: String,
    /// The document declares it itself.
    is_own: bool,
    /// The references that include it.
    references: Vec<Reference>,
}

fn needs(
    from: Option<usize>,
    document: &Document,
    schemas: impl IntoIterator<Item = usize>,
) -> Vec<Need> {
    let index = Index::new(document);
    let mut found: HashMap<&str, usize> = HashMap::new();
    for schema in schemas
        .into_iter()
        .filter_map(|at| document.schemas.get(at))
    {
        // Annotations that another document makes for others are no reason to have these.
        let needed = index.needs(schema, from.is_none());
        for namespace in needed {
            let next = found.len();
            found.entry(namespace).or_insert(next);
        }
    }
    let container = document.container.as_ref().filter(|_| from.is_none());
    if let Some((namespace, _)) = container.and_then(|named| named.name.rsplit_once('.')) {
        let next = found.len();
        found.entry(namespace).or_insert(next);
    }
    let mut namespaces: Vec<&str> = found.into_keys().collect();
    namespaces.sort_unstable();
    let need = |namespace: &str| Need {
        from,
        is_own: !index.own(namespace).is_empty(),
        references: index
            .included(namespace)
            .iter()
            .map(|r| (*r).clone())
            .collect(),
        namespace: namespace.to_owned(),
    };
    namespaces.into_iter().map(need).collect()
}

/// The document that has what is needed.
fn find(
    need: &Need,
    settings: Settings<'_>,
    library: &mut Library,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Option<usize>, Diagnostics> {
    for reference in &need.references {
        let namespace = Some(need.namespace.as_str());
        let store = &settings.references.store;
        if let Some(entry) = store.find(settings, reference, namespace, warnings)? {
            return Ok(Some(library.add(entry)));
        }
    }
    Ok(None)
}

/// What is added to a document.
struct Additions<'a> {
    settings: Settings<'a>,
    library: &'a mut Library,
    wanted: &'a Wanted,
    warnings: &'a mut Vec<Diagnostic>,
}

type Collected = (Vec<Schema>, Vec<csdl::TargetedAnnotations>, Vec<Reference>);

impl Additions<'_> {
    fn collect(mut self, main: &Document) -> Result<Collected, Diagnostics> {
        let mut schemas = Vec::new();
        let mut references = Vec::new();
        let mut seen = HashSet::new();
        for (from, at) in &self.wanted.places {
            let Some(document) = self.library.document(*from) else {
                continue;
            };
            if seen.insert(*from) {
                references.extend(document.references.iter().cloned());
            }
            if let Some(schema) = document.schemas.get(*at) {
                schemas.push(self.reduced(document, schema));
            }
        }
        let annotations = annotations::included(&mut self, main, &references)?;
        Ok((schemas, annotations, references))
    }

    /// A schema without annotations of what is not there.
    fn reduced(&self, document: &Document, schema: &Schema) -> Schema {
        let index = Index::new(document);
        let mut schema = schema.clone();
        let targeted = std::mem::take(&mut schema.targeted);
        let (kept, _): (Vec<_>, Vec<_>) = targeted.into_iter().partition(|targeted| {
            index
                .target(&schema, &targeted.target)
                .is_some_and(|namespace| self.wanted.namespaces.contains(namespace))
        });
        schema.targeted = kept;
        schema
    }
}
