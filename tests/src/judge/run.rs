//! A run: the crate and the program are written and built, Prism is started, and every case is sent.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::{Value, json};

use csdlgen::config::{Crate, Runtime};
use csdlgen::pipeline::{self, Source};
use csdlgen::plan::{HttpPlan, Planned};
use csdlgen::{emit, output};

use super::calls::{Case, Missing, cases};
use super::document::Document;
use super::examples::{Example, examples};
use super::prism::Prism;
use super::report::{Reasons, Report};
use super::{Failed, cycles, program};

use crate::service::repository;

/// How often a case is sent again where the server ends: Prism has faults that end it.
const TRIES: usize = 2;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The document as the generator reads it.
    pub metadata: PathBuf,
    /// The same as JSON, where it is YAML.
    pub json: Option<PathBuf>,
    /// Prism's program; without, nothing is sent: examples alone are read.
    pub prism: Option<PathBuf>,
    /// Prism gets the document without the cycles of its schemas.
    pub cut_cycles: bool,
    /// Why some cases fail.
    pub reasons: Option<PathBuf>,
}

/// What became of a case.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Heard {
    /// No server answered.
    pub lost: bool,
    /// Method and URL.
    pub sent: Option<String>,
    /// The body.
    pub body: Option<String>,
    /// Status of the reply.
    pub status: Option<u16>,
    /// What Prism says against request and reply.
    pub violations: Vec<Violation>,
    /// The reply's body.
    pub reply: Option<String>,
}

/// What Prism says against a request or its own reply.
#[derive(Clone, Debug, Deserialize)]
pub struct Violation {
    /// Where: `request`, `query`, a name.
    #[serde(default)]
    pub location: Vec<Value>,
    /// What.
    #[serde(default)]
    pub message: String,
}

/// A line of the program.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Line {
    Case {
        case: usize,
        error: Option<String>,
        heard: Heard,
    },
    Read {
        example: usize,
        written: Option<String>,
        error: Option<String>,
    },
}

/// All that was found out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The cases, with the error of the client and what went over the wire.
    pub cases: Vec<(Case, Option<String>, Heard)>,
    /// The examples, written again.
    pub examples: Vec<(Example, Result<String, String>)>,
    /// What is not a case.
    pub missing: Vec<Missing>,
}

/// Runs all cases of a document.
///
/// # Errors
/// A file cannot be read or written, the document is refused, the program does not compile, or Prism does not start.
pub fn run(options: &Options) -> Result<Report, Failed> {
    let name = options.metadata.file_stem().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    let work = repository().join("target/prism").join(&name);
    let json = options.json.as_deref().unwrap_or(&options.metadata);
    let document = Document::new(&read(json)?)?;
    let plan = generate(options, &work)?;
    let (cases, missing) = match options.prism {
        Some(_) => cases(&plan, &document),
        None => (Vec::new(), Vec::new()),
    };
    let examples = examples(&plan, &document);
    let files =
        program::files(plan.client.name.as_str(), &cases, &examples).map_err(Failed::new)?;
    output::write(&work.join("program"), &files).map_err(Failed::new)?;
    let program = build(&work)?;
    let mut outcome = Outcome {
        missing,
        ..Outcome::default()
    };
    let prism = match &options.prism {
        Some(prism) => Some((prism.as_path(), for_prism(options, &work)?)),
        None => None,
    };
    send(
        &program,
        &work,
        prism
            .as_ref()
            .map(|(prism, document)| (*prism, document.as_path())),
        &document,
        (cases, examples),
        &mut outcome,
    )?;
    let reasons = match &options.reasons {
        Some(path) => Reasons::parse(&String::from_utf8_lossy(&read(path)?))
            .map_err(|error| Failed(format!("{}: {error}", path.display())))?,
        None => Reasons::default(),
    };
    Ok(Report::new(name, &outcome, &reasons))
}

fn read(path: &Path) -> Result<Vec<u8>, Failed> {
    std::fs::read(path).map_err(|error| Failed(format!("cannot read {}: {error}", path.display())))
}

