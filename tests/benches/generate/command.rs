//! The command `csdlgen generate` as its users run it: a first run, and runs that change nothing.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use super::{METADATA, Measured, OVERLAY, Result, child, micros, process};

/// What a run is called, and what it is given besides.
const RUNS: [(&str, &[&str]); 4] = [
    ("first run", &[]),
    ("nothing changed", &[]),
    ("nothing changed, by the lock", &["--trust-lock"]),
    ("--check", &["--check"]),
];

/// A crate that is generated, and then found unchanged.
pub fn rounds(out: &Path) -> Result<Vec<Measured>> {
    let mut rows = Vec::new();
    for (what, more) in RUNS {
        let mut arguments = vec!["--command".into(), what.into(), out.to_owned()];
        arguments.extend(more.iter().map(Into::into));
        rows.extend(child(&arguments)?);
    }
    std::fs::remove_dir_all(out)?;
    Ok(rows)
}

/// One run in this process.
pub fn measure(arguments: &[&str]) -> Result<Measured> {
    let [what, out, more @ ..] = arguments else {
        return Err("what is to be measured is not said".into());
    };
    let fixed = [
        "csdlgen",
        "generate",
        "-q",
        "--metadata",
        METADATA,
        "--overlay",
        OVERLAY,
        "--crate-name",
        "msgraph",
        "--runtime",
        "runtime/odata",
        "--key-style",
        "segment",
        "--operations",
        "unqualified",
        "--out",
        out,
    ];
    let all = fixed.iter().chain(more).map(OsString::from);
    let start = Instant::now();
    let code = csdlgen::cli::run(all);
    let time = start.elapsed();
    if code != ExitCode::SUCCESS {
        return Err(format!("`csdlgen generate` failed: {what}").into());
    }
    Ok(Measured {
        what: (*what).to_owned(),
        micros: micros(time),
        ran: process::ran().map(micros),
        kilobytes: process::peak(),
    })
}
