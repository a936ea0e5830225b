//! Where referenced documents are: a folder, and the network where that is allowed.
//!
//! What comes in: the address that a reference gives, and the namespace that is wanted. What goes out: the document
//! that has it, read once; or nothing, where there is none. Only the last segment of an address names a file, and no
//! file is read that does not lie in the folder itself, links followed.

use std::collections::BTreeMap;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Settings;
use crate::csdl::{self, Document, Limit, Limits, Reference};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// How many documents a folder may hold to be searched for a namespace.
pub const MAX_FILES: usize = 1_000;
/// How large all that is read may be: so many times what one document may.
const MAX_TOTAL: usize = 4;
/// How many documents are fetched at most.
pub const MAX_FETCHED: usize = 50;
/// Endings of names of service descriptions.
const EXTENSIONS: &[&str] = &["xml", "csdl", "edmx", "json"];

/// A document, read once.
#[derive(Debug)]
pub(super) struct Entry {
    /// What messages call it.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    limits: Limits,
    read: OnceLock<Result<Document, Diagnostics>>,
}

impl Entry {
    fn new(name: String, bytes: Vec<u8>, limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            name,
            bytes,
            limits: *limits,
            read: OnceLock::new(),
        })
    }

    pub(super) fn document(&self) -> Result<&Document, &Diagnostics> {
        let read =
            || csdl::read_within(&self.name, &self.bytes, &self.limits).map(|read| read.document);
        self.read.get_or_init(read).as_ref()
    }

    fn declares(&self, namespace: &str) -> bool {
        self.document()
            .is_ok_and(|document| document.schemas.iter().any(|s| s.namespace == namespace))
    }

    /// Whether it is worth reading in search of a namespace.
    fn may_declare(&self, namespace: &str) -> bool {
        // Other encodings than those that ASCII is a part of have null bytes.
        let start = self.bytes.get(..4).unwrap_or(&self.bytes);
        let wide =
            start.contains(&0) || start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
        let namespace = namespace.as_bytes();
        wide || namespace.is_empty()
            || !namespace.is_ascii()
            || self
                .bytes
                .windows(namespace.len())
                .any(|part| part == namespace)
    }
}

/// What has been read so far; shared by all copies of the settings.
#[derive(Clone, Default)]
pub(super) struct Store(Arc<Mutex<State>>);

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

#[derive(Debug, Default)]
struct State {
    /// The folder's documents, sorted by name.
    listed: Option<Vec<String>>,
    /// `None` for those that are not to be read.
    files: BTreeMap<PathBuf, Option<Arc<Entry>>>,
    #[cfg(feature = "cli")]
    fetched: BTreeMap<String, Arc<Entry>>,
    length: usize,
}

impl Store {
    /// The document of a reference that declares a namespace, or, without one, the document that it names.
    ///
    /// # Errors
    /// The folder or a file of it cannot be read, the document that is meant is none, or a limit is exceeded.
    pub(super) fn find(
        &self,
        settings: Settings<'_>,
        reference: &Reference,
        namespace: Option<&str>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Option<Arc<Entry>>, Diagnostics> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut finder = Finder {
            state: &mut state,
            settings,
            reference,
            warnings,
        };
        finder.find(namespace)
    }
}

struct Finder<'f> {
    state: &'f mut State,
    settings: Settings<'f>,
    reference: &'f Reference,
    warnings: &'f mut Vec<Diagnostic>,
}

