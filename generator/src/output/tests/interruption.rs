//! A run that is killed at each of its steps in turn, and the recovery too.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{files, put, tree};
use crate::output::commit::{STAGING, recover};
use crate::output::compare::Prepared;
use crate::output::disk::Disk;
use crate::output::{Observer, OutputError, Unobserved, write, write_locked};

type Tree = BTreeMap<String, String>;

const OLD: &[(&str, &str)] = &[
    ("Cargo.toml", "old"),
    ("README.md", "same"),
    ("docs/old.md", "old"),
    ("src/lib.rs", "old"),
    ("src/same.rs", "same"),
    ("src/old/gone.rs", "old"),
];

pub(super) const NEW: &[(&str, &str)] = &[
    ("Cargo.toml", "new"),
    ("README.md", "same"),
    ("docs/new/new.md", "new"),
    ("src/lib.rs", "new"),
    ("src/same.rs", "same"),
    ("src/new/came.rs", "new"),
];

/// A folder with the old crate and foreign files, the same every time.
pub(super) fn old_crate() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(OLD)).unwrap();
    put(folder.path(), "src/foreign.rs", "foreign");
    put(folder.path(), "notes.txt", "foreign");
    folder
}

fn part(all: &Tree, below: &str) -> Tree {
    all.iter()
        .filter(|(path, _)| path.starts_with(below))
        .map(|(p, c)| (p.clone(), c.clone()))
        .collect()
}

pub(super) struct Trees {
    old: Tree,
    new: Tree,
}

impl Trees {
    pub(super) fn new() -> Self {
        let folder = old_crate();
        let old = tree(folder.path());
        write(folder.path(), &files(NEW)).unwrap();
        Self {
            old,
            new: tree(folder.path()),
        }
    }

    /// Whether the folder holds the new crate; fails if it holds neither.
    pub(super) fn is_new(&self, folder: &Path, what: &str) -> bool {
        let now = tree(folder);
        assert!(
            now == self.old || now == self.new,
            "{what}: neither old nor new: {now:#?}"
        );
        now == self.new
    }
}

pub(super) struct Killed;

/// Kills the run at a step: that step and all later ones do not happen, and nothing is cleaned up.
struct Kill<'a> {
    at: usize,
    steps: AtomicUsize,
    folder: PathBuf,
    trees: &'a Trees,
    can_exchange: bool,
}

impl<'a> Kill<'a> {
    fn new(at: usize, folder: &Path, trees: &'a Trees, can_exchange: bool) -> Self {
        Self {
            at,
            steps: AtomicUsize::new(0),
            folder: folder.to_owned(),
            trees,
            can_exchange,
        }
    }
}

impl Observer for Kill<'_> {
    fn before(&self, path: &Path) -> io::Result<()> {
        if self.steps.fetch_add(1, Ordering::SeqCst) >= self.at {
            resume_unwind(Box::new(Killed));
        }
        let src = part(&tree(&self.folder), "src/");
        let whole = src == part(&self.trees.old, "src/") || src == part(&self.trees.new, "src/");
        let away = !self.can_exchange && src.is_empty();
        assert!(
            whole || away,
            "before {}: src is mixed: {src:#?}",
            path.display()
        );
        Ok(())
    }
}

pub(super) fn disk(observer: &dyn Observer, can_exchange: bool) -> Disk<'_> {
    if can_exchange {
        Disk::new(observer)
    } else {
        Disk::without_exchange(observer)
    }
}

/// Runs something that may be killed; whether it was.
pub(super) fn is_killed(run: impl FnOnce() -> Result<(), OutputError>) -> bool {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => {
            result.unwrap();
            false
        }
        Err(cause) if cause.is::<Killed>() => true,
        Err(cause) => resume_unwind(cause),
    }
}

/// Kills a run at each step, then the recovery at each of its steps, then recovers.
fn kill_everywhere(can_exchange: bool) {
    let trees = Trees::new();
    let new = files(NEW);
    let prepared = Prepared::new(&new).unwrap();
    let mut ends = [0, 0];
    let mut at = 0;
    loop {
        let mut recovery = 0;
        loop {
            let folder = old_crate();
            let path = folder.path();
            let kill = Kill::new(at, path, &trees, can_exchange);
            let run = || write_locked(path, &prepared, disk(&kill, can_exchange)).map(drop);
            if !is_killed(run) {
                assert!(trees.is_new(path, "not killed"));
                assert!(ends[0] > 10 && ends[1] > 5, "{ends:?} runs ended old, new");
                return;
            }
            let kill = Kill::new(recovery, path, &trees, can_exchange);
            let killed = is_killed(|| recover(path, disk(&kill, can_exchange)));
            recover(path, disk(&Unobserved, can_exchange)).unwrap();
            assert!(!path.join(STAGING).exists());
            let what = format!("killed at step {at}, recovery at {recovery}");
            ends[usize::from(trees.is_new(path, &what))] += 1;
            write(path, &new).unwrap();
            assert!(trees.is_new(path, &what));
            if !killed {
                break;
            }
            recovery += 1;
        }
        at += 1;
    }
}

#[test]
fn a_killed_run_leaves_the_old_crate_or_the_new() {
    kill_everywhere(true);
}

#[test]
fn a_killed_run_leaves_the_old_crate_or_the_new_without_exchange() {
    kill_everywhere(false);
}

#[test]
fn work_between_two_runs_is_not_lost() {
    let trees = Trees::new();
    let new = files(NEW);
    let prepared = Prepared::new(&new).unwrap();
    for at in 0.. {
        let folder = old_crate();
        let path = folder.path();
        let kill = Kill::new(at, path, &trees, true);
        if !is_killed(|| write_locked(path, &prepared, Disk::new(&kill)).map(drop)) {
            break;
        }
        put(path, "docs/new/new.md", "my own");
        put(path, "src/later.rs", "my own");
        recover(path, Disk::new(&Unobserved)).unwrap();
        let now = tree(path);
        for name in ["docs/new/new.md", "src/later.rs", "src/foreign.rs"] {
            assert!(now.contains_key(name), "killed at {at}: {name} is lost");
        }
        let own = &now["docs/new/new.md"];
        assert!(own == "my own", "killed at {at}: {own}");
    }
}
