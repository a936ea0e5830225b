//! New metadata, crate and changelog → disk: all of them, or none.
//!
//! The crate is written as by `csdlgen generate`, which is all or nothing for itself. The two other files are
//! staged beside their places before, and renamed into place after it. Where that fails, the crate is put back.
//! A run that is killed in between leaves the new crate with the old metadata; the lock then does not fit the
//! metadata, so that the next run asks for the metadata anew and completes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::{Config, Target};
use crate::output::{self, Beside, LoneError, Observer, OutputError, Written};

use super::{CHANGELOG, New, Raised, changelog};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The crate.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The outline.
    #[error(transparent)]
    Lone(#[from] LoneError),
    /// The metadata or the changelog.
    #[error("cannot write {}: {error}; {outcome}\n  help: check its folder's permissions and space", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
        /// What is on disk.
        outcome: &'static str,
    },
}

const UNCHANGED: &str = "nothing was changed";
const HALF: &str = "the crate could not be put back: run `csdlgen generate`";

/// Writes an update.
///
/// # Errors
/// The disk refuses; then metadata, crate and changelog are what they were.
pub fn write(target: &Target, new: &New, observer: &dyn Observer) -> Result<Written, WriteError> {
    if let Some(outline) = &new.outline {
        outline.refuse_foreign()?;
    }
    let mut staged = vec![Staged::new(&new.metadata, &new.bytes, observer)?];
    if let Some(outline) = &new.outline {
        staged.push(Staged::new(
            &outline.path,
            outline.contents.as_bytes(),
            observer,
        )?);
    }
    if let Some(entry) = &new.entry {
        let path = target.out.join(CHANGELOG);
        let old = read_text(&path)?;
        let text = changelog::with_entry(&old, entry);
        make_folder(&target.out)?;
        staged.push(Staged::new(&path, text.as_bytes(), observer)?);
    }
    if let Some(Raised { config, version }) = &new.raised {
        // Another crate of the file may have been updated since.
        let text = Config::with_version(&read_text(config)?, &target.key, version);
        let text = text.ok_or_else(|| unchanged(config)(io::ErrorKind::InvalidData.into()))?;
        staged.push(Staged::new(config, text.as_bytes(), observer)?);
    }
    let before = output::read(&target.out)?;
    let written = output::write_observed(&target.out, &new.generated.files, observer)?;
    // The metadata comes last: the lock tells whether it has come.
    for at in (0..staged.len()).rev() {
        let placed = staged
            .get_mut(at)
            .map_or(Ok(()), |file| file.place(observer));
        if let Err(error) = placed {
            let path = staged
                .get(at)
                .map_or_else(PathBuf::new, |file| file.path.clone());
            let back = staged
                .iter_mut()
                .rev()
                .try_for_each(Staged::put_back)
                .is_ok();
            let crate_back = output::write(&target.out, &before).is_ok();
            let outcome = if back && crate_back { UNCHANGED } else { HALF };
            return Err(WriteError::File {
                path,
                error,
                outcome,
            });
        }
    }
    Ok(written)
}

fn unchanged(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |error| WriteError::File {
        path,
        error,
        outcome: UNCHANGED,
    }
}

fn read_text(path: &Path) -> Result<String, WriteError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(unchanged(path)(error)),
    }
}

fn make_folder(path: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(path).map_err(unchanged(path))
}

/// A file that waits beside its place, and what it replaces.
struct Staged {
    path: PathBuf,
    new: Beside,
    replaced: Replaced,
}

impl Staged {
    fn new(path: &Path, bytes: &[u8], observer: &dyn Observer) -> Result<Self, WriteError> {
        observer.before(path).map_err(unchanged(path))?;
        let new = Beside::write(path, bytes).map_err(unchanged(path))?;
        Ok(Self {
            path: path.to_owned(),
            new,
            replaced: Replaced::NotYet,
        })
    }

    fn place(&mut self, observer: &dyn Observer) -> io::Result<()> {
        observer.before(&self.path)?;
        let old = match fs::read(&self.path) {
            Ok(bytes) => Replaced::File(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Replaced::Nothing,
            Err(error) => return Err(error),
        };
        self.new.place()?;
        self.replaced = old;
        Ok(())
    }

    fn put_back(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.replaced, Replaced::NotYet) {
            Replaced::NotYet => Ok(()),
            Replaced::Nothing => fs::remove_file(&self.path),
            Replaced::File(bytes) => fs::write(&self.path, bytes),
        }
    }
}

/// What a staged file has replaced.
enum Replaced {
    NotYet,
    Nothing,
    File(Vec<u8>),
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::config::Config;
    use crate::output::{self, File, RelativePath, Unobserved};
    use crate::pipeline::{Generated, Summary};
    use crate::update::New;

    use super::write;

    fn file(contents: &str) -> File {
        File {
            path: RelativePath::new("src/lib.rs").unwrap(),
            contents: contents.to_owned(),
        }
    }

    #[test]
    fn the_crate_is_put_back_where_the_metadata_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let text = "[crates.shop]\nmetadata = \"shop.csdl\"\nout = \"shop\"\n";
        let config = Config::parse("csdlgen.toml", text, folder.path()).unwrap();
        let target = &config.targets[0];
        output::write(&target.out, &[file("// old\n")]).unwrap();
        fs::write(target.out.join("src/lib.rs"), "// edited\n").unwrap();
        fs::write(target.out.join("CHANGELOG.md"), "# Mine\n").unwrap();
        // No file can be put where a folder is.
        let metadata = folder.path().join("shop.csdl");
        fs::create_dir_all(metadata.join("inside")).unwrap();
        let new = New {
            metadata,
            bytes: b"new".to_vec(),
            generated: Generated {
                files: vec![file("// new\n")],
                warnings: Vec::new(),
                summary: Summary::default(),
                start: None,
                untyped: Vec::new(),
            },
            outline: None,
            comparison: None,
            entry: Some("## New\n".to_owned()),
            raised: None,
        };
        let error = write(target, &new, &Unobserved).unwrap_err().to_string();
        assert!(error.contains("nothing was changed"), "{error}");
        let read = |path: &str| fs::read_to_string(target.out.join(path)).unwrap();
        assert_eq!(read("src/lib.rs"), "// edited\n");
        assert_eq!(read("CHANGELOG.md"), "# Mine\n");
        let names = |folder: &Path| fs::read_dir(folder).unwrap().count();
        assert_eq!(names(folder.path()), 2, "nothing staged is left");
        assert_eq!(
            fs::read_dir(&target.out)
                .unwrap()
                .filter_map(Result::ok)
                .filter(|e| e.file_name().to_string_lossy().contains("csdlgen-new"))
                .count(),
            0
        );
    }
}
