//! Which schemas of other documents belong to a document.
//!
//! What comes in: the document, and where others are. What goes out: the places of the schemas, each namespace once, so
//! that documents may refer to each other.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::sync::Arc;

use super::entry::Entry;
use super::needs::Index;
use super::{Settings, Used, terms};
use crate::csdl::{Document, Reference, Schema};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::split_version;
use crate::odata::known;

/// The documents that were found, each once.
#[derive(Debug, Default)]
pub(super) struct Library(Vec<Arc<Entry>>);

impl Library {
    pub(super) fn add(&mut self, entry: Arc<Entry>) -> usize {
        let known = self.0.iter().position(|other| Arc::ptr_eq(other, &entry));
        known.unwrap_or_else(|| {
            self.0.push(entry);
            self.0.len() - 1
        })
    }

    pub(super) fn document(&self, at: usize) -> Option<&Document> {
        self.0.get(at)?.document().ok()
    }

    pub(super) fn used(&self) -> Vec<Used> {
        let used = self.0.iter().map(|entry| Used {
            name: entry.name.clone(),
            sha256: crate::text::sum::sum_of_lines(&entry.bytes),
        });
        let mut used: Vec<Used> = used.collect();
        used.sort_by(|a, b| a.name.cmp(&b.name));
        used
    }
}

/// A schema of another document: the document's number in the library, and the schema's in it.
pub(super) type Place = (usize, usize);

/// What belongs to the document.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) places: Vec<Place>,
    /// All namespaces that the completed document has.
    pub(super) namespaces: HashSet<String>,
}

/// Finds the schemas that belong to the document: those that it names or includes, those that they name, and so on.
pub(super) fn wanted(
    main: &Document,
    settings: Settings<'_>,
    library: &mut Library,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Wanted, Diagnostics> {
    let mut search = Search {
        settings,
        library,
        warnings,
        wanted: Wanted {
            places: Vec::new(),
            namespaces: main.schemas.iter().map(|s| s.namespace.clone()).collect(),
        },
        tried: HashSet::new(),
        missing: BTreeMap::new(),
        queue: needs(None, main, 0..main.schemas.len()).into(),
    };
    let inclusions = inclusions(main);
    search.queue.extend(inclusions);
    while let Some(need) = search.queue.pop_front() {
        search.meet(need)?;
    }
    search.warn(main);
    Ok(search.wanted)
}

/// Why a namespace is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// A name of it is used.
    Named,
    /// The document that is completed includes it.
    Included,
}

/// A namespace that is wanted, and by which document; `None` is the one that is completed.
struct Need {
    from: Option<usize>,
    namespace: String,
    why: Why,
    /// The document declares it itself.
    is_own: bool,
    /// The references that include it.
    references: Vec<Reference>,
}

impl Need {
    /// Whether a document has it for the terms in it, and nothing asks for more.
    fn is_vocabulary(&self, entry: &Entry) -> bool {
        let schemas = entry.document().map(|document| document.schemas.as_slice());
        let mut schemas = schemas.unwrap_or_default().iter();
        self.why == Why::Included
            && schemas.any(|schema| schema.namespace == self.namespace && is_vocabulary(schema))
    }
}

struct Search<'a> {
    settings: Settings<'a>,
    library: &'a mut Library,
    warnings: &'a mut Vec<Diagnostic>,
    wanted: Wanted,
    tried: HashSet<(Option<usize>, String)>,
    /// For the address of each reference, the namespaces that it includes and that are not found.
    missing: BTreeMap<String, Vec<String>>,
    queue: VecDeque<Need>,
}

