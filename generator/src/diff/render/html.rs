//! A comparison → one HTML page without anything from elsewhere. It can be read without its script, which only
//! adds the filter and the keys.
//!
//! All that comes from metadata goes through the template, which escapes it; a content security policy lets
//! nothing run but the page's own script.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{clean, effect, headline, title, values};
use crate::diff::change::{Change, Class, Comparison};
use crate::diff::step::Step;

const PAGE: &str = include_str!("assets/report.html");
const STYLE: &str = include_str!("assets/report.css");
const SCRIPT: &str = include_str!("assets/report.js");

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
#[error("the report cannot be written: {0}\n  help: choose another --format")]
pub struct RenderError(#[from] minijinja::Error);

/// The whole page.
///
/// # Errors
/// The page's template does not fit, which no input causes.
pub fn html(comparison: &Comparison) -> Result<String, RenderError> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.add_template("report.html", PAGE)?;
    let sections: Vec<Value> = Class::ALL.map(|class| section(comparison, class)).into();
    let mut kinds: Vec<&str> = comparison
        .changes
        .iter()
        .map(|change| change.kind.word())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let page = environment.get_template("report.html")?.render(context! {
        old => clean(&comparison.old),
        new => clean(&comparison.new),
        step => Step::of(comparison.gravest(), false).word(),
        zero => Step::of(comparison.gravest(), true).word(),
        total => comparison.changes.len(),
        sections => minijinja::Value::from(Serde(&sections)),
        kinds,
        style => STYLE,
        script => SCRIPT,
        style_hash => hash(STYLE),
        script_hash => hash(SCRIPT),
    })?;
    Ok(page)
}

fn hash(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text))
}

/// The changes of one class, by what they belong to.
fn section(comparison: &Comparison, class: Class) -> Value {
    let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
    for one in comparison.of(class) {
        match groups.last_mut() {
            Some((owner, changes)) if *owner == one.owner => changes.push(change(one)),
            _ => groups.push((&one.owner, vec![change(one)])),
        }
    }
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|(owner, changes)| json!({"owner": clean(owner), "changes": changes}))
        .collect();
    json!({
        "class": class.word(),
        "title": title(class),
        "count": comparison.count(class),
        "groups": groups,
    })
}

fn change(change: &Change) -> Value {
    let (old, new) = values(change).unwrap_or_default();
    // The heading above names the owner.
    let inside = change.subject.strip_prefix(change.owner.as_str());
    let subject = inside.filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let subject = subject.unwrap_or(&change.subject);
    let rust = change.rust.iter().map(|touched| {
        json!({
            "path": clean(&touched.item).split("::").collect::<Vec<_>>(),
            "kind": touched.effect.word(),
            "effect": effect(touched, str::to_owned),
        })
    });
    json!({
        "kind": change.kind.word(),
        "headline": headline(change),
        "subject": clean(subject),
        "note": change.note.as_deref().map(clean),
        "old": old,
        "new": new,
        "rust": rust.collect::<Vec<_>>(),
        "more": change.more,
    })
}