impl Finder<'_> {
    fn find(&mut self, namespace: Option<&str>) -> Result<Option<Arc<Entry>>, Diagnostics> {
        let fits = |entry: &Entry| namespace.is_none_or(|namespace| entry.declares(namespace));
        let uri = &self.reference.uri;
        if let Some(file) = self.settings.references.files.get(uri) {
            return match self.file(file)? {
                Some(entry) => whole(entry).map(Some),
                None => Err(self.error(
                    format!(
                        "there is no file `{}` for this reference",
                        file.escape_debug()
                    ),
                    "correct `files` under `references` in csdlgen.toml",
                )),
            };
        }
        for name in file_names(uri) {
            if let Some(entry) = self.file(&name)? {
                let entry = whole(entry)?;
                if fits(&entry) {
                    return Ok(Some(entry));
                }
            }
        }
        if let Some(namespace) = namespace
            && let Some(entry) = self.search(namespace)?
        {
            return Ok(Some(entry));
        }
        // Build scripts, which do without the command, do not fetch.
        #[cfg(feature = "cli")]
        if let Some(entry) = self.fetch()? {
            return whole(entry).map(Some);
        }
        Ok(None)
    }

    /// The folder, links followed.
    fn root(&self) -> Result<Option<PathBuf>, Diagnostics> {
        let Some(folder) = &self.settings.references.folder else {
            return Ok(None);
        };
        let root = folder.canonicalize().map_err(|error| {
            let folder = folder.display();
            Diagnostics::from(
                Diagnostic::error(
                    None,
                    format!("cannot read the folder {folder} of references: {error}"),
                )
                .with_remedy("name an existing folder with `references` or --references"),
            )
        })?;
        Ok(Some(root))
    }

    /// A file of the folder, by its path in it.
    fn file(&mut self, path: &str) -> Result<Option<Arc<Entry>>, Diagnostics> {
        let (Some(root), true) = (self.root()?, is_plain(path)) else {
            return Ok(None);
        };
        let real = match root.join(path).canonicalize() {
            Ok(real) => real,
            Err(error) if is_absence(&error) => return Ok(None),
            Err(error) => return Err(self.unreadable(path, &error)),
        };
        // Said for each document that is completed: what is known of the file may be from another.
        if !real.starts_with(&root) {
            self.leads_out(path);
            return Ok(None);
        }
        if let Some(known) = self.state.files.get(&real) {
            return Ok(known.clone());
        }
        let data = std::fs::metadata(&real).map_err(|error| self.unreadable(path, &error))?;
        if !data.is_file() {
            self.state.files.insert(real, None);
            return Ok(None);
        }
        self.claim(usize::try_from(data.len()).unwrap_or(usize::MAX))?;
        let bytes = std::fs::read(&real).map_err(|error| self.unreadable(path, &error))?;
        let entry = Entry::new(self.shown(path), bytes, self.settings.limits);
        self.state.files.insert(real, Some(Arc::clone(&entry)));
        Ok(Some(entry))
    }

    /// Warns of a file that is not in the folder, once for each document that is completed.
    fn leads_out(&mut self, path: &str) {
        let message = format!(
            "`{}` in the folder of references leads out of it",
            path.escape_debug()
        );
        if self.warnings.iter().all(|said| said.message != message) {
            self.warnings.push(
                Diagnostic::warning(self.reference.position.clone(), message)
                    .with_remedy("it is not read; copy the file into the folder"),
            );
        }
    }

    /// What messages call a file of the folder.
    fn shown(&self, path: &str) -> String {
        let folder = self.settings.references.name.trim_end_matches('/');
        format!("{folder}/{path}")
    }

    /// The first document of the folder that declares a namespace; if possible one in the form of that which refers.
    fn search(&mut self, namespace: &str) -> Result<Option<Arc<Entry>>, Diagnostics> {
        let mut found = Vec::new();
        for name in self.listed()? {
            if let Some(entry) = self.file(&name)?
                && entry.may_declare(namespace)
                && entry.declares(namespace)
            {
                found.push((name, entry));
            }
        }
        let like = extension(&self.reference.position.file);
        if found.iter().any(|(name, _)| extension(name) == like) {
            found.retain(|(name, _)| extension(name) == like);
        }
        let [first, more @ ..] = found.as_slice() else {
            return Ok(None);
        };
        if !more.is_empty() {
            let names: Vec<&str> = more.iter().map(|(name, _)| name.as_str()).collect();
            let message = format!(
                "the schema `{namespace}` is declared in `{}` and in `{}`; the first is taken",
                first.0,
                names.join("`, `")
            );
            let remedy = "say which under `references.files` in csdlgen.toml, or remove the others";
            self.warnings.push(
                Diagnostic::warning(self.reference.position.clone(), message).with_remedy(remedy),
            );
        }
        Ok(Some(Arc::clone(&first.1)))
    }

    /// The names of the folder's documents, sorted.
    fn listed(&mut self) -> Result<Vec<String>, Diagnostics> {
        if let Some(listed) = &self.state.listed {
            return Ok(listed.clone());
        }
        let Some(root) = self.root()? else {
            return Ok(Vec::new());
        };
        let mut names = Vec::new();
        let entries = std::fs::read_dir(&root).map_err(|error| self.unreadable("", &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| self.unreadable("", &error))?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            if extension(&name).is_some_and(|ending| EXTENSIONS.contains(&ending.as_str())) {
                names.push(name);
            }
            if names.len() > MAX_FILES {
                return Err(self.error(
                    format!("the folder of references holds more than {MAX_FILES} documents"),
                    "name a folder with just those that are needed",
                ));
            }
        }
        names.sort();
        self.state.listed = Some(names.clone());
        Ok(names)
    }

    /// What the address of the reference gives, where fetching is allowed.
    #[cfg(feature = "cli")]
    fn fetch(&mut self) -> Result<Option<Arc<Entry>>, Diagnostics> {
        let uri = &self.reference.uri;
        let is_address = crate::text::check::url(uri, "the reference").is_ok();
        if !self.settings.references.fetch || !is_address {
            return Ok(None);
        }
        if let Some(known) = self.state.fetched.get(uri) {
            return Ok(Some(Arc::clone(known)));
        }
        if self.state.fetched.len() >= MAX_FETCHED {
            return Err(self.error(
                format!("more than {MAX_FETCHED} referenced documents would be fetched"),
                "keep them in a folder and name it with --references",
            ));
        }
        let bytes = crate::fetch::fetch(
            uri,
            crate::fetch::Limits::of(self.settings.limits),
            &|_, _| {},
        )
        .map_err(|error| {
            self.error(
                format!("cannot fetch this reference: {}", error.fault),
                "keep the document in a folder and name it with --references",
            )
        })?;
        self.claim(bytes.len())?;
        let entry = Entry::new(uri.clone(), bytes, self.settings.limits);
        self.state.fetched.insert(uri.clone(), Arc::clone(&entry));
        Ok(Some(entry))
    }

    /// Counts what is about to be read.
    fn claim(&mut self, length: usize) -> Result<(), Diagnostics> {
        self.state.length = self.state.length.saturating_add(length);
        let most = self.settings.limits.get(Limit::Document);
        if self.state.length > most.saturating_mul(MAX_TOTAL) {
            let what = format!(
                "the referenced documents are larger than {MAX_TOTAL} of the largest allowed"
            );
            let position = self.reference.position.clone();
            let limits = self.settings.limits;
            return Err(limits.exceeded(Limit::Document, position, &what).into());
        }
        Ok(())
    }

    fn unreadable(&self, path: &str, error: &std::io::Error) -> Diagnostics {
        let shown = self.shown(path);
        self.error(
            format!("cannot read `{}`: {error}", shown.escape_debug()),
            "check its permissions",
        )
    }

    fn error(&self, message: String, remedy: &str) -> Diagnostics {
        Diagnostic::error(self.reference.position.clone(), message)
            .with_remedy(remedy)
            .into()
    }
}