impl Search<'_> {
    /// Takes the schemas of a namespace, and asks for those that they name and for their versions.
    fn meet(&mut self, need: Need) -> Result<(), Diagnostics> {
        let key = (need.from, need.namespace.clone());
        if self.wanted.namespaces.contains(&need.namespace) || !self.tried.insert(key) {
            return Ok(());
        }
        let from = match need.from {
            Some(own) if need.is_own => Some(own),
            _ => match self.find(&need)? {
                Some(entry) if need.is_vocabulary(&entry) => return Ok(()),
                found => found.map(|entry| self.library.add(entry)),
            },
        };
        let Some(from) = from else {
            if need.why == Why::Included {
                self.miss(need);
            }
            return Ok(());
        };
        let Some(document) = self.library.document(from) else {
            return Ok(());
        };
        let schemas = document.schemas.iter().enumerate();
        let schemas = schemas.filter(|(_, schema)| schema.namespace == need.namespace);
        let schemas: Vec<usize> = schemas.map(|(number, _)| number).collect();
        self.queue
            .extend(needs(Some(from), document, schemas.iter().copied()));
        self.queue.extend(versions(from, document, &need.namespace));
        let places = schemas.into_iter().map(|at| (from, at));
        self.wanted.places.extend(places);
        self.wanted.namespaces.insert(need.namespace);
        Ok(())
    }

    /// The document that has what is wanted.
    fn find(&mut self, need: &Need) -> Result<Option<Arc<Entry>>, Diagnostics> {
        let store = &self.settings.references.store;
        for reference in &need.references {
            let namespace = Some(need.namespace.as_str());
            if let Some(entry) = store.find(self.settings, reference, namespace, self.warnings)? {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    fn miss(&mut self, need: Need) {
        if let Some(reference) = need.references.into_iter().next() {
            let missing = self.missing.entry(reference.uri).or_default();
            missing.push(need.namespace);
        }
    }

    /// Says once for each reference what of it is missing.
    fn warn(&mut self, main: &Document) {
        for reference in &main.references {
            let Some(missing) = self.missing.remove(&reference.uri) else {
                continue;
            };
            let message = match missing.as_slice() {
                [one] => format!("the included schema `{one}` is not at hand"),
                [first, rest @ ..] => format!(
                    "the included schema `{first}` and {} more are not at hand",
                    rest.len()
                ),
                [] => continue,
            };
            let remedy = format!(
                "types and operations of it are left out; name the folder that holds `{}` with --references",
                reference.uri.escape_debug()
            );
            let place = reference.position.clone();
            self.warnings
                .push(Diagnostic::warning(place, message).with_remedy(remedy));
        }
    }
}

/// The namespaces that the names in some schemas of a document need.
fn needs(
    from: Option<usize>,
    document: &Document,
    schemas: impl IntoIterator<Item = usize>,
) -> Vec<Need> {
    let index = Index::new(document);
    let schemas = schemas.into_iter();
    let schemas = schemas.filter_map(|at| document.schemas.get(at));
    // What another document annotates is not needed for that.
    let mut found: BTreeSet<&str> = schemas
        .flat_map(|schema| index.needs(schema, from.is_none()))
        .collect();
    let container = document.container.as_ref().filter(|_| from.is_none());
    if let Some((namespace, _)) = container.and_then(|named| named.name.rsplit_once('.')) {
        found.insert(namespace);
    }
    let need = |namespace: &str| need(from, &index, namespace, Why::Named);
    found.into_iter().map(need).collect()
}

fn need(from: Option<usize>, index: &Index<'_>, namespace: &str, why: Why) -> Need {
    let references = index.included(namespace).iter();
    Need {
        from,
        why,
        is_own: !index.own(namespace).is_empty(),
        references: references.map(|reference| (*reference).clone()).collect(),
        namespace: namespace.to_owned(),
    }
}

/// The namespaces that the document itself includes, without vocabularies.
fn inclusions(main: &Document) -> Vec<Need> {
    let index = Index::new(main);
    let terms = terms::namespaces(main, &index);
    let includes = main.references.iter().flat_map(|it| &it.includes);
    let namespaces: BTreeSet<&str> = includes.map(|it| it.namespace.as_str()).collect();
    namespaces
        .into_iter()
        .filter(|namespace| !known::is_vocabulary(namespace) && !terms.contains(namespace))
        .map(|namespace| need(None, &index, namespace, Why::Included))
        .collect()
}

/// Whether a schema declares terms for others to use, and nothing that an included schema could add to the model.
fn is_vocabulary(schema: &Schema) -> bool {
    let own = |base: &String| {
        let prefix = base.rsplit_once('.').map(|(prefix, _)| prefix);
        prefix == Some(&schema.namespace) || prefix == schema.alias.as_deref()
    };
    let bases = schema.structured.iter().filter_map(|ty| ty.base.as_ref());
    !schema.terms.is_empty()
        && schema.operations.is_empty()
        && schema.containers.is_empty()
        && bases.into_iter().all(own)
}

/// The versions that the document of a schema has of it: what is abstract in one is made of the others.
fn versions(from: usize, document: &Document, namespace: &str) -> Vec<Need> {
    let family = split_version(namespace).map_or(namespace, |(family, _)| family);
    let index = Index::new(document);
    let namespaces = document.schemas.iter().map(|schema| &schema.namespace);
    namespaces
        .filter(|other| split_version(other).is_some_and(|(of, _)| of == family))
        .map(|other| need(Some(from), &index, other, Why::Named))
        .collect()
}
