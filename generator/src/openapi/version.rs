//! Which description language a document is in, and which version of it.

use std::borrow::Cow;

use super::context::Context;
use super::read::Kind;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// How many bytes tell XML and JSON of CSDL.
const BEGINNING: usize = 1 << 12;

/// Whether a text looks like OpenAPI or Swagger: a member of that name at its root, as JSON or YAML write it.
pub(super) fn is_openapi(bytes: &[u8]) -> bool {
    let beginning = decoded(bytes.get(..BEGINNING).unwrap_or(bytes));
    if beginning.trim_start().starts_with('<') || beginning.contains("\"$Version\"") {
        return false;
    }
    // Members may be sorted by their names, so that large ones stand before.
    let text = decoded(bytes);
    if text.trim_start().starts_with('{') {
        return ["openapi", "swagger"].iter().any(|name| {
            let quoted = format!("\"{name}\"");
            let mut after = text.match_indices(&quoted).map(|(at, _)| at + quoted.len());
            after.any(|at| {
                let rest = text.get(at..).unwrap_or_default();
                rest.trim_start().starts_with(':')
            })
        });
    }
    text.lines().any(|line| {
        let line = line.trim_start_matches(['"', '\'']);
        let rest = line
            .strip_prefix("openapi")
            .or_else(|| line.strip_prefix("swagger"));
        rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
    })
}

fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            let body = bytes.get(mark..).unwrap_or_default();
            encoding.decode_without_bom_handling(body).0
        }
        None => String::from_utf8_lossy(bytes),
    }
}

/// Refuses documents other than OpenAPI 3.
pub(super) fn check(cx: &mut Context<'_>) -> Result<(), Diagnostics> {
    let Some(root) = cx.root() else {
        return Ok(());
    };
    if !matches!(root.node.kind, Kind::Object(_)) {
        let message = format!("the document is {}, not an object", root.node.describe());
        return Err(Diagnostic::error(cx.position(root), message)
            .with_remedy("is this a description in OpenAPI?")
            .into());
    }
    if let Some(version) = cx.text(root, "swagger") {
        let at = root.get("swagger").unwrap_or(root);
        let message = format!("this is Swagger {version}, which is not read");
        let remedy = "convert it to OpenAPI 3, for example with https://converter.swagger.io or `npx swagger2openapi`";
        return Err(Diagnostic::error(cx.position(at), message)
            .with_remedy(remedy)
            .into());
    }
    let version = cx.text(root, "openapi").unwrap_or_default();
    let mut numbers = version.split('.');
    let (major, minor) = (numbers.next(), numbers.next());
    if major != Some("3") {
        let at = root.get("openapi").unwrap_or(root);
        let message = match version {
            "" => "the document has no `openapi`".to_owned(),
            version => format!("this is OpenAPI {version}, which is not known"),
        };
        let remedy = "OpenAPI 3.0, 3.1 and 3.2 are read; is this the right document?";
        return Err(Diagnostic::error(cx.position(at), message)
            .with_remedy(remedy)
            .into());
    }
    cx.siblings = minor.is_some_and(|minor| minor != "0");
    if !matches!(minor, Some("0" | "1" | "2")) {
        let at = root.get("openapi").unwrap_or(root);
        let message = format!("OpenAPI {version} is newer than what is known");
        cx.warn(
            at,
            message,
            "it is read as 3.2; what that does not have is passed over",
        );
    }
    Ok(())
}
