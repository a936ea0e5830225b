//! Arguments → the Rust for a request, on standard output.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::Failure;
use super::args::{Generate, How, Snippet as Arguments, SnippetFormat};
use super::generate::read;
use super::report::Report;
use super::select;
use crate::config::Target;
use crate::pipeline;
use crate::snippet::{BadRequest, Body, Request, Snippet, snippet};
use crate::text::hidden;

/// Does what the arguments say.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let target = target(arguments)?;
    let request = request(arguments, target.options.base_url.as_deref())?;
    let source = read(
        &target.metadata,
        &target.options.limits,
        &Report::new(true, false),
    )?;
    let planned = pipeline::plan(&source, &target.load()?)?;
    let krate = target.options.name.replace('-', "_");
    let snippet = snippet(&planned.plan, &krate, &request)?;
    print(&snippet, arguments.format)
}

fn print(snippet: &Snippet, format: SnippetFormat) -> Result<(), Failure> {
    let text = match format {
        SnippetFormat::Rust => snippet.to_rust(),
        SnippetFormat::Json => {
            let untyped = snippet.untyped.iter();
            let untyped = untyped.map(|part| json!({"path": part.path, "reason": part.reason}));
            let untyped: Vec<_> = untyped.collect();
            let whole = json!({
                "expression": snippet.expression,
                "reply": snippet.reply.as_str(),
                "around": snippet.around,
                "untyped": untyped
            });
            hidden::json(&format!("{whole}\n"))
        }
    };
    let written = std::io::stdout().write_all(text.as_bytes());
    written.map_err(|error| Failure::Usage(format!("cannot write the snippet: {error}")))
}

/// The crate that the request is sent through.
fn target(arguments: &Arguments) -> Result<Target, Failure> {
    let alone =
        arguments.metadata.is_some() && arguments.config.is_none() && arguments.krate.is_none();
    let how = How {
        metadata: arguments.metadata.clone(),
        crate_name: arguments.crate_name.clone(),
        key_style: arguments.key_style,
        referenced: arguments.referenced.clone(),
        limited: arguments.limited.clone(),
        what: arguments.what.clone(),
        // Nothing is written there: a crate without a file must be named by something.
        out: alone.then(|| PathBuf::from(arguments.crate_name.as_deref().unwrap_or("client"))),
        ..How::default()
    };
    let generate = Generate {
        config: arguments.config.clone(),
        crates: arguments.krate.iter().cloned().collect(),
        how,
        ..Generate::default()
    };
    let targets = select::targets(&generate)?.into_iter();
    targets
        .into_iter()
        .next()
        .ok_or_else(|| Failure::Usage("no crate is configured".to_owned()))
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
