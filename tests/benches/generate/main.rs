//! What generating costs: `cargo bench -p tests --bench generate` prints, for Graph's v1.0 metadata at
//! `../shared/graph/v1.0.csdl`, the time and the peak memory of each stage; the same for documents of 2, 4 and 8
//! times its size; and what the command takes for a first run and for runs that change nothing.
//!
//! Each measurement has a process of its own: this program again, with arguments that say what to measure. Of
//! several rounds the shortest time and the largest memory are shown: by the clock, and the time for which all
//! threads ran, of which the growth is that of the cost where the machine has other things to do as well.

mod command;
mod process;
mod stages;
mod table;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const METADATA: &str = "../shared/graph/v1.0.csdl";
const OVERLAY: &str = "metadata/graph.overlay.toml";
const SIZES: [usize; 4] = [1, 2, 4, 8];
const ROUNDS: usize = 5;

/// A row of a table. What the system does not tell is missing.
#[derive(Clone, Debug)]
struct Measured {
    what: String,
    /// By the clock.
    micros: u64,
    /// Of all threads together.
    ran: Option<u64>,
    /// At the peak.
    kilobytes: Option<u64>,
}

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--stages", metadata, out] => print(&stages::measure(metadata, Path::new(out))?),
        ["--command", ..] => print(&[command::measure(&arguments[1..])?]),
        // `cargo bench` says so.
        [] | ["--bench"] => return run(),
        _ => return Err("cargo bench -p tests --bench generate takes no arguments".into()),
    }
    Ok(())
}

fn run() -> Result<()> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let metadata = repository.join(METADATA);
    if !metadata.is_file() {
        println!("{METADATA} is not there: nothing is measured");
        return Ok(());
    }
    std::env::set_current_dir(&repository)?;
    let text = std::fs::read_to_string(METADATA)?;
    let folder = tempfile::tempdir()?;
    let mut grown = Vec::new();
    for times in SIZES {
        let path = folder.path().join(format!("{times}.csdl"));
        std::fs::write(&path, tests::grow::grow(&text, times)?)?;
        grown.push((
            times,
            rounds(|round| {
                let out = folder.path().join(format!("stages-{times}-{round}"));
                let rows = child(&["--stages".into(), path.clone(), out.clone()])?;
                std::fs::remove_dir_all(out)?;
                Ok(rows)
            })?,
        ));
    }
    println!("{}", table::stages(&grown));
    let runs = rounds(|round| command::rounds(&folder.path().join(format!("command-{round}"))))?;
    println!("{}", table::runs(&runs));
    Ok(())
}

/// The same rows several times: the shortest time and the largest memory of each.
fn rounds(mut measure: impl FnMut(usize) -> Result<Vec<Measured>>) -> Result<Vec<Measured>> {
    let mut best = measure(0)?;
    for round in 1..ROUNDS {
        for (best, new) in best.iter_mut().zip(measure(round)?) {
            best.micros = best.micros.min(new.micros);
            best.ran = best.ran.min(new.ran);
            best.kilobytes = best.kilobytes.max(new.kilobytes);
        }
    }
    Ok(best)
}

/// This program again, in a process of its own.
fn child(arguments: &[PathBuf]) -> Result<Vec<Measured>> {
    let output = Command::new(std::env::current_exe()?)
        .args(arguments)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let text = String::from_utf8(output.stdout)?;
    text.lines().map(parse).collect()
}

/// What a child prints.
fn print(rows: &[Measured]) {
    for row in rows {
        let [ran, kilobytes] = [row.ran, row.kilobytes]
            .map(|told| told.map_or_else(String::new, |number| number.to_string()));
        println!("{}\t{}\t{ran}\t{kilobytes}", row.what, row.micros);
    }
}

fn parse(line: &str) -> Result<Measured> {
    let [what, micros, ran, kilobytes] = line.split('\t').collect::<Vec<_>>()[..] else {
        return Err(format!("{line:?} is not a measurement").into());
    };
    Ok(Measured {
        what: what.to_owned(),
        micros: micros.parse()?,
        ran: ran.parse().ok(),
        kilobytes: kilobytes.parse().ok(),
    })
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
