//! A million items, each way in processes of its own, so that the peak of its memory is its own: this program
//! starts itself.

use std::process::Command;
use std::time::Instant;

use crate::Result;
use crate::paging::Runs;
use crate::server::{ITEMS, MILLION_PAGES};

/// Where the child finds the service.
const BASE: &str = "REQUEST_BENCH_BASE";
/// Which way the child goes.
const WAY: &str = "REQUEST_BENCH_WAY";

const OURS: &str = "list().items()";
const THEIRS: &str = "reqwest and serde_json";

/// How often each way is gone.
const RUNS: usize = 9;

/// Whether this process was started to go one way.
pub(crate) fn is_child() -> bool {
    std::env::var_os(WAY).is_some()
}

/// Reads a million items and prints the seconds that it took and the peak of memory in kilobytes.
pub(crate) fn child() -> Result<()> {
    let runs = Runs::new(&std::env::var(BASE)?)?;
    let way = std::env::var(WAY)?;
    let read = |set: &str| match way.as_str() {
        OURS => runs.read(set),
        _ => runs.read_plain(set),
    };
    // Connected, and with memory to start from.
    read("users")?;
    let start = Instant::now();
    let count = read("million")?;
    assert_eq!(count, ITEMS * MILLION_PAGES);
    println!("{} {}", start.elapsed().as_secs_f64(), peak().unwrap_or(0));
    Ok(())
}

/// The peak of this process's memory in kilobytes, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Goes both ways in turn and prints the best of each, and their ratios.
pub(crate) fn compare(base: &str) -> Result<()> {
    let mut best = [(f64::INFINITY, u64::MAX); 2];
    for _ in 0..RUNS {
        for (way, best) in [OURS, THEIRS].into_iter().zip(&mut best) {
            let (seconds, kilobytes) = run(base, way)?;
            *best = (best.0.min(seconds), best.1.min(kilobytes));
        }
    }
    let million = f64::from(u32::try_from(ITEMS * MILLION_PAGES)?);
    for (way, (seconds, kilobytes)) in [OURS, THEIRS].into_iter().zip(best) {
        println!(
            "a million items, {way}: {seconds:.2} s, {:.0} items a second, {:.1} MB at the peak",
            million / seconds,
            f64::from(u32::try_from(kilobytes)?) / 1024.0
        );
    }
    let [(ours, _), (theirs, _)] = best;
    println!(
        "throughput of the first by the second, the best of {RUNS} runs each: {:.2}",
        theirs / ours
    );
    Ok(())
}

fn run(base: &str, way: &str) -> Result<(f64, u64)> {
    let child = Command::new(std::env::current_exe()?)
        .env(BASE, base)
        .env(WAY, way)
        .output()?;
    let said = String::from_utf8(child.stdout)?;
    match said.split_whitespace().collect::<Vec<_>>()[..] {
        [seconds, kilobytes] => Ok((seconds.parse()?, kilobytes.parse()?)),
        _ => Err(String::from_utf8(child.stderr)?.into()),
    }
}
