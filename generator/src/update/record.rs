//! What this very program wrote: a note among the user's caches, by which a program in development, whose version
//! stands for many, knows a crate as its own work.
//!
//! In goes a crate's folder; out comes whether the note of the folder holds the sums of this executable and of the
//! crate's manifest as it is. Together with [`Lock::proves`](super::Lock::proves) this is a proof that generating
//! anew would change nothing: what the program depends on is in its file, and what it was given in the lock. There
//! is one note for a folder that is there, and none that a crate needs: where it is missing, the crate is generated.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use sha2::{Digest, Sha256};

use crate::output::MANIFEST;
use crate::text::sum::{hexadecimal, sum};

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
        let note = self.note(folder);
        note.is_some_and(|note| fs::read_to_string(&note.path).is_ok_and(|text| text == note.text))
    }

    /// Notes that it did. A note that cannot be kept costs time at the next run, and nothing else.
    pub fn remember(&self, folder: &Path) {
        let Some(Note { notes, path, text }) = self.note(folder) else {
            return;
        };
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            return;
        }
        forget_gone(&notes);
        let _ = fs::create_dir_all(&notes).and_then(|()| fs::write(&path, text));
    }

    fn note(&self, folder: &Path) -> Option<Note> {
        let manifest = sum(&fs::read(folder.join(MANIFEST)).ok()?);
        let folder = fs::canonicalize(folder).ok()?.into_os_string();
        let folder = folder.into_string().ok()?;
        let caches = etcetera::choose_base_strategy().ok()?.cache_dir();
        let notes = caches.join("csdlgen").join("written");
        Some(Note {
            path: notes.join(sum(folder.as_bytes())),
            notes,
            text: format!("{manifest} {}\n{folder}\n", self.0),
        })
    }
}

/// What is to be noted of a folder, and where.
struct Note {
    notes: PathBuf,
    path: PathBuf,
    text: String,
}

/// Removes the notes of folders that are gone.
fn forget_gone(notes: &Path) {
    for entry in fs::read_dir(notes).into_iter().flatten().flatten() {
        let text = fs::read_to_string(entry.path()).unwrap_or_default();
        let folder = text
            .split_once('\n')
            .and_then(|(_, folder)| folder.strip_suffix('\n'));
        if folder.is_none_or(|folder| !Path::new(folder).is_dir()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn sum_of_file(mut file: File) -> Option<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).ok()? {
            0 => return Some(hexadecimal(&hasher.finalize())),
            length => hasher.update(buffer.get(..length)?),
        }
    }
}
