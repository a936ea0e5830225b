//! A file → its bytes, no more than may be: what is named as a file may also be a device that never ends.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// How large `csdlgen.toml` and overlays may be, in bytes.
const SETTINGS: usize = 16 << 20;

/// The bytes of a file.
///
/// # Errors
/// It cannot be read, or has more than `most` bytes ([`ErrorKind::FileTooLarge`]).
pub(crate) fn read(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length > most {
        return Err(ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(length);
    // One byte more than allowed tells a file that is too long from one that just fits.
    let up_to = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    file.take(up_to).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The text of a file with settings.
///
/// # Errors
/// It cannot be read, is larger than any settings are, or is not text.
pub(crate) fn settings(path: &Path) -> io::Result<String> {
    let bytes = read(path, SETTINGS)?;
    String::from_utf8(bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_may_just_fit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert_eq!(read(&path, 4).unwrap_err().kind(), ErrorKind::FileTooLarge);
    }

    #[test]
    fn files_of_gigabytes_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        // It takes no room on disk.
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(settings(&path).unwrap_err().kind(), ErrorKind::FileTooLarge);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_that_never_ends_is_left() {
        let error = read(Path::new("/dev/zero"), 1 << 16).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
    }
}
