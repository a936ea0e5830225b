//! A new version of a service's metadata → the crate made of it, with a lock and a changelog.
//!
//! In goes a crate of `csdlgen.toml` with a `source`; out comes what there is to write ([`Update`]), and then a disk
//! on which metadata, crate and changelog are the new ones, or all of them the old ones.
//!
//! Inside: `lock` (`csdlgen.lock`, which `csdlgen generate` writes too), `record` (which crates this program wrote),
//! `changelog` (`CHANGELOG.md`, which keeps what others wrote), `write` (all files together, or none).

mod changelog;
mod lock;
mod record;
mod write;

use std::path::{Path, PathBuf};

use crate::config::{Config, Crate, Location, Target};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diff::{Comparison, Version, compare, next_version};
use crate::fetch::{Answer, Conditional, FetchError, Limits};
use crate::outline::{self, OutlineError};
use crate::output::LoneFile;
use crate::pipeline::{Generated, Input, Service, Source};
use crate::reduce::reduce;
use crate::text::sum::sum_of_lines;

pub use lock::{LOCK, Lock, Origin};
pub use record::Program;
pub use write::{WriteError, write};

/// The name of the changelog in a crate's folder.
pub const CHANGELOG: &str = "CHANGELOG.md";

/// Why there is no update. Nothing has been written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateError {
    /// The metadata is not a file beside its source.
    #[error(
        "the crate {0:?} has no metadata file that could be updated\n  help: give it `source`, the address of the \
         service's metadata, and as `metadata` the file that keeps it"
    )]
    NoSource(String),
    /// The file cannot be read.
    #[error("cannot read {}: {error}\n  help: check its permissions", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The source does not give it.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The version cannot be raised.
    #[error(
        "{}: the crate {key:?} has no version that could be raised\n  help: give its table `version`",
        path.display()
    )]
    NoVersion {
        /// The `csdlgen.toml`.
        path: PathBuf,
        /// The crate's table.
        key: String,
    },
    /// The old or the new metadata, or the settings, are at fault.
    #[error("{0}\nnothing was changed")]
    Diagnostics(#[from] Diagnostics),
    /// The crate has no outline.
    #[error("{0}\nnothing was changed")]
    Outline(#[from] OutlineError),
}

/// What there is to do for a crate.
#[derive(Debug)]
pub enum Update {
    /// The source has what the crate is made of.
    UpToDate,
    /// The source has something else.
    New(Box<New>),
}

/// New metadata, and the crate made of it, in memory.
#[derive(Debug)]
pub struct New {
    /// The metadata file.
    pub metadata: PathBuf,
    /// What it will hold.
    pub bytes: Vec<u8>,
    /// The crate, with its lock.
    pub generated: Generated,
    /// The outline, where one is written.
    pub outline: Option<LoneFile>,
    /// What changes; `None` where there was no metadata yet.
    pub comparison: Option<Comparison>,
    /// The entry of the changelog; `None` where nothing changes for users.
    pub entry: Option<String>,
    /// The version that `csdlgen.toml` will give; `None` where it stays.
    pub raised: Option<Raised>,
}

/// The version of a crate, as `csdlgen.toml` will give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The `csdlgen.toml`.
    pub config: PathBuf,
    /// The version.
    pub version: String,
}

/// How far an update has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// Bytes of the description that have come, of all where their number is known.
    Fetched(u64, Option<u64>),
    /// What came is made smaller.
    Reducing,
    /// Both versions are read and compared.
    Comparing,
    /// Files of the crate that there are, of all.
    Formatted(usize, usize),
}

/// Who hears of it, from several threads.
pub type Watch<'a> = &'a (dyn Fn(Progress) + Sync);

/// Asks the source of a crate, and makes what there is to write. `watch` hears how far that is. The version that follows
/// becomes that of the crate in the `csdlgen.toml` that is to `raise` it.
///
/// # Errors
/// There is no source, no whole answer, or the crate cannot be made of what it gives.
pub fn prepare(
    target: &Target,
    limits: Limits,
    raise: Option<&Path>,
    watch: Watch<'_>,
) -> Result<Update, UpdateError> {
    let (Some(url), Location::File { path, name }) = (&target.source, &target.metadata) else {
        return Err(UpdateError::NoSource(target.key.clone()));
    };
    let old = match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            let path = path.clone();
            return Err(UpdateError::Read { path, error });
        }
    };
    let lock = Lock::read(&target.out);
    // What the source calls this version, only if it is this version.
    let known = lock.filter(|lock| {
        let sum = old.as_deref().map(sum_of_lines);
        lock.source == *url && sum.is_some_and(|sum| sum == lock.sha256)
    });
    let etag = known.and_then(|lock| lock.etag);
    let conditional = Conditional {
        url,
        etag: etag.as_deref(),
    };
    let fetched = |done, total| watch(Progress::Fetched(done, total));
    match conditional.fetch(limits, &fetched)? {
        Answer::Unchanged => Ok(Update::UpToDate),
        Answer::New { bytes, etag, date } => {
            let origin = Origin { etag, date };
            let options = target.load()?;
            watch(Progress::Reducing);
            let bytes = reduced(target, &options, name, bytes)?;
            let source = Source {
                name: name.clone(),
                bytes,
            };
            let versions = (old.as_deref(), source);
            let raise = (raise, path.as_path());
            let new = make(target, options, versions, &origin, raise, watch)?;
            Ok(Update::New(Box::new(new)))
        }
    }
}

