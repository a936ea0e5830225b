//! The sources of a crate → its public surface as text, to be committed and reviewed as a difference.
//!
//! In go the Rust files of a crate, generated or not; out comes an outline: a line for each public module and type, by
//! the shortest path that users can write, and below it, indented, a line for each field, variant, constant, method,
//! trait and call of a macro. Documentation and bodies are left out. All is sorted, so that the order in which something
//! is declared makes no difference; what is added is a line added, a changed signature is one line changed.
//!
//! Attributes that users notice stand before an item: `#[cfg(…)]` of the item, of the modules around it and of the
//! `pub use` that leads to it; `#[deprecated]`, `#[non_exhaustive]`, `#[must_use]`. Macros are not expanded; what a
//! macro of the runtime is told is what decides its expansion.
//!
//! Inside: `scan` (a file → what it declares, plain data) with `members`, `macros` and `attributes`, `declared` (that data), `scope` (names of a file → paths), `index` (paths → where things are declared),
//! `tokens` (tokens → text), `public` (which paths users can write), `render` (the text).

mod attributes;
mod declared;
mod index;
mod macros;
mod members;
mod public;
mod render;
mod scan;
mod scope;
#[cfg(test)]
mod tests;
mod tokens;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use declared::{Child, Module};

/// How every outline begins.
pub const MARK: &str = "// The public surface of a crate";
/// The first file of a library.
pub const ROOT: &str = "src/lib.rs";
/// Larger files are not read.
const LARGEST: usize = 64 << 20;

/// Why there is no outline.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutlineError {
    /// A file of the crate cannot be read.
    #[error("cannot read {}: {error}\n  help: name the folder of a crate, in which src/lib.rs is", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A file is not Rust.
    #[error("{path}: not Rust: {message}\n  help: generate the crate anew, or mend the file")]
    Syntax {
        /// The file, below the folder of the crate.
        path: String,
        /// What the parser says.
        message: String,
    },
    /// A module is declared, but has no file.
    #[error(
        "module `{module}` has no file: neither {first} nor {second} is there\n  help: generate the crate anew"
    )]
    NoFile {
        /// The module, by its path in the crate.
        module: String,
        /// Where its file may be.
        first: String,
        /// Where else.
        second: String,
    },
    /// The crate has no `src/lib.rs`.
    #[error("the crate has no src/lib.rs\n  help: name the folder of a library")]
    NoRoot,
}

/// Where the text of files comes from: `None` where a file is not there.
trait Files: Sync {
    fn text(&self, path: &str) -> Result<Option<String>, OutlineError>;
}

impl Files for BTreeMap<&str, &str> {
    fn text(&self, path: &str) -> Result<Option<String>, OutlineError> {
        Ok(self.get(path).map(|text| (*text).to_owned()))
    }
}

/// The folder of a crate.
struct Folder<'a>(&'a Path);

impl Files for Folder<'_> {
    fn text(&self, path: &str) -> Result<Option<String>, OutlineError> {
        let path = self.0.join(path);
        let read = crate::bounded::read(&path, LARGEST).and_then(|bytes| {
            String::from_utf8(bytes)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
        });
        match read {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(OutlineError::Read { path, error }),
        }
    }
}

/// Outlines a crate of which the files are in memory.
///
/// # Errors
/// There is no `src/lib.rs`, a module lacks its file, or a file is not Rust.
pub fn outline(files: &[crate::output::File]) -> Result<String, OutlineError> {
    let files: BTreeMap<&str, &str> = files
        .iter()
        .map(|file| (file.path.as_str(), file.contents.as_str()))
        .collect();
    outline_of(&files)
}

/// Outlines the crate in a folder: `src/lib.rs` and the modules that it declares.
///
/// # Errors
/// As [`outline`], and a file cannot be read.
pub fn outline_folder(folder: &Path) -> Result<String, OutlineError> {
    outline_of(&Folder(folder))
}

/// Outlines the crate in a folder, part by part: by a feature, what is there with that alone; by `always`, what needs none, and
/// by `several`, what needs one of several or more than one.
///
/// # Errors
/// As [`outline_folder`].
pub fn outline_by_feature(folder: &Path) -> Result<BTreeMap<String, String>, OutlineError> {
    let modules = modules_of(&Folder(folder))?;
    let index = index::Index::new(&modules);
    Ok(render::by_feature(&public::find(&modules, &index), &index))
}

/// An outline as a file that is to be written.
#[cfg(feature = "cli")]
pub fn file(path: PathBuf, contents: String) -> crate::output::LoneFile {
    crate::output::LoneFile {
        path,
        contents,
        mark: MARK,
    }
}

fn outline_of(files: &impl Files) -> Result<String, OutlineError> {
    let modules = modules_of(files)?;
    let index = index::Index::new(&modules);
    Ok(render::render(&public::find(&modules, &index), &index))
}

fn modules_of(files: &impl Files) -> Result<Vec<Module>, OutlineError> {
    let root = files.text(ROOT)?.ok_or(OutlineError::NoRoot)?;
    let mut modules = scan::file(ROOT, &root, &[])?;
    let mut waiting = outside(&modules, ROOT);
    // Level by level: the files of one are read side by side.
    while !waiting.is_empty() {
        let read: Result<Vec<_>, _> = waiting
            .par_iter()
            .map(|wanted| wanted.read(files))
            .collect();
        waiting = Vec::new();
        for (path, found) in read? {
            waiting.extend(outside(&found, &path));
            modules.extend(found);
        }
    }
    Ok(modules)
}

/// A module that stands in a file of its own.
struct Wanted {
    module: Vec<String>,
    candidates: [String; 2],
}

impl Wanted {
    fn read(&self, files: &impl Files) -> Result<(String, Vec<Module>), OutlineError> {
        for candidate in &self.candidates {
            if let Some(text) = files.text(candidate)? {
                return Ok((
                    candidate.clone(),
                    scan::file(candidate, &text, &self.module)?,
                ));
            }
        }
        let [first, second] = self.candidates.clone();
        Err(OutlineError::NoFile {
            module: self.module.join("::"),
            first,
            second,
        })
    }
}

/// The modules that a file declares and that stand elsewhere.
fn outside(modules: &[Module], file: &str) -> Vec<Wanted> {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    // `a/mod.rs` and `lib.rs` have their modules beside them, `a.rs` in `a/`.
    let home = match name.trim_end_matches(".rs") {
        "lib" | "mod" => folder.to_owned(),
        other => format!("{folder}/{other}"),
    };
    let Some(first) = modules.first() else {
        return Vec::new();
    };
    let mut wanted = Vec::new();
    for module in modules {
        let inner = module.path.get(first.path.len()..).unwrap_or_default();
        let folders = inner.iter().map(|part| format!("/{part}"));
        let folder = home.clone() + &folders.collect::<String>();
        for Child { name, inline, .. } in &module.children {
            if *inline {
                continue;
            }
            let file = name.trim_start_matches("r#");
            let mut path = module.path.clone();
            path.push(name.clone());
            wanted.push(Wanted {
                module: path,
                candidates: [
                    format!("{folder}/{file}.rs"),
                    format!("{folder}/{file}/mod.rs"),
                ],
            });
        }
    }
    wanted
}
