//! `conform`: sends documented requests through a generated crate, and tells which are not sent as documented
//! and which replies are not read.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tests::conform::report::{Report, Share};
use tests::conform::{Options, run};

/// Sends documented requests through the crate that is generated from a service description, and compares what
/// was sent and read with the documentation.
#[derive(Parser)]
struct Arguments {
    /// The service description.
    #[arg(long, value_name = "FILE")]
    metadata: PathBuf,
    /// The documented requests, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    cases: PathBuf,
    /// Why some of them fail, as TOML: `[[reason]]` with `of` (request or reply), `says` (a part of what is reported), `why`,
    /// `documentation` (whether it is wrong) and `cases` (how many, by the name of the file of cases). Each that fails
    /// must have a reason, and each reason its cases.
    #[arg(long, value_name = "FILE")]
    reasons: Option<PathBuf>,
    /// Where to write the report, as JSON.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// The crate of csdlgen.toml whose settings are taken.
    #[arg(long = "crate", value_name = "KEY", default_value = "msgraph")]
    krate: String,
    /// Percent of the requests of known paths that must be sent exactly.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    min_sent: f64,
    /// Percent of the requests of known paths that must be sent through builders alone.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    min_built: f64,
    /// Percent of the bodies that fit which must be sent by typed fields alone.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    min_typed: f64,
    /// Percent of the JSON replies that must be read.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    min_read: f64,
    /// Percent of the replies that fit which must be written back as they were.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    min_kept: f64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let options = Options {
        metadata: arguments.metadata.clone(),
        cases: arguments.cases.clone(),
        reasons: arguments.reasons.clone(),
        krate: arguments.krate.clone(),
    };
    let report = match run(&options) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    print!("{report}");
    if let Some(path) = &arguments.report {
        let text = format!("{:#}\n", report.to_json());
        if let Err(error) = std::fs::write(path, text) {
            eprintln!("error: cannot write {}: {error}", path.display());
            return ExitCode::from(2);
        }
    }
    verdict(&arguments, &report)
}

fn verdict(arguments: &Arguments, report: &Report) -> ExitCode {
    let shares: [(&str, Share, f64); 5] = [
        ("sent", report.sent(), arguments.min_sent),
        ("built", report.built(), arguments.min_built),
        ("typed", report.typed(), arguments.min_typed),
        ("read", report.read(), arguments.min_read),
        ("kept", report.kept(), arguments.min_kept),
    ];
    let mut code = ExitCode::SUCCESS;
    for (name, share, least) in shares {
        if !share.reaches(least) {
            eprintln!(
                "error: {name} is {:.2} %, less than {least} %",
                share.percent()
            );
            code = ExitCode::FAILURE;
        }
    }
    for line in &report.unexplained {
        eprintln!("error: {line}");
        code = ExitCode::FAILURE;
    }
    code
}