/// What the source gives, reduced where the crate is made of less.
fn reduced(
    target: &Target,
    options: &Crate,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Vec<u8>, UpdateError> {
    let Some(reduction) = target.reduce else {
        return Ok(bytes);
    };
    let name = target.source.as_deref().unwrap_or(name).to_owned();
    let reduced = reduce(&Source { name, bytes }, options, reduction)?;
    Ok(reduced.text.into_bytes())
}

fn make(
    target: &Target,
    mut options: Crate,
    (old, source): (Option<&[u8]>, Source),
    origin: &Origin,
    (raise, metadata): (Option<&Path>, &Path),
    watch: Watch<'_>,
) -> Result<New, UpdateError> {
    watch(Progress::Comparing);
    if let Some(folder) = &target.runtime {
        folder.find()?;
    }
    let input = Input::read(&source, &options)?;
    let used = input.used().to_vec();
    let service = input.plan(&options)?;
    let old = old.filter(|old| *old != source.bytes);
    let (mut service, comparison) = match old {
        Some(old) => {
            let name = format!("{} before", source.name);
            let bytes = old.to_vec();
            let (service, comparison) = compared(&Source { name, bytes }, service, &options)?;
            (service, Some(comparison))
        }
        None => (service, None),
    };
    let now = options.version.clone();
    let next = comparison
        .as_ref()
        .and_then(|it| next_version(&now, it.gravest()));
    let raised = match (raise, &next) {
        (Some(config), Some(next)) => Some(raise_version(target, config, next)?),
        _ => None,
    };
    if let Some(raised) = &raised {
        options.version.clone_from(&raised.version);
        service.set_version(&raised.version);
    }
    let mut lock = Lock::new(target, &options, &source.bytes, &used, Some(origin))?;
    let mut generated =
        service.into_generated_watched(&|done, all| watch(Progress::Formatted(done, all)))?;
    let outline = target.outline.clone().map(|path| {
        let text = outline::outline(&generated.files)?;
        Ok::<_, OutlineError>(outline::file(path, text))
    });
    let outline = outline.transpose()?;
    lock.outline = outline.as_ref().map(LoneFile::sum);
    let told = comparison.as_ref().filter(|it| !it.changes.is_empty());
    let entry = told.map(|it| {
        let step = next.map(|next| (now.as_str(), next));
        changelog::entry(&lock, it, step, raised.is_some())
    });
    generated.files.push(lock.file()?);
    Ok(New {
        metadata: metadata.to_owned(),
        bytes: source.bytes,
        generated,
        outline,
        comparison,
        entry,
        raised,
    })
}

/// What changes from the old description to a service, and the service.
fn compared(
    old: &Source,
    service: Service,
    options: &Crate,
) -> Result<(Service, Comparison), Diagnostics> {
    let older = options.for_older();
    let before = Version::new(Service::read(old, &older)?, &older);
    let after = Version::new(service, options);
    before.check_alike(&after)?;
    let comparison = compare(&before, &after, None);
    Ok((after.into_service(), comparison))
}

/// That the `csdlgen.toml` can give the crate the version that follows.
fn raise_version(target: &Target, config: &Path, version: &str) -> Result<Raised, UpdateError> {
    let text = std::fs::read_to_string(config).map_err(|error| UpdateError::Read {
        path: config.to_owned(),
        error,
    })?;
    if Config::with_version(&text, &target.key, version).is_none() {
        return Err(UpdateError::NoVersion {
            path: config.to_owned(),
            key: target.key.clone(),
        });
    }
    Ok(Raised {
        config: config.to_owned(),
        version: version.to_owned(),
    })
}

/// An invalid path of our own, which no input causes.
fn no_path(error: &crate::output::InvalidPath) -> Diagnostics {
    Diagnostic::error(None, error.to_string()).into()
}
