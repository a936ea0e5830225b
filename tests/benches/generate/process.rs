//! What the system tells of this process (Linux): the largest memory that it has had resident, and the time for
//! which its threads have run, which on a busy machine says more than the clock.

use std::fs;
use std::time::Duration;

/// In kilobytes, since the process began or since [`forget`].
pub fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Begins anew with what is resident now.
pub fn forget() {
    // Where the system does not let, the peak is that of all before, which is no less.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Of all threads that there are, together.
pub fn ran() -> Option<Duration> {
    let mut all = Duration::ZERO;
    for task in fs::read_dir("/proc/self/task").ok()? {
        let text = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        all += Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?);
    }
    Some(all)
}
