//! Where referenced documents are: a folder, and the network where that is allowed.
//!
//! What comes in: the address that a reference gives, and the namespace that is wanted. What goes out: the document
//! that has it, read once, if it is at hand.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::Settings;
use super::address::file_names;
use super::entry::Entry;
use crate::csdl::{Limit, Reference};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// How large all that is read may be: this many times the size that one document may have.
const MAX_TOTAL: usize = 4;

/// What has been read so far; shared by all copies of the settings.
#[derive(Clone, Default)]
pub(super) struct Store(Arc<Mutex<State>>);

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

#[derive(Debug, Default)]
pub(super) struct State {
    /// The folder's documents, sorted by name.
    pub(super) listed: Option<Vec<String>>,
    /// `None` for those that are not to be read.
    pub(super) files: BTreeMap<PathBuf, Option<Arc<Entry>>>,
    #[cfg(feature = "cli")]
    pub(super) fetched: BTreeMap<String, Arc<Entry>>,
    length: usize,
}

impl Store {
    /// The document of a reference that declares a namespace, or, without one, the document that it names.
    ///
    /// # Errors
    /// The folder or a file of it cannot be read, the document that is meant is invalid, or a limit is exceeded.
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

/// The search for the document of one reference.
pub(super) struct Finder<'f> {
    pub(super) state: &'f mut State,
    pub(super) settings: Settings<'f>,
    pub(super) reference: &'f Reference,
    pub(super) warnings: &'f mut Vec<Diagnostic>,
}

impl Finder<'_> {
    fn find(&mut self, namespace: Option<&str>) -> Result<Option<Arc<Entry>>, Diagnostics> {
        if let Some(file) = self.settings.references.files.get(&self.reference.uri) {
            return self.configured(file).map(Some);
        }
        if let Some(entry) = self.by_name(namespace)? {
            return Ok(Some(entry));
        }
        if let Some(namespace) = namespace
            && let Some(entry) = self.search(namespace)?
        {
            return Ok(Some(entry));
        }
        // Build scripts, which do without the command, do not fetch.
        #[cfg(feature = "cli")]
        if let Some(entry) = self.fetch()? {
            return entry.checked().map(Some);
        }
        Ok(None)
    }

    /// The file that the settings name.
    fn configured(&mut self, file: &str) -> Result<Arc<Entry>, Diagnostics> {
        if let Some(entry) = self.file(file)? {
            return entry.checked();
        }
        let message = format!(
            "there is no file `{}` for this reference",
            file.escape_debug()
        );
        Err(self.error(
            message,
            "correct `files` under `references` in csdlgen.toml",
        ))
    }

    /// The file whose name the address ends with, if it declares the namespace.
    fn by_name(&mut self, namespace: Option<&str>) -> Result<Option<Arc<Entry>>, Diagnostics> {
        for name in file_names(&self.reference.uri) {
            let Some(entry) = self.file(&name)? else {
                continue;
            };
            let entry = entry.checked()?;
            if namespace.is_none_or(|namespace| entry.declares(namespace)) {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// Counts what is about to be read.
    pub(super) fn claim(&mut self, length: usize) -> Result<(), Diagnostics> {
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

    /// An error at the reference.
    pub(super) fn error(&self, message: String, remedy: &str) -> Diagnostics {
        Diagnostic::error(self.reference.position.clone(), message)
            .with_remedy(remedy)
            .into()
    }
}
