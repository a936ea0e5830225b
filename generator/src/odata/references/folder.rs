//! The folder of referenced documents: files by name, and schemas by what the files declare.
//!
//! No file is read that does not lie in the folder itself, links followed.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use super::MAX_FILES;
use super::address::{extension, is_description, is_plain};
use super::entry::Entry;
use super::store::Finder;
use crate::diagnostic::{Diagnostic, Diagnostics};

impl Finder<'_> {
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
    pub(super) fn file(&mut self, path: &str) -> Result<Option<Arc<Entry>>, Diagnostics> {
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
    pub(super) fn search(&mut self, namespace: &str) -> Result<Option<Arc<Entry>>, Diagnostics> {
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
            if is_description(&name) {
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

    fn unreadable(&self, path: &str, error: &std::io::Error) -> Diagnostics {
        let shown = self.shown(path);
        self.error(
            format!("cannot read `{}`: {error}", shown.escape_debug()),
            "check its permissions",
        )
    }
}

/// Whether there is just no such file: names may also be too long, or lead through something that is not a folder.
fn is_absence(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput
    )
}
