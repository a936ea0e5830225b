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
mod http;
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
mod unions;

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::file::{File, InvalidPath, RelativePath};
use crate::plan::Plan;
use crate::plan::layout::{CrateFile, FilePart, Gates, crate_files, take_types};

/// Why a plan could not be written as Rust. Either variant is a fault of the plan, not of the input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmitError {
    /// The tokens of a file are no Rust.
    #[error(
        "what is planned for `{path}` is invalid Rust: {cause}; this is a fault of csdlgen: report it \
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
/// The plan holds a name or a type that is not Rust, or one path twice: see [`EmitError`].
pub fn emit(plan: &Plan) -> Result<Vec<File>, EmitError> {
    emit_measured(plan, &Spent::default())
}

/// As [`emit()`], adding up what it takes.
///
/// # Errors
/// As [`emit()`].
pub fn emit_measured(plan: &Plan, spent: &Spent) -> Result<Vec<File>, EmitError> {
    let gates = Gates::new(&plan.areas, plan);
    let files = crate_files(plan).into_par_iter();
    let files = files.map(|file| print_file(file, plan, &gates, spent));
    sorted(files.collect::<Result<_, _>>()?)
}

/// As [`emit()`], of a plan that is needed no more: what is planned of a type is dropped when its file is there, so that both
/// are not held at once. `printed` hears how many files there are, and of how many; from several threads.
///
/// # Errors
/// As [`emit()`].
pub fn emit_last(
    mut plan: Plan,
    spent: &Spent,
    printed: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<File>, EmitError> {
    let areas = plan.areas.clone();
    let gates = Gates::new(&areas, &plan);
    let others = crate_files(&plan);
    let (all, done) = (others.len(), AtomicUsize::new(0));
    let print = |file: CrateFile<'_>, plan: &Plan| {
        let file = print_file(file, plan, &gates, spent);
        printed(done.fetch_add(1, Ordering::Relaxed) + 1, all);
        file
    };
    let others = others.into_par_iter();
    let others = others.filter(|file| !matches!(file.part, FilePart::Type(_)));
    let others = others.map(|file| print(file, &plan));
    let mut files = others.collect::<Result<Vec<_>, _>>()?;
    let types = take_types(&mut plan).into_par_iter();
    let types = types.map(|(path, file)| {
        let part = FilePart::Type(&file);
        print(CrateFile { path, part }, &plan)
    });
    files.extend(types.collect::<Result<Vec<_>, _>>()?);
    sorted(files)
}

fn print_file(
    file: CrateFile<'_>,
    plan: &Plan,
    gates: &Gates<'_>,
    spent: &Spent,
) -> Result<File, EmitError> {
    let contents = contents(&file, plan, gates, spent)?;
    let path = RelativePath::new(file.path)?;
    Ok(File { path, contents })
}

fn sorted(mut files: Vec<File>) -> Result<Vec<File>, EmitError> {
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

fn contents(
    file: &CrateFile<'_>,
    plan: &Plan,
    gates: &Gates<'_>,
    spent: &Spent,
) -> Result<String, EmitError> {
    let runtime = plan.package.runtime_crate;
    types::Runtime::within(runtime, || written(file, plan, gates, spent))
}

fn written(
    file: &CrateFile<'_>,
    plan: &Plan,
    gates: &Gates<'_>,
    spent: &Spent,
) -> Result<String, EmitError> {
    let start = Instant::now();
    let source = match file.part {
        FilePart::Manifest => return Ok(package::manifest(&plan.package)),
        FilePart::Readme => return Ok(package::readme(plan)),
        FilePart::License(text) => return Ok(text.to_owned()),
        FilePart::Format => return Ok(package::format().to_owned()),
        FilePart::Root => package::root(plan),
        FilePart::Client(client) => client::client(client, gates),
        FilePart::Namespace(namespace) => namespace::namespace(namespace, gates),
        FilePart::Type(file) => namespace::file(file, gates),
        FilePart::HttpClient(client) => http::client::client(client),
        FilePart::HttpRequests(plan) => http::requests(plan),
        FilePart::Requests(plan) => namespace::requests(plan, gates),
        FilePart::RequestsOf(file) => http::file(file),
    };
    let written = Instant::now();
    let printed = source.print(&plan.package.source);
    Spent::add(&spent.tokens, written - start);
    Spent::add(&spent.format, written.elapsed());
    printed.map_err(|cause| EmitError::Syntax {
        path: file.path.clone(),
        cause,
    })
}
