//! `prism`: sends every operation of a document in OpenAPI through the generated crate to Prism, which validates the requests.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tests::judge::{Options, run};

/// Generates a crate of a document in OpenAPI, sends every request that it has to Prism, and tells what that says against
/// them, and which replies and examples are not read.
#[derive(Parser)]
struct Arguments {
    /// The document.
    #[arg(long, value_name = "FILE")]
    metadata: PathBuf,
    /// The same document as JSON, where it is YAML.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Prism's program; without, examples alone are read and written.
    #[arg(long, value_name = "FILE")]
    prism: Option<PathBuf>,
    /// Give Prism the document without the cycles of its schemas, with which it does not start.
    #[arg(long)]
    cut_cycles: bool,
    /// Why some cases fail, as TOML: `[[reason]]` with `says` (a part of what is reported), `why`, `apart` (whether the fault is
    /// Prism's or the document's) and `cases` (how many, by the name of the document).
    #[arg(long, value_name = "FILE")]
    reasons: Option<PathBuf>,
    /// Percent of the requests that Prism must have nothing against.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    min_good: f64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let options = Options {
        metadata: arguments.metadata,
        json: arguments.json,
        prism: arguments.prism,
        cut_cycles: arguments.cut_cycles,
        reasons: arguments.reasons,
    };
    let report = match run(&options) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    print!("{report}");
    let requests = report.requests;
    let reached = requests.all == 0 || requests.percent() >= arguments.min_good;
    if report.unexplained.is_empty() && reached {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
