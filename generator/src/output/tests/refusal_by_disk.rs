//! A disk that refuses each of a run's steps in turn, once or from then on.

use std::io;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::files;
use super::interruption::{Killed, NEW, Trees, disk, is_killed, old_crate};
use crate::output::commit::{STAGING, recover};
use crate::output::compare::Prepared;
use crate::output::disk::Disk;
use crate::output::{Observer, Outcome, OutputError, Unobserved, write, write_locked};

/// Refuses one step, or that and all later ones.
pub(super) struct Refuse {
    from: usize,
    until: usize,
    steps: AtomicUsize,
}

impl Refuse {
    pub(super) fn once(at: usize) -> Self {
        Self {
            from: at,
            until: at + 1,
            steps: AtomicUsize::new(0),
        }
    }

    fn from(at: usize) -> Self {
        Self {
            from: at,
            until: usize::MAX,
            steps: AtomicUsize::new(0),
        }
    }
}

impl Observer for Refuse {
    fn before(&self, _: &Path) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        if (self.from..self.until).contains(&step) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }
}

/// Refuses each step in turn until a run meets no refusal.
fn refuse_everywhere(can_exchange: bool, refuse: impl Fn(usize) -> Refuse) -> [usize; 3] {
    let trees = Trees::new();
    let new = files(NEW);
    let prepared = Prepared::new(&new).unwrap();
    let mut ends = [0, 0, 0];
    for at in 0.. {
        let folder = old_crate();
        let observer = refuse(at);
        let result = write_locked(folder.path(), &prepared, disk(&observer, can_exchange));
        let what = format!("refused at step {at}");
        match result {
            Ok(_) => {
                assert!(trees.is_new(folder.path(), &what));
                if observer.steps.into_inner() <= at {
                    return ends;
                }
                ends[0] += 1; // refused when cleaning up
            }
            Err(OutputError::Io {
                path,
                outcome: Outcome::Unchanged,
                ..
            }) => {
                assert!(path.starts_with(folder.path()));
                assert!(!trees.is_new(folder.path(), &what));
                assert!(
                    !folder.path().join(STAGING).exists(),
                    "{what}: staging left"
                );
                ends[1] += 1;
            }
            Err(error) => {
                assert!(
                    error.to_string().contains("the next run completes it"),
                    "{error}"
                );
                ends[2] += 1;
            }
        }
        recover(folder.path(), disk(&Unobserved, can_exchange)).unwrap();
        trees.is_new(folder.path(), &what);
        write(folder.path(), &new).unwrap();
        assert!(trees.is_new(folder.path(), &what));
    }
    ends
}

#[test]
fn a_refused_step_changes_nothing() {
    for can_exchange in [true, false] {
        let [cleaning, unchanged, unfinished] = refuse_everywhere(can_exchange, Refuse::once);
        assert!(cleaning > 0 && unchanged > 20 && unfinished == 0);
    }
}

#[test]
fn a_disk_that_stays_full_is_recovered_from() {
    for can_exchange in [true, false] {
        let [cleaning, unchanged, unfinished] = refuse_everywhere(can_exchange, Refuse::from);
        assert!(cleaning > 0 && unchanged > 10 && unfinished > 3);
    }
}

/// Refuses one step, then kills while all is put back.
struct RefuseThenKill {
    refuse: usize,
    kill: usize,
    steps: AtomicUsize,
}

impl Observer for RefuseThenKill {
    fn before(&self, _: &Path) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        if step >= self.kill {
            resume_unwind(Box::new(Killed));
        }
        if step == self.refuse {
            Err(io::ErrorKind::StorageFull.into())
        } else {
            Ok(())
        }
    }
}

#[test]
fn a_run_killed_while_putting_back_leaves_the_old_crate_or_the_new() {
    let trees = Trees::new();
    let new = files(NEW);
    let prepared = Prepared::new(&new).unwrap();
    let mut kills = 0;
    for can_exchange in [true, false] {
        for refuse in 20..60 {
            for kill in refuse + 1..refuse + 15 {
                let folder = old_crate();
                let steps = AtomicUsize::new(0);
                let observer = RefuseThenKill {
                    refuse,
                    kill,
                    steps,
                };
                let disk = disk(&observer, can_exchange);
                let run = || {
                    let _ = write_locked(folder.path(), &prepared, disk);
                    Ok(())
                };
                if !is_killed(run) {
                    break;
                }
                kills += 1;
                recover(folder.path(), Disk::new(&Unobserved)).unwrap();
                assert!(!folder.path().join(STAGING).exists());
                trees.is_new(
                    folder.path(),
                    &format!("refused at {refuse}, killed at {kill}"),
                );
            }
        }
    }
    assert!(kills > 50, "{kills} kills");
}
