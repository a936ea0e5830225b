//! Documentation: what a description says goes in, [`Docs`](crate::plan::Docs) come out.

use crate::api;
use crate::plan::Deprecation;
use crate::plan::docs::Text;

use super::Context;

/// The text of something: its summary, its description.
pub(super) fn said(context: &Context<'_>, docs: Option<&api::Docs>) -> Text {
    let text = Text::at_level(context.settings.docs);
    let Some(docs) = docs else { return text };
    let summary = docs.summary.as_deref().unwrap_or_default().trim();
    let long = docs.text.as_deref().unwrap_or_default().trim();
    // Many descriptions begin with their summary.
    let same = long.strip_prefix(summary).is_some_and(|rest| {
        rest.trim_start_matches(['.', ' ']).is_empty() || rest.starts_with(['.', '\n'])
    });
    let text = if summary.is_empty() || same {
        text
    } else {
        text.said(summary)
    };
    text.said(long)
}

/// Adds the address of further documentation.
pub(super) fn linked(text: Text, docs: Option<&api::Docs>) -> Text {
    let link = docs.and_then(|docs| docs.link.clone());
    text.link(link.filter(|link| link.starts_with("https://")))
}

/// A text of one line or more, where there is one.
pub(super) fn line(context: &Context<'_>, text: Option<&str>) -> Text {
    let empty = Text::at_level(context.settings.docs);
    match text {
        Some(text) => empty.said(text),
        None => empty,
    }
}

/// `#[deprecated]`, where something is.
pub(super) fn deprecation(deprecated: bool) -> Option<Deprecation> {
    deprecated.then(|| Deprecation {
        note: "deprecated by the service".to_owned(),
    })
}

/// A sentence with a JSON value, cut where it is long.
pub(super) fn json_sentence(before: &str, json: &str) -> String {
    const LONGEST: usize = 60;
    let short: String = json.chars().take(LONGEST).collect();
    let more = if short.len() < json.len() { "…" } else { "" };
    format!(
        "{before} {}.",
        crate::plan::docs::code(&format!("{short}{more}"))
    )
}
