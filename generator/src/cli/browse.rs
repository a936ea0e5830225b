//! Looking around on a terminal: lines go in, of which the user filters and chooses; what a chosen one is in Rust is
//! printed.

use std::env;
use std::fmt;
use std::io::{self, IsTerminal as _};

use inquire::{InquireError, Select};

use super::Failure;
use super::report;
use crate::explore::{self, Branch, Explorer, Hit, Kind, Tree};

/// Lines that are shown at once.
const PAGE: usize = 15;

/// Something that can be chosen.
pub(super) struct Entry {
    line: String,
    /// What `explain` finds it by.
    name: String,
}

impl fmt::Display for &Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

/// Whether there is somebody to choose: neither a pipe, nor a CI, nor a terminal that can draw nothing.
pub(super) fn is_possible(plain: bool) -> bool {
    let terminal =
        io::stdin().is_terminal() && io::stdout().is_terminal() && io::stderr().is_terminal();
    let dumb = env::var("TERM").is_ok_and(|term| term == "dumb");
    terminal && !plain && !dumb && env::var_os("CI").is_none()
}

/// The places of a tree, each before what is below it.
pub(super) fn places(tree: &Tree) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut stack: Vec<&Branch> = tree.root.children.iter().rev().collect();
    while let Some(branch) = stack.pop() {
        let verbs = branch.verbs.join(" ");
        let ty = branch.ty.as_deref().unwrap_or_default();
        let line = format!("{}  {verbs}  {ty}", branch.path);
        entries.push(Entry {
            line: line.trim_end().to_owned(),
            name: branch.path.clone(),
        });
        stack.extend(branch.children.iter().rev());
    }
    entries
}

/// What a search has found.
pub(super) fn hits(hits: &[Hit]) -> Vec<Entry> {
    let entries = hits.iter().map(|hit| {
        let path = hit.path.as_deref();
        // Names of types and of their members say more than the path to one of their places.
        let by_path = matches!(hit.kind, Kind::Resource | Kind::Operation);
        let name = path.filter(|_| by_path).unwrap_or(&hit.name);
        Entry {
            line: format!("{}  {}", hit.name, path.unwrap_or_default())
                .trim_end()
                .to_owned(),
            name: name.to_owned(),
        }
    });
    entries.collect()
}

/// Lets the user choose until there is enough of it.
///
/// # Errors
/// The terminal can draw nothing.
pub(super) fn browse(
    explorer: &Explorer,
    question: &str,
    entries: &[Entry],
) -> Result<(), Failure> {
    let mut cursor = 0;
    loop {
        let chosen = Select::new(question, entries.iter().collect())
            .with_page_size(PAGE)
            .with_starting_cursor(cursor)
            .with_help_message("type to filter, enter to see the Rust, esc to end")
            .raw_prompt_skippable();
        let chosen = match chosen {
            Ok(Some(chosen)) => chosen,
            Ok(None) | Err(InquireError::OperationInterrupted) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        cursor = chosen.index;
        match explorer.explain(&chosen.value.name) {
            Ok(all) => report::result(&explore::render_explanations(&all)),
            Err(error) => report::error(&report::harmless(&format!("error: {error}"))),
        }
    }
}
