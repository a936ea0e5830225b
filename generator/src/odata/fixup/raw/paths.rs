//! Entries that say how resources are addressed, and which headers requests take.

use serde::Deserialize;

use super::super::overlay::{Addressing, Change, Header, Side};
use super::RawEntry;
use crate::text::check::Invalid;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPath {
    r#type: String,
    template: String,
    method: Option<String>,
    reason: Option<String>,
}

impl RawPath {
    pub(super) fn entry(self) -> RawEntry {
        let method = self.method.unwrap_or_else(|| "by_path".to_owned());
        let change = match self.template.split_once("{path}") {
            Some((opening, closing)) if is_delimiter(opening) && is_delimiter(closing) => {
                method_name(&method).map(|()| {
                    Change::Path(Addressing {
                        ty: self.r#type.clone(),
                        method,
                        opening: opening.to_owned(),
                        closing: closing.to_owned(),
                    })
                })
            }
            _ => Err(Invalid::new(
                format!(
                    "the template {:?} is not `{{path}}` between delimiters",
                    self.template
                ),
                "write what stands around the path, as in \":/{path}:\"",
            )),
        };
        RawEntry {
            target: self.r#type,
            reason: self.reason,
            change,
        }
    }
}

/// What may stand around a path: characters that URLs keep as they are, and no query.
fn is_delimiter(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ":/-._~!$&'()*+,;=@".contains(c);
    text.chars().all(plain)
}

/// A method's name as the metadata would give it, or as Rust writes it.
fn method_name(name: &str) -> Result<(), Invalid> {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if starts && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Ok(());
    }
    Err(Invalid::new(
        format!("{name:?} cannot be the name of a method"),
        "use ASCII letters, digits and `_`, starting with a letter",
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHeader {
    r#type: String,
    name: String,
    method: String,
    docs: Option<String>,
    #[serde(default)]
    on: Side,
    reason: Option<String>,
}

impl RawHeader {
    pub(super) fn entry(self) -> RawEntry {
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let change = if !self.name.is_empty() && self.name.chars().all(token) {
            method_name(&self.method).map(|()| {
                Change::Header(Header {
                    ty: self.r#type.clone(),
                    name: self.name,
                    method: self.method,
                    docs: self.docs,
                    on: self.on,
                })
            })
        } else {
            Err(Invalid::new(
                format!("{:?} is not the name of a header", self.name),
                "use letters, digits and `-`, as in \"Prefer\"",
            ))
        };
        RawEntry {
            target: self.r#type,
            reason: self.reason,
            change,
        }
    }
}