/// The document that Prism gets.
fn for_prism(options: &Options, work: &Path) -> Result<PathBuf, Failed> {
    if !options.cut_cycles {
        return Ok(options.metadata.clone());
    }
    let json = options.json.as_deref().unwrap_or(&options.metadata);
    let document = serde_json::from_slice(&read(json)?).map_err(Failed::new)?;
    let (without, cut) = cycles::cut(&document);
    println!(
        "Prism gets the document without {cut} references, which lead back to where they stand, or make a schema too large"
    );
    let path = work.join("document.json");
    std::fs::write(&path, without.to_string()).map_err(Failed::new)?;
    Ok(path)
}

fn generate(options: &Options, work: &Path) -> Result<HttpPlan, Failed> {
    let source = Source {
        name: options.metadata.display().to_string(),
        bytes: read(&options.metadata)?,
    };
    let mut config = Crate::new("client").map_err(|error| Failed(error.to_string()))?;
    config.runtime = Runtime::path("../../../../runtime").map_err(|error| Failed(error.message))?;
    let Planned { plan, .. } = pipeline::plan(&source, &config).map_err(Failed::new)?;
    let files = emit::emit(&plan).map_err(Failed::new)?;
    output::write(&work.join("client"), &files).map_err(Failed::new)?;
    let http = plan
        .http
        .ok_or_else(|| Failed("the document is not OpenAPI".to_owned()))?;
    Ok(*http)
}

fn build(work: &Path) -> Result<PathBuf, Failed> {
    let folder = work.join("program");
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        std::fs::copy(repository().join("Cargo.lock"), &lock).map_err(Failed::new)?;
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = repository().join("target");
    let status = Command::new(cargo)
        .args(["build", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .status()
        .map_err(Failed::new)?;
    if !status.success() {
        return Err(Failed("the program does not compile".to_owned()));
    }
    // The next document's program has the same name.
    let program = work.join("program.exe");
    std::fs::copy(target.join("debug/program"), &program).map_err(Failed::new)?;
    Ok(program)
}

fn send(
    program: &Path,
    work: &Path,
    prism: Option<(&Path, &Path)>,
    document: &Document,
    (cases, examples): (Vec<Case>, Vec<Example>),
    outcome: &mut Outcome,
) -> Result<(), Failed> {
    let write = |name: &str, value: Value| {
        let path = work.join(name);
        std::fs::write(&path, value.to_string()).map_err(Failed::new)?;
        Ok(path)
    };
    let texts: Vec<String> = examples.iter().map(|it| it.value.to_string()).collect();
    let arguments = [
        write("keys.json", json!(document.keys().collect::<Vec<_>>()))?,
        write("servers.json", json!(document.servers()))?,
        write("examples.json", json!(texts))?,
    ];
    let mut tries = 0;
    while outcome.cases.len() < cases.len() || outcome.examples.len() < examples.len() {
        let prism = prism.map(|(prism, document)| Prism::start(prism, document));
        let prism = prism.transpose()?;
        let url = prism
            .as_ref()
            .map_or("http://127.0.0.1:9", |prism| &prism.url);
        let first = outcome.cases.len().to_string();
        let output = Command::new(program)
            .args([url, first.as_str()])
            .args(&arguments)
            .stderr(Stdio::inherit())
            .output()
            .map_err(Failed::new)?;
        if !output.status.success() {
            return Err(Failed(format!("the program ends with {}", output.status)));
        }
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            match serde_json::from_str(line).map_err(Failed::new)? {
                Line::Case { case, error, heard } => {
                    tries = if heard.lost { tries + 1 } else { 0 };
                    if !heard.lost || tries >= TRIES {
                        outcome.cases.push((cases[case].clone(), error, heard));
                        tries = 0;
                    }
                }
                Line::Read {
                    example,
                    written,
                    error,
                } => {
                    let written = written.ok_or_else(|| error.unwrap_or_default());
                    outcome.examples.push((examples[example].clone(), written));
                }
            }
        }
    }
    Ok(())
}
