//! The public surface → text.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::MARK;
use super::declared::{Marks, Member, Type};
use super::index::Index;
use super::public::Surface;

/// The part that needs no feature.
const ALWAYS: &str = "always";

/// The part that needs one of several features, or more than one.
const SEVERAL: &str = "several";

/// The text. Modules come before types, both by path.
pub(super) fn render(surface: &Surface<'_>, index: &Index<'_>) -> String {
    let mut writer = Writer::new(surface, index);
    writer.text = beginning();
    for (path, (marks, members)) in &surface.modules {
        writer.module(path, marks, members);
    }
    for (path, (marks, ty, members)) in &surface.types {
        writer.ty(path, marks, ty, members);
    }
    writer.text
}

/// The text in parts: by features.
pub(super) fn by_feature(surface: &Surface<'_>, index: &Index<'_>) -> BTreeMap<String, String> {
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    let mut writer = Writer::new(surface, index);
    let mut put = |marks: &Marks, text: String| {
        let part = parts.entry(part(marks)).or_insert_with(beginning);
        part.push_str(&text);
    };
    for (path, (marks, members)) in &surface.modules {
        writer.module(path, marks, members);
        put(marks, std::mem::take(&mut writer.text));
    }
    for (path, (marks, ty, members)) in &surface.types {
        writer.ty(path, marks, ty, members);
        put(marks, std::mem::take(&mut writer.text));
    }
    parts
}

/// The part that an item with such attributes is in.
fn part(Marks(marks): &Marks) -> String {
    let mut conditions = marks.iter().filter(|mark| mark.starts_with("#[cfg("));
    let (Some(first), second) = (conditions.next(), conditions.next()) else {
        return ALWAYS.to_owned();
    };
    let feature = first
        .strip_prefix("#[cfg(feature = \"")
        .and_then(|rest| rest.strip_suffix("\")]"));
    let feature = feature.filter(|_| second.is_none());
    feature.unwrap_or(SEVERAL).to_owned()
}

fn beginning() -> String {
    format!("{MARK}, a line for each item, by csdlgen outline; do not edit.\n")
}

struct Writer<'r> {
    text: String,
    names: Names<'r>,
}

impl<'r> Writer<'r> {
    fn new(surface: &'r Surface<'r>, index: &'r Index<'r>) -> Self {
        Self {
            text: String::new(),
            names: Names {
                surface,
                index,
                known: HashMap::new(),
            },
        }
    }

    fn module(&mut self, path: &str, marks: &Marks, members: &[Member]) {
        let path = if path.is_empty() { "crate" } else { path };
        self.line("", marks, &format!("mod {path}"));
        self.members(members);
    }

    fn ty(&mut self, path: &str, marks: &Marks, ty: &Type, members: &[Member]) {
        let rest = self.names.shortened(&ty.rest);
        self.line("", marks, &format!("{} {path}{rest}", ty.keyword));
        self.members(members);
    }

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
