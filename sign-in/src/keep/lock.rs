//! A lock between processes. In: the path of a file that is for nothing else. Out: the lock, until it is dropped or the
//! process ends.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use service_client::clock::{Clock as _, SystemClock};

use super::file;

/// How long another process may hold it: two exchanges with an issuer that does not answer, and some more.
const LONGEST: Duration = Duration::from_secs(90);

/// How often it is tried.
const PAUSE: Duration = Duration::from_millis(20);

/// The system releases it when the file is closed.
pub(crate) struct Lock {
    _file: File,
}

/// The lock's file for a file.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

impl Lock {
    /// Tries again and again rather than blocking a thread: whoever waits may be dropped. By the system's clock, since
    /// other processes have no other.
    pub(super) async fn of_file(path: PathBuf) -> Result<Self, String> {
        let file = file::open_lock(&path)?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if start.elapsed() < LONGEST => {
                    SystemClock.sleep(PAUSE).await;
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(format!(
                        "another process has held {} for {} s; end it",
                        path.display(),
                        LONGEST.as_secs()
                    ));
                }
                Err(TryLockError::Error(error)) => {
                    return Err(format!("{} cannot be locked: {error}", path.display()));
                }
            }
        }
    }
}