/// A document that is meant, if it is one.
fn whole(entry: Arc<Entry>) -> Result<Arc<Entry>, Diagnostics> {
    match entry.document() {
        Ok(_) => Ok(entry),
        Err(errors) => Err(errors.clone()),
    }
}

/// Whether there is just no such file: names may also be too long, or lead through what is no folder.
fn is_absence(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput
    )
}

/// Whether a path is below the folder that it is joined to.
pub(crate) fn is_plain(path: &str) -> bool {
    let components = Path::new(path).components();
    let plain = |component: Component<'_>| matches!(component, Component::Normal(_));
    !path.is_empty()
        && !path.contains(['\\', ':'])
        && !path.chars().any(char::is_control)
        && components.into_iter().all(plain)
}

/// The ending of a name, in lower case.
fn extension(name: &str) -> Option<String> {
    let ending = Path::new(name).extension()?.to_str()?;
    Some(ending.to_ascii_lowercase())
}

/// The names that the document of an address may have: its last segment, percent-decoded, as it is or with an ending.
fn file_names(uri: &str) -> Vec<String> {
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let last = path.rsplit('/').next().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(last).decode_utf8();
    let Ok(name) = decoded else { return Vec::new() };
    if !is_plain(&name) || name.contains('/') {
        return Vec::new();
    }
    let endings = EXTENSIONS.iter().map(|ending| format!("{name}.{ending}"));
    std::iter::once(name.clone().into_owned())
        .chain(endings)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_segment_of_an_address_names_a_file() {
        let first = |uri: &str| file_names(uri).into_iter().next();
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(
            first("https://h/v/Core.V1.xml?a/b#c/d"),
            name("Core.V1.xml")
        );
        assert_eq!(first("http://h/s/$metadata"), name("$metadata"));
        assert_eq!(first("../x.xml"), name("x.xml"));
        assert_eq!(first("/etc/passwd"), name("passwd"));
        assert_eq!(first("file:///etc/passwd"), name("passwd"));
        assert_eq!(first("a%20b.xml"), name("a b.xml"));
        for uri in [
            "",
            "..",
            "../..",
            "http://h/",
            "http://h/..",
            "x/%2e%2e",
            "%2e%2e%2fx.xml",
            "a%2Fb.xml",
            "..%5cx.xml",
            "C:x.xml",
            "a%00.xml",
            "%ff",
        ] {
            assert_eq!(first(uri), None, "{uri}");
        }
    }

    #[test]
    fn paths_stay_below_their_folder() {
        assert!(is_plain("a.xml") && is_plain("a/b.xml"));
        for path in ["", "/a", "../a", "a/../b", ".", "a\\b", "C:a", "a\n"] {
            assert!(!is_plain(path), "{path}");
        }
    }
}
