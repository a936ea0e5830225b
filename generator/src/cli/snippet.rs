//! Arguments → the Rust for a request, on standard output.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::Failure;
use super::service::{Asked, report, source};
use crate::pipeline::Service;
use crate::snippet::{BadRequest, Body, Request, Snippet, snippet};
use crate::text::hidden;

/// The arguments of `csdlgen snippet`.
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Exit codes: 0 done, 1 no Rust can be made of the request, 2 wrong usage.

Example:
  csdlgen snippet POST /communications/calls/57dab8b1/updateRecordingStatus \\
      --body '{\"clientContext\": \"x\", \"status\": \"recording\"}'")]
pub(super) struct Arguments {
    /// The method, such as GET
    #[arg(requires = "url", conflicts_with = "file")]
    method: Option<String>,

    /// The URL, or the path below the service's root
    url: Option<String>,

    /// A header, as `Name: value`; can be given several times
    #[arg(short = 'H', long = "header", value_name = "HEADER", requires = "url")]
    headers: Vec<String>,

    /// The body
    #[arg(long, value_name = "TEXT", requires = "url")]
    body: Option<String>,

    /// A file with the text of a request; `-` for standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,

    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "rust")]
    format: Format,

    #[command(flatten)]
    service: Asked,
}

/// How a snippet is printed.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// Rust with comments.
    #[default]
    Rust,
    /// One JSON object: `expression` and `untyped`.
    Json,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let target = arguments.service.target()?;
    let request = request(arguments, target.options.base_url.as_deref())?;
    let source = source(&target)?;
    let options = target.load()?;
    let progress = report().progress();
    progress.at("reading", &source.name);
    let service = Service::read(&source, &options)?;
    let krate = target.options.name.replace('-', "_");
    let snippet = snippet(&service.plan, &krate, &request)?;
    progress.finish();
    print(&snippet, arguments.format)
}

fn print(snippet: &Snippet, format: Format) -> Result<(), Failure> {
    let text = match format {
        Format::Rust => snippet.to_rust(),
        Format::Json => {
            let untyped = snippet.untyped.iter();
            let untyped = untyped.map(|part| json!({"path": part.path, "reason": part.reason}));
            let untyped: Vec<_> = untyped.collect();
            let whole = json!({
                "expression": snippet.expression,
                "reply": snippet.reply.as_str(),
                "around": snippet.around,
                "features": snippet.needs.needed().map(|names| names.iter().map(|name| &**name).collect()).collect::<Vec<Vec<&str>>>(),
                "untyped": untyped
            });
            hidden::json(&format!("{whole}\n"))
        }
    };
    let written = std::io::stdout().write_all(text.as_bytes());
    written.map_err(|error| Failure::Usage(format!("cannot write the snippet: {error}")))
}

fn request(arguments: &Arguments, root: Option<&str>) -> Result<Request, Failure> {
    let (Some(method), Some(url)) = (&arguments.method, &arguments.url) else {
        let path = arguments
            .file
            .as_deref()
            .filter(|path| *path != Path::new("-"));
        return Ok(Request::parse(&text(path)?, root)?);
    };
    let mut headers = Vec::new();
    for header in &arguments.headers {
        let Some((name, value)) = header.split_once(':') else {
            return Err(Failure::Usage(format!(
                "--header {header:?} is not of the form `Name: value`"
            )));
        };
        headers.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    let body = arguments
        .body
        .as_deref()
        .map(Body::read)
        .unwrap_or_default();
    Ok(Request::new(method, url, root, &headers, body)?)
}

fn text(path: Option<&Path>) -> Result<String, BadRequest> {
    let mut text = String::new();
    let read = match path {
        Some(path) => std::fs::read_to_string(path).map(|contents| text = contents),
        None => std::io::stdin().read_to_string(&mut text).map(drop),
    };
    let from = path.map_or("standard input".to_owned(), |path| {
        path.display().to_string()
    });
    read.map_err(|error| BadRequest {
        line: 1,
        message: format!("cannot read {from}: {error}"),
    })?;
    Ok(text)
}
