//! Plan → files: tokens for every item of the plan, printed as Rust, and the package around them.
//!
//! In goes a [`Plan`]; out come the files of the crate, sorted by path. Nothing is decided here: names,
//! types, documentation and order come from the plan. Files are independent and made in parallel.

mod aliases;
mod builders;
mod client;
mod clouds;
mod docs;
mod enums;
mod mentions;
mod namespace;
mod operations;
mod package;
mod polymorphic;
mod properties;
mod source;
mod structs;
#[cfg(test)]
mod tests;
mod types;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::output::{File, InvalidPath, RelativePath};
use crate::plan::{ClientPlan, FilePlan, LICENSE_FILE, NamespacePlan, Plan};

/// Why a plan could not be written as Rust. Either variant is a fault of the plan, not of the input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmitError {
    /// The tokens of a file are no Rust.
    #[error(
        "what is planned for `{path}` is no valid Rust: {cause}; this is a fault of csdlgen: report it \
         with the metadata at hand"
    )]
    Syntax {
        /// The file within the generated crate.
        path: String,
        /// What the parser found.
        #[source]
        cause: syn::Error,
    },
    /// A module's name makes no path.
    #[error("{0}; rename the type or the module in the configuration")]
    Path(#[from] InvalidPath),
    /// Two files have one path.
    #[error("two files would be `{0}`; rename one of the types or modules in the configuration")]
    Duplicate(RelativePath),
}

/// Writes all files of the crate, sorted by path.
///
/// # Errors
/// The plan holds a name or a type that is no Rust, or one path twice: see [`EmitError`].
pub fn emit(plan: &Plan) -> Result<Vec<File>, EmitError> {
    emit_measured(plan, &Spent::default())
}

/// As [`emit()`], adding up what it takes.
///
/// # Errors
/// As [`emit()`].
pub fn emit_measured(plan: &Plan, spent: &Spent) -> Result<Vec<File>, EmitError> {
    let mut files = units(plan)
        .into_par_iter()
        .map(|unit| {
            let path = RelativePath::new(unit.path())?;
            let contents = unit.contents(plan, path.as_str(), spent)?;
            Ok(File { path, contents })
        })
        .collect::<Result<Vec<_>, EmitError>>()?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    match files
        .windows(2)
        .find(|pair| matches!(pair, [a, b] if a.path == b.path))
    {
        Some([file, ..]) => Err(EmitError::Duplicate(file.path.clone())),
        _ => Ok(files),
    }
}

/// How long emission took, on all threads together.
#[derive(Debug, Default)]
pub struct Spent {
    /// In nanoseconds.
    tokens: AtomicU64,
    format: AtomicU64,
}

impl Spent {
    /// Until the tokens of all files were there.
    pub fn tokens(&self) -> Duration {
        Duration::from_nanos(self.tokens.load(Ordering::Relaxed))
    }

    /// From tokens to formatted text.
    pub fn format(&self) -> Duration {
        Duration::from_nanos(self.format.load(Ordering::Relaxed))
    }

    fn add(to: &AtomicU64, time: Duration) {
        let time = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        to.fetch_add(time, Ordering::Relaxed);
    }
}

/// One file to be written.
enum Unit<'a> {
    Manifest,
    Readme,
    License(&'a str),
    Format,
    Root,
    Client(&'a ClientPlan),
    Namespace(&'a NamespacePlan),
    Type(&'a NamespacePlan, &'a FilePlan),
}

fn units(plan: &Plan) -> Vec<Unit<'_>> {
    let mut units = vec![Unit::Manifest, Unit::Readme, Unit::Format, Unit::Root];
    units.extend(plan.package.license_text.as_deref().map(Unit::License));
    units.extend(plan.client.iter().map(Unit::Client));
    for namespace in &plan.namespaces {
        units.push(Unit::Namespace(namespace));
        units.extend(
            namespace
                .files
                .iter()
                .map(|file| Unit::Type(namespace, file)),
        );
    }
    units
}

impl Unit<'_> {
    fn path(&self) -> String {
        match self {
            Self::Manifest => "Cargo.toml".to_owned(),
            Self::Readme => "README.md".to_owned(),
            Self::License(_) => LICENSE_FILE.to_owned(),
            Self::Format => "rustfmt.toml".to_owned(),
            Self::Root => "src/lib.rs".to_owned(),
            Self::Client(_) => "src/client.rs".to_owned(),
            Self::Namespace(namespace) => format!("src/{}/mod.rs", namespace.module),
            Self::Type(namespace, file) => format!("src/{}/{}.rs", namespace.module, file.module),
        }
    }

    fn contents(&self, plan: &Plan, path: &str, spent: &Spent) -> Result<String, EmitError> {
        let start = Instant::now();
        let source = match self {
            Self::Manifest => return Ok(package::manifest(&plan.package)),
            Self::Readme => return Ok(package::readme(plan)),
            Self::License(text) => return Ok((*text).to_owned()),
            Self::Format => return Ok(package::format().to_owned()),
            Self::Root => package::root(plan),
            Self::Client(client) => client::client(client),
            Self::Namespace(namespace) => namespace::namespace(namespace),
            Self::Type(_, file) => namespace::file(file),
        };
        let written = Instant::now();
        let printed = source.print(&plan.package.source);
        Spent::add(&spent.tokens, written - start);
        Spent::add(&spent.format, written.elapsed());
        printed.map_err(|cause| EmitError::Syntax {
            path: path.to_owned(),
            cause,
        })
    }
}
