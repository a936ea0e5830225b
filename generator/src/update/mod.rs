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

use crate::config::{Config, Location, Target};
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

/// Asks the source of a crate, and makes what there is to write. `progress` hears of the download. The version that follows
/// becomes that of the crate in the `csdlgen.toml` that is to `raise` it.
///
/// # Errors
/// There is no source, no whole answer, or the crate cannot be made of what it gives.
pub fn prepare(
    target: &Target,
    limits: Limits,
    raise: Option<&Path>,
    progress: &dyn Fn(u64, Option<u64>),
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
    match conditional.fetch(limits, progress)? {
        Answer::Unchanged => Ok(Update::UpToDate),
        Answer::New { bytes, etag, date } => {
            let origin = Origin { etag, date };
            let mut new = make(target, (name, path.clone()), old.as_deref(), bytes, &origin)?;
            if let Some(config) = raise {
                raise_version(target, &mut new, config, &origin)?;
            }
            Ok(Update::New(Box::new(new)))
        }
    }
}

fn make(
    target: &Target,
    (name, metadata): (&str, PathBuf),
    old: Option<&[u8]>,
    bytes: Vec<u8>,
    origin: &Origin,
) -> Result<New, UpdateError> {
    if let Some(folder) = &target.runtime {
        folder.find()?;
    }
    let options = target.load()?;
    let bytes = match target.reduce {
        Some(reduction) => {
            let name = target.source.as_deref().unwrap_or(name).to_owned();
            let reduced = reduce(&Source { name, bytes }, &options, reduction)?;
            reduced.text.into_bytes()
        }
        None => bytes,
    };
    let source = Source {
        name: name.to_owned(),
        bytes,
    };
    let input = Input::read(&source, &options)?;
    let mut lock = Lock::new(target, &options, &source.bytes, input.used(), Some(origin))?;
    let service = input.plan(&options)?;
    let mut generated = service.generate()?;
    let comparison = match old {
        Some(old) if old != source.bytes => {
            let before = Source {
                name: format!("{name} before"),
                bytes: old.to_vec(),
            };
            let before = Version::new(Service::read(&before, &options)?, &options);
            let after = Version::new(service, &options);
            before.check_alike(&after)?;
            Some(compare(&before, &after, None))
        }
        _ => None,
    };
    let outline = target.outline.clone().map(|path| {
        let text = outline::outline(&generated.files)?;
        Ok::<_, OutlineError>(outline::file(path, text))
    });
    let outline = outline.transpose()?;
    lock.outline = outline.as_ref().map(LoneFile::sum);
    let entry = comparison
        .as_ref()
        .filter(|comparison| !comparison.changes.is_empty());
    let entry = entry.map(|comparison| {
        let next = next_version(&options.version, comparison.gravest());
        changelog::entry(
            &lock,
            comparison,
            next.map(|next| (options.version.as_str(), next)),
        )
    });
    generated.files.push(lock.file()?);
    Ok(New {
        metadata,
        bytes: source.bytes,
        generated,
        outline,
        comparison,
        entry,
        raised: None,
    })
}

/// Makes the crate once more, with the version that follows.
fn raise_version(
    target: &Target,
    new: &mut New,
    config: &Path,
    origin: &Origin,
) -> Result<(), UpdateError> {
    let now = &target.options.version;
    let gravest = new.comparison.as_ref().and_then(Comparison::gravest);
    let Some(version) = next_version(now, gravest) else {
        return Ok(());
    };
    let text = std::fs::read_to_string(config).map_err(|error| UpdateError::Read {
        path: config.to_owned(),
        error,
    })?;
    if Config::with_version(&text, &target.key, &version).is_none() {
        return Err(UpdateError::NoVersion {
            path: config.to_owned(),
            key: target.key.clone(),
        });
    }
    let mut options = target.load()?;
    options.version.clone_from(&version);
    let source = Source {
        name: target.metadata.name().to_owned(),
        bytes: new.bytes.clone(),
    };
    let input = Input::read(&source, &options)?;
    let mut lock = Lock::new(target, &options, &source.bytes, input.used(), Some(origin))?;
    lock.outline = new.outline.as_ref().map(LoneFile::sum);
    let mut generated = input.plan(&options)?.into_generated()?;
    generated.files.push(lock.file()?);
    new.generated = generated;
    if let Some(entry) = &mut new.entry {
        *entry = changelog::raised(entry, now, &version);
    }
    new.raised = Some(Raised {
        config: config.to_owned(),
        version,
    });
    Ok(())
}

/// An invalid path of our own, which no input causes.
fn no_path(error: &crate::output::InvalidPath) -> Diagnostics {
    Diagnostic::error(None, error.to_string()).into()
}
