//! A file for tokens. In: text. Out: a file that only its owner reads, old or new and never half; links and others' files
//! are refused.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// More is not of this library.
const LIMIT: u64 = 4 << 20;

/// The text, if there is a file.
pub(super) fn read(path: &Path) -> Result<Option<String>, String> {
    let mut options = OpenOptions::new();
    options.read(true);
    let file = match open(&mut options, path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(reason("it cannot be opened", path, &error)),
    };
    check_folder(folder_of(path))?;
    take_over(&file)?;
    let mut text = String::new();
    let read = file.take(LIMIT).read_to_string(&mut text);
    read.map_err(|error| format!("it cannot be read: {error}"))?;
    Ok(Some(text))
}

/// Writes beside the place, to the disk, and renames.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = folder_of(path);
    make_folder(folder)?;
    // A link would be replaced, which is safe, and not what whoever made it wants.
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => return Err(LINK.to_owned()),
        _ => {}
    }
    let failed = |error: io::Error| format!("it cannot be written: {error}");
    // Made with 0600.
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    beside.write_all(text.as_bytes()).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(path).map_err(|error| failed(error.error))?;
    sync_folder(folder).map_err(failed)
}

/// Removes the file, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), String> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("it cannot be removed: {error}"))
        }
        _ => Ok(()),
    }
}

/// The lock's file, made if it is missing.
pub(super) fn open_lock(path: &Path) -> Result<File, String> {
    make_folder(folder_of(path))?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let file = open(&mut options, path)
        .map_err(|error| reason("its lock cannot be opened", path, &error))?;
    take_over(&file)?;
    Ok(file)
}

const LINK: &str = "there is a link or a folder; name the file itself";

fn reason(what: &str, path: &Path, error: &io::Error) -> String {
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => LINK.to_owned(),
        _ => format!("{what}: {error}"),
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the folder, for its owner alone, and those above it.
fn make_folder(folder: &Path) -> Result<(), String> {
    if !folder.is_dir() {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made = builder.create(folder);
        made.map_err(|error| format!("its folder cannot be made: {error}"))?;
    }
    check_folder(folder)
}

#[cfg(not(unix))]
fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => Err(io::Error::other(LINK)),
        _ => options.open(path),
    }
}

/// Follows no link, and makes what is new for the owner alone.
#[cfg(unix)]
fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    // Without blocking: a pipe would keep it waiting.
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    options.custom_flags(flags).mode(0o600).open(path)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn check_folder(_folder: &Path) -> Result<(), String> {
    Ok(())
}

/// Whoever may write to the folder may put another file in place.
#[cfg(unix)]
fn check_folder(folder: &Path) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;

    let there =
        fs::metadata(folder).map_err(|error| format!("its folder cannot be read: {error}"))?;
    let owners = [0, rustix::process::geteuid().as_raw()];
    if !owners.contains(&there.uid()) {
        return Err("its folder belongs to another user; choose one of your own".to_owned());
    }
    if there.mode() & 0o022 != 0 {
        return Err(
            "others may write to its folder; choose another, or `chmod go-w` it".to_owned(),
        );
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn take_over(_file: &File) -> Result<(), String> {
    Ok(())
}

/// Refuses others' files, and takes others' rights away from one's own.
#[cfg(unix)]
fn take_over(file: &File) -> Result<(), String> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    let failed = |error: io::Error| format!("its rights cannot be set: {error}");
    let there = file.metadata().map_err(failed)?;
    if !there.is_file() {
        return Err(LINK.to_owned());
    }
    if there.uid() != rustix::process::geteuid().as_raw() {
        return Err("it belongs to another user; remove it, or choose another place".to_owned());
    }
    if there.mode() & 0o077 != 0 {
        let rights = fs::Permissions::from_mode(0o600);
        file.set_permissions(rights).map_err(failed)?;
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// So that the renaming outlives a power cut.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
