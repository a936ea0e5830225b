//! A document → a smaller one in the same format, with what of it is wanted.
//!
//! Kept are operations, with all that they refer to; what the document says of the service as a whole stays. References to
//! other files stay what they are.
//!
//! Inside: `needed` (what is kept), `cut` (the tree with that alone), `strip` (without descriptions, without annotations),
//! `write` (tree → text).

mod cut;
mod needed;
mod strip;
mod write;

use std::collections::HashSet;
use std::sync::Arc;

use super::REDUCED;
use super::read::{self, Kind, Member, Node};
use crate::api::Verb;
use crate::diagnostic::Diagnostic;
use crate::limits::Limits;
use crate::place::Place;

/// How reduced documents begin in YAML.
pub(crate) const YAML: &str = "---\nx-reduced-by-csdlgen:";
/// How reduced documents begin in JSON.
pub(crate) const JSON: &str = "{\n  \"x-reduced-by-csdlgen\":";

/// What of a document is wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// Operations by template and verb.
    pub(crate) operations: HashSet<(String, Verb)>,
    /// Schemas of the document's components.
    pub(crate) schemas: HashSet<String>,
    pub(crate) webhooks: HashSet<String>,
}

/// What is left out of all that is kept.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LeftOut {
    /// Sentences, but for those that a document must have.
    pub(crate) descriptions: bool,
    /// Extensions and examples.
    pub(crate) annotations: bool,
}

/// What a reduced document says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Note {
    /// What it was made of.
    pub(crate) from: String,
    /// What is kept.
    pub(crate) kept: Vec<String>,
    /// The name of the type of most errors in the whole document. What is kept may have another.
    pub(crate) error: Option<String>,
}

/// A smaller document, and how it begins; without `wanted`, all of it is kept.
///
/// # Errors
/// Those of reading it.
pub(crate) fn prune(
    (name, bytes): (&str, &[u8]),
    limits: &Limits,
    wanted: Option<&Wanted>,
    left_out: LeftOut,
    note: &Note,
) -> Result<(String, &'static str), Diagnostic> {
    let file: Arc<str> = name.into();
    let text = read::decode(&file, bytes, limits)?;
    let root = read::parse(&file, &text, limits)?;
    let mut members = match wanted {
        Some(wanted) => cut::members(&needed::Needed::new(&root, wanted)),
        None => root.members().to_vec(),
    };
    members.retain(|member| member.name != REDUCED);
    strip::members(&mut members, left_out);
    members.insert(0, member(REDUCED, note.node(wanted.is_some())));
    let root = node(Kind::Object(members.into()));
    if text.trim_start().starts_with('{') {
        Ok((write::json(&root), JSON))
    } else {
        let text = write::yaml(&root).map_err(|error| Diagnostic::error(None, error))?;
        Ok((text, YAML))
    }
}

impl Note {
    fn node<'t>(&self, is_part: bool) -> Node<'t> {
        let text = |text: &String| node(Kind::Text(text.clone().into()));
        let mut members = vec![
            member("from", text(&self.from)),
            member(
                "kept",
                node(Kind::List(self.kept.iter().map(text).collect())),
            ),
        ];
        if is_part {
            let error = self.error.as_ref().map_or(node(Kind::Bool(false)), text);
            members.push(member("error", error));
        }
        node(Kind::Object(members.into()))
    }
}

/// A value that stands in no file.
fn node(kind: Kind<'_>) -> Node<'_> {
    let place = Place { line: 0, column: 0 };
    Node { kind, place }
}

fn member<'t>(name: &'static str, value: Node<'t>) -> Member<'t> {
    Member {
        name: name.into(),
        place: value.place,
        value,
    }
}
