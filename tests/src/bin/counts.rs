//! `counts`: compares counts that do not vary with what was recorded, or records them. `.ci/counts` runs it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tests::counts::{self, Counts};

/// Counts, and fails where a count has grown by more than 5 % since it was recorded.
#[derive(Parser)]
struct Arguments {
    /// Where counts are recorded.
    #[arg(long, value_name = "FILE")]
    recorded: PathBuf,
    /// Record what is counted, instead of comparing.
    #[arg(long)]
    record: bool,
    /// A folder whose Rust is counted, and what it is called.
    #[arg(long = "rust", value_name = "NAME=FOLDER", value_parser = pair)]
    rust: Vec<(String, String)>,
    /// Something that was counted otherwise.
    #[arg(long = "count", value_name = "NAME.COUNT=NUMBER", value_parser = pair)]
    counts: Vec<(String, String)>,
}

fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("there is no `=` in it")?;
    Ok((name.to_owned(), value.to_owned()))
}

type Fault = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether nothing has grown too much.
fn run(arguments: &Arguments) -> Result<bool, Fault> {
    let file = &arguments.recorded;
    let counted = count(arguments)?;
    let mut recorded = match std::fs::read_to_string(file) {
        Ok(text) => counts::parse(&text).map_err(|error| format!("{}: {error}", file.display()))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Counts::new(),
        Err(error) => return Err(format!("cannot read {}: {error}", file.display()).into()),
    };
    if arguments.record {
        counts::record(&mut recorded, &counted);
        std::fs::write(file, counts::render(&recorded)?)
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
        println!("recorded in {}", file.display());
        return Ok(true);
    }
    Ok(verdict(&recorded, &counted))
}

fn count(arguments: &Arguments) -> Result<Counts, Fault> {
    let mut counted = Counts::new();
    for (name, folder) in &arguments.rust {
        let numbers = counts::rust::count(folder.as_ref())?;
        counted.entry(name.clone()).or_default().extend(numbers);
    }
    for (name, number) in &arguments.counts {
        let parts = name.rsplit_once('.');
        let (what, count) = parts.ok_or_else(|| format!("{name} is not NAME.COUNT"))?;
        let number = number
            .parse()
            .map_err(|_| format!("{name}: {number:?} is not a number"))?;
        let of = counted.entry(what.to_owned()).or_default();
        of.insert(count.to_owned(), number);
    }
    if counted.is_empty() {
        return Err("there is nothing to count: give --rust or --count".into());
    }
    Ok(counted)
}

fn verdict(recorded: &Counts, counted: &Counts) -> bool {
    let verdict = counts::compare(recorded, counted);
    for (what, numbers) in counted {
        let numbers: Vec<String> = numbers
            .iter()
            .map(|(name, n)| format!("{n} {name}"))
            .collect();
        println!("{what}: {}", numbers.join(", "));
    }
    for change in &verdict.missing {
        println!("note: {change}");
    }
    for change in &verdict.fallen {
        println!("note: {change}; bash .ci/counts --record keeps it there");
    }
    for change in &verdict.grown {
        eprintln!("error: {change}");
    }
    if !verdict.grown.is_empty() {
        eprintln!(
            "  help: lower it; or, where the growth is worth it, record it with `bash .ci/counts --record` and commit \
             tests/counts.toml with the change"
        );
    }
    verdict.grown.is_empty()
}
