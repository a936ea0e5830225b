//! What this very program wrote: a note among the user's caches, by which a program in development, whose version
//! stands for many, knows a crate as its own work.
//!
//! In goes a crate's folder; out comes whether the note of the folder holds the sums of this executable and of the
//! crate's manifest as it is. Together with [`Lock::proves`](super::Lock::proves) this is a proof that generating
//! anew would change nothing: what the program depends on is in its file, and what it was given in the lock. There
//! is one note for a folder, and none that a crate needs: where it is missing, the crate is generated.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use sha2::{Digest, Sha256};

use crate::output::{MANIFEST, sum};

/// This program, by the sum of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program(String);

impl Program {
    /// `None` where its file cannot be read.
    pub fn this() -> Option<Self> {
        // Where there is this link, it is the file that runs, also when another has taken its place meanwhile.
        let file = File::open("/proc/self/exe");
        let file = file.or_else(|_| File::open(std::env::current_exe()?));
        sum_of_file(file.ok()?).map(Self)
    }

    /// Whether this program wrote what the manifest of a crate lists.
    pub fn wrote(&self, folder: &Path) -> bool {
        let note = note_of(folder).and_then(|path| fs::read_to_string(path).ok());
        note.is_some_and(|note| self.note(folder).is_some_and(|own| own == note))
    }

    /// Notes that it did. A note that cannot be kept costs time at the next run, and nothing else.
    pub fn remember(&self, folder: &Path) {
        let (Some(path), Some(note)) = (note_of(folder), self.note(folder)) else {
            return;
        };
        if fs::read_to_string(&path).is_ok_and(|old| old == note) {
            return;
        }
        if let Some(above) = path.parent() {
            let _ = fs::create_dir_all(above).and_then(|()| fs::write(&path, note));
        }
    }

    fn note(&self, folder: &Path) -> Option<String> {
        let manifest = fs::read(folder.join(MANIFEST)).ok()?;
        Some(format!("{} {}\n", sum(&manifest), self.0))
    }
}

/// Where the note of a folder is.
fn note_of(folder: &Path) -> Option<PathBuf> {
    let folder = fs::canonicalize(folder).ok()?;
    let caches = etcetera::choose_base_strategy().ok()?.cache_dir();
    let name = sum(folder.as_os_str().as_encoded_bytes());
    Some(caches.join("csdlgen").join("written").join(name))
}

fn sum_of_file(mut file: File) -> Option<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).ok()? {
            0 => return Some(crate::output::hexadecimal(&hasher.finalize())),
            length => hasher.update(buffer.get(..length)?),
        }
    }
}
