//! Bytes as what lies in a crate's folder: `csdlgen.manifest`, `csdlgen.lock` and the journal of a run that was
//! killed, with the byte 0x1e between them. A crate is written there, or refused; nothing outside is touched.

use std::fs;
use std::path::Path;

use csdlgen::output::{self, File, MANIFEST, RelativePath};
use csdlgen::update::{LOCK, Lock};

/// Runs an input.
///
/// # Panics
/// If a promise is broken, or the disk refuses.
pub fn run(bytes: &[u8]) {
    let root = root();
    let crate_folder = root.path().join("crate");
    fs::create_dir_all(crate_folder.join("src/models")).unwrap();
    fs::write(root.path().join("outside"), "outside").unwrap();
    fs::write(crate_folder.join("src/lib.rs"), "// old").unwrap();
    fs::write(crate_folder.join("src/models/mod.rs"), "// old").unwrap();
    let mut parts = bytes.split(|byte| *byte == 0x1e);
    for name in [MANIFEST, LOCK, ".csdlgen-staging/journal"] {
        if let Some(part) = parts.next().filter(|part| !part.is_empty()) {
            let path = crate_folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, part).unwrap();
        }
    }
    write(&crate_folder);
    let outside = fs::read_to_string(root.path().join("outside"));
    assert_eq!(outside.ok().as_deref(), Some("outside"));
    assert_eq!(
        fs::read_dir(root.path()).unwrap().count(),
        2,
        "something is new outside"
    );
}

/// In memory where that is, since every input makes a folder.
fn root() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.unwrap()
}

fn write(folder: &Path) {
    if let Some(lock) = Lock::read(folder) {
        let file = lock.file().unwrap_or_else(|errors| panic!("{errors}"));
        let again: Result<Lock, _> = toml::from_str(&file.contents);
        assert_eq!(again.as_ref(), Ok(&lock), "{}", file.contents);
        let proved = lock.proves(folder);
        proved.map_or_else(|error| assert!(!error.to_string().is_empty()), drop);
    }
    let files = [
        file("Cargo.toml", "[package]\n"),
        file("src/lib.rs", "mod models;\n"),
        file("src/models/new.rs", "struct New;\n"),
    ];
    let before = output::check(folder, &files);
    match output::write(folder, &files) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(written) => {
            assert_eq!(
                written.written + written.unchanged,
                files.len(),
                "{before:?}"
            );
            for file in &files {
                let on_disk = fs::read_to_string(file.path.below(folder));
                assert_eq!(on_disk.ok().as_deref(), Some(&*file.contents));
            }
            let again = output::write(folder, &files).unwrap();
            assert_eq!((again.written, again.removed), (0, 0));
            assert!(intact(folder));
        }
    }
}

fn intact(folder: &Path) -> bool {
    let path = RelativePath::new("Cargo.toml").unwrap();
    output::is_intact(folder, &path).is_ok_and(|intact| intact)
}

fn file(path: &str, contents: &str) -> File {
    File {
        path: RelativePath::new(path).unwrap(),
        contents: contents.to_owned(),
    }
}
