//! The public surface → text.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::MARK;
use super::declared::{Marks, Member};
use super::index::Index;
use super::public::Surface;

/// The text. Modules come before types, both by path.
pub(super) fn render(surface: &Surface<'_>, index: &Index<'_>) -> String {
    let mut writer = Writer {
        text: format!("{MARK}, a line for each item, by csdlgen outline; do not edit.\n"),
        names: Names {
            surface,
            index,
            known: HashMap::new(),
        },
    };
    for (path, (marks, members)) in &surface.modules {
        let path = if path.is_empty() { "crate" } else { path };
        writer.line("", marks, &format!("mod {path}"));
        writer.members(members);
    }
    for (path, (marks, ty, members)) in &surface.types {
        let rest = writer.names.shortened(&ty.rest);
        writer.line("", marks, &format!("{} {path}{rest}", ty.keyword));
        writer.members(members);
    }
    writer.text
}

struct Writer<'r> {
    text: String,
    names: Names<'r>,
}

impl Writer<'_> {
    fn members(&mut self, members: &[Member]) {
        let mut members: Vec<&Member> = members.iter().collect();
        members.sort();
        members.dedup();
        for member in members {
            let shown = self.names.shortened(&member.text);
            self.line("    ", &member.marks, &shown);
        }
    }

    fn line(&mut self, indent: &str, Marks(marks): &Marks, item: &str) {
        self.text.push_str(indent);
        for mark in marks {
            self.text.push_str(mark);
            self.text.push(' ');
        }
        let _ = writeln!(self.text, "{item}");
    }
}

/// Names of items in texts.
struct Names<'r> {
    surface: &'r Surface<'r>,
    index: &'r Index<'r>,
    /// What has been looked up: there are far more texts than names.
    known: HashMap<String, String>,
}

impl Names<'_> {
    /// A text in which items of the crate are named by their shortest public path.
    fn shortened(&mut self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(CRATE) {
            let (before, found) = rest.split_at(at);
            shown.push_str(before);
            let found = found.get(CRATE.len()..).unwrap_or_default();
            // Part of a longer word, such as `my_crate::`.
            if before.ends_with(is_of_word) {
                shown.push_str(CRATE);
                rest = found;
                continue;
            }
            let (path, after) = found.split_at(length_of_path(found));
            shown.push_str(self.name(path));
            rest = after;
        }
        shown + rest
    }

    fn name(&mut self, path: &str) -> &str {
        let (surface, index) = (self.surface, self.index);
        self.known.entry(path.to_owned()).or_insert_with(|| {
            let parts: Vec<String> = path.split("::").map(str::to_owned).collect();
            let declared = index.declared(&parts).unwrap_or(parts).join("::");
            surface.names.get(&declared).cloned().unwrap_or(declared)
        })
    }
}

const CRATE: &str = "crate::";

/// How many bytes belong to the path that a text begins with.
fn length_of_path(text: &str) -> usize {
    let word = |text: &str| text.find(|c| !is_of_word(c)).unwrap_or(text.len());
    let mut length = word(text);
    while let Some(next) = text.get(length..).and_then(|rest| rest.strip_prefix("::")) {
        match word(next) {
            0 => break,
            more => length += "::".len() + more,
        }
    }
    length
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '#')
}
