//! Conformance: documented requests and a service description go in; whether the generated crate sends every
//! request as documented and reads every reply comes out.
//!
//! For each case a snippet is made, as `csdlgen snippet` does. All snippets become one program, which is
//! compiled against the generated crate and sends each request to a recording transport that gives the
//! documented reply. What was sent and read is compared.

pub mod build;
pub mod cases;
pub mod compare;
pub mod names;
pub mod program;
pub mod reasons;
pub mod report;
pub mod row;

use std::path::{Path, PathBuf};

use csdlgen::config::{Config, Runtime};
use csdlgen::pipeline::{self, Source};
use csdlgen::plan::{Plan, Planned};
use csdlgen::select::Features;
use csdlgen::snippet::{Request, Snippet, Snippets};
use csdlgen::{csdl, emit, output};

use build::Folders;
use cases::Case;
use names::Names;
use program::Function;
use reasons::Reasons;
use report::Report;
use row::Row;

use crate::service::repository;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The service description.
    pub metadata: PathBuf,
    /// The cases.
    pub cases: PathBuf,
    /// Why some of them fail.
    pub reasons: Option<PathBuf>,
    /// The crate of `csdlgen.toml` whose settings are taken.
    pub krate: String,
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failed(pub(crate) String);

impl Failed {
    pub(crate) fn new(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Runs all cases.
///
/// # Errors
/// A file cannot be read or written, the metadata is refused, or the generated crate does not compile.
pub fn run(options: &Options) -> Result<Report, Failed> {
    let text = read(&options.cases)?;
    let cases = cases::read(&String::from_utf8_lossy(&text))
        .map_err(|error| Failed(format!("{}: {error}", options.cases.display())))?;
    let folders = Folders::new(repository());
    let source = Source {
        name: options.metadata.display().to_string(),
        bytes: read(&options.metadata)?,
    };
    let (krate, plan) = generate(options, &source, &folders)?;
    let document = csdl::read(&source.name, &source.bytes)
        .map_err(Failed::new)?
        .document;
    let names = Names::new(&document, &plan);
    let snippets = snippets(&plan, &krate, &cases);
    let client = plan
        .client
        .as_ref()
        .map(|client| client.name.as_str().to_owned());
    let outcomes = match client {
        Some(client) => {
            let lock = repository().join("Cargo.lock");
            let functions = functions(&snippets);
            build::outcomes(&folders, &lock, (&krate, &client), functions, &cases)?
        }
        None => std::collections::BTreeMap::new(),
    };
    let numbered = cases.iter().zip(&snippets).enumerate();
    let rows = numbered
        .map(|(number, (case, snippet))| Row::new(case, snippet, outcomes.get(&number), &names));
    let reasons = options.reasons.as_deref().map(reasons).transpose()?;
    let name = options.cases.file_stem().unwrap_or_default();
    Ok(Report::new(
        rows.collect(),
        reasons.as_ref(),
        &name.to_string_lossy(),
    ))
}

fn reasons(path: &Path) -> Result<Reasons, Failed> {
    let text = read(path)?;
    Reasons::parse(&String::from_utf8_lossy(&text))
        .map_err(|error| Failed(format!("{}: {error}", path.display())))
}

fn read(path: &Path) -> Result<Vec<u8>, Failed> {
    std::fs::read(path).map_err(|error| Failed(format!("cannot read {}: {error}", path.display())))
}

/// Writes the crate, and gives its name in Rust with its plan.
fn generate(
    options: &Options,
    source: &Source,
    folders: &Folders,
) -> Result<(String, Plan), Failed> {
    let config = Config::read(&repository().join(Config::FILE_NAME)).map_err(Failed::new)?;
    let mut targets = config.targets.into_iter();
    let target = targets
        .find(|target| target.key == options.krate)
        .ok_or_else(|| {
            Failed(format!(
                "{} has no crate {:?}",
                Config::FILE_NAME,
                options.krate
            ))
        })?;
    let mut config = target.load().map_err(Failed::new)?;
    // A crate without features has all that theirs brings.
    config.selection.features = Features::None;
    "client".clone_into(&mut config.name);
    // The program's client has another root: with one here, its builder takes none.
    config
        .base_url
        .get_or_insert_with(|| "https://service.example/root".to_owned());
    config.runtime =
        Runtime::path("../../../runtime/odata").map_err(|error| Failed(error.message))?;
    let Planned { plan, .. } = pipeline::plan(source, &config).map_err(Failed::new)?;
    let files = emit::emit(&plan).map_err(Failed::new)?;
    output::write(&folders.client, &files).map_err(Failed::new)?;
    Ok((config.name, plan))
}

fn snippets(plan: &Plan, krate: &str, cases: &[Case]) -> Vec<Result<Snippet, String>> {
    let snippets = Snippets::new(plan, krate);
    let snippet = |case: &Case| {
        let query = if case.query.is_empty() { "" } else { "?" };
        let target = format!("{}{query}{}", case.path, case.query);
        let request = Request::new(
            &case.method,
            &target,
            None,
            &case.headers,
            case.body.clone(),
        );
        let request = request.map_err(|error| error.to_string())?;
        snippets.make(&request).map_err(|error| error.to_string())
    };
    cases.iter().map(snippet).collect()
}

fn functions(snippets: &[Result<Snippet, String>]) -> Vec<Function> {
    let numbered = snippets.iter().enumerate();
    numbered
        .filter_map(|(number, snippet)| {
            let snippet = snippet.as_ref().ok()?;
            Some(Function {
                number,
                expression: snippet.expression.clone(),
                reply: snippet.reply,
            })
        })
        .collect()
}
