//! Answers as text for a terminal, with styles that whoever prints them takes out where they are not wanted.
//!
//! What comes in is already harmless: names and descriptions in one line, without control characters.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::explanation::{Deprecated, Explanation};
use super::map::StepKind;
use super::search::Found;
use super::tree::{Branch, Tree};

const NAME: Style = Style::new().bold();
const KEY: Style = AnsiColor::Cyan.on_default();
const CALL: Style = AnsiColor::Yellow.on_default();
const CAST: Style = AnsiColor::Magenta.on_default();
const VERB: Style = AnsiColor::Green.on_default();
const QUIET: Style = Style::new().dimmed();
const GONE: Style = AnsiColor::Red.on_default();

fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// A tree with lines, a resource in each.
pub fn tree(tree: &Tree) -> String {
    let mut out = String::new();
    line(&mut out, &tree.root, true);
    out.push('\n');
    if tree.root.hidden > 0 {
        let _ = writeln!(
            out,
            "{}",
            styled(QUIET, &format!("… {} below it (--depth)", tree.root.hidden))
        );
    }
    // Branches still to be written, the next one last: deep trees are no deep recursion.
    let mut stack: Vec<Next<'_>> = Vec::new();
    push(&mut stack, &tree.root, "");
    while let Some((branch, before, last, needs_more)) = stack.pop() {
        let (elbow, below) = if last {
            ("└── ", "    ")
        } else {
            ("├── ", "│   ")
        };
        out.push_str(&styled(QUIET, &format!("{before}{elbow}")));
        line(&mut out, branch, needs_more);
        if branch.hidden > 0 {
            out.push_str(&styled(QUIET, &format!("  … {}", branch.hidden)));
        }
        out.push('\n');
        push(&mut stack, branch, &format!("{before}{below}"));
    }
    out
}

/// A branch that is still to be written, what stands before it, whether it is the last, and whether it needs other features
/// than the branch that it is below.
type Next<'t> = (&'t Branch, String, bool, bool);

fn push<'t>(stack: &mut Vec<Next<'t>>, branch: &'t Branch, before: &str) {
    let last = branch.children.len();
    let children = branch.children.iter().zip(1..);
    let mut children: Vec<_> = children
        .map(|(child, number)| {
            let needs_more = child.needs != branch.needs;
            (child, before.to_owned(), number == last, needs_more)
        })
        .collect();
    children.reverse();
    stack.append(&mut children);
}

fn line(out: &mut String, branch: &Branch, needs: bool) {
    let style = match branch.kind {
        StepKind::Key | StepKind::AlternateKey | StepKind::ByPath => KEY,
        StepKind::Action | StepKind::Function => CALL,
        StepKind::Cast => CAST,
        _ => NAME,
    };
    let operation = matches!(branch.kind, StepKind::Action | StepKind::Function);
    let parameters = if operation {
        format!("({})", branch.parameters.join(", "))
    } else {
        String::new()
    };
    out.push_str(&styled(style, &format!("{}{parameters}", branch.segment)));
    if !branch.verbs.is_empty() {
        let _ = write!(out, "  {}", styled(VERB, &branch.verbs.join(" ")));
    }
    if let Some(ty) = &branch.ty {
        let arrow = if operation { "→ " } else { "" };
        let _ = write!(out, "  {}", styled(QUIET, &format!("{arrow}{ty}")));
    }
    if needs && !branch.needs.is_always() {
        let _ = write!(out, "  {}", styled(QUIET, &branch.needs.to_string()));
    }
    if branch.deprecated {
        let _ = write!(out, "  {}", styled(GONE, "deprecated"));
    }
    if let Some(path) = &branch.same_as {
        let _ = write!(out, "  {}", styled(QUIET, &format!("as below {path}")));
    }
}

/// Hits, best first.
pub fn found(found: &Found) -> String {
    let mut out = String::new();
    for hit in &found.hits {
        let kind = format!("{:?}", hit.kind).to_lowercase();
        let _ = write!(out, "{} {}", styled(NAME, &hit.name), styled(QUIET, &kind));
        let gone = if hit.deprecated {
            format!("  {}", styled(GONE, "deprecated"))
        } else {
            String::new()
        };
        let _ = writeln!(out, "{gone}");
        if let Some(path) = &hit.path {
            let _ = writeln!(out, "  {}", styled(KEY, path));
        }
        if let Some(rust) = &hit.rust {
            let _ = writeln!(out, "  {}", styled(CALL, rust));
        }
        if !hit.needs.is_always() {
            let _ = writeln!(out, "  needs {}", hit.needs);
        }
        if let Some(text) = &hit.description {
            let _ = writeln!(out, "  {}", cut(text));
        }
    }
    let more = found.total.saturating_sub(found.hits.len());
    if more > 0 {
        let _ = writeln!(
            out,
            "{}",
            styled(QUIET, &format!("and {more} more (--limit)"))
        );
    }
    out
}

/// A description as one line of a list.
fn cut(text: &str) -> String {
    const LONGEST: usize = 110;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Explanations, with an empty line between two.
pub fn explanations(all: &[Explanation]) -> String {
    let all: Vec<String> = all.iter().map(explanation).collect();
    all.join("\n")
}

fn explanation(explanation: &Explanation) -> String {
    let mut page = Page(format!(
        "{} {}\n",
        styled(NAME, &explanation.name),
        styled(QUIET, &explanation.kind)
    ));
    page.head(explanation);
    page.parts(explanation);
    page.tail(explanation);
    page.0
}

/// An explanation as far as it is written.
struct Page(String);

impl Page {
    fn row(&mut self, name: &str, style: Style, text: &str) {
        let _ = writeln!(
            self.0,
            "  {} {}",
            styled(QUIET, &format!("{name:<12}")),
            styled(style, text)
        );
    }

    /// What it is, and how it is reached.
    fn head(&mut self, explanation: &Explanation) {
        if let Some(gone) = &explanation.deprecated {
            self.row("deprecated", GONE, &when(gone));
        }
        for (name, style, text) in [
            ("says", Style::new(), &explanation.description),
            ("path", KEY, &explanation.path),
            ("Rust", CALL, &explanation.rust),
        ] {
            if let Some(text) = text {
                self.row(name, style, text);
            }
        }
        if !explanation.needs.is_always() {
            self.row("needs", Style::new(), &explanation.needs.to_string());
        }
        if !explanation.verbs.is_empty() {
            self.row("methods", VERB, &explanation.verbs.join(" "));
        }
    }

    /// What it is made of, and what it takes.
    fn parts(&mut self, explanation: &Explanation) {
        for item in &explanation.items {
            self.row(item.kind, Style::new(), &item.path);
        }
        for parameter in &explanation.parameters {
            let name = if parameter.required {
                "argument"
            } else {
                "setter"
            };
            let described = parameter.description.as_ref();
            let described = described.map(|text| format!("  {}", cut(text)));
            let text = format!(
                "{}: {}{}",
                parameter.name,
                parameter.ty,
                described.unwrap_or_default()
            );
            self.row(name, Style::new(), &text);
        }
        for field in &explanation.fields {
            let (name, ty) = match &field.ty {
                Some(ty) => ("field", format!(": {ty}")),
                None => ("variant", String::new()),
            };
            let gone = if field.deprecated {
                "  (deprecated)"
            } else {
                ""
            };
            self.row(name, Style::new(), &format!("{}{ty}{gone}", field.name));
        }
    }

    /// What comes back, what it needs, and how it is called.
    fn tail(&mut self, explanation: &Explanation) {
        if let Some(returns) = &explanation.returns {
            self.row("gives", Style::new(), returns);
        }
        for (name, lines) in [
            ("permissions", &explanation.permissions),
            ("capabilities", &explanation.capabilities),
        ] {
            for line in lines {
                self.row(name, Style::new(), line);
            }
        }
        if let Some(reference) = &explanation.reference {
            self.row("reference", Style::new(), reference);
        }
        if let Some(example) = &explanation.example {
            self.row("example", Style::new(), "");
            for line in example.lines() {
                let _ = writeln!(self.0, "    {line}");
            }
        }
    }
}

fn when(gone: &Deprecated) -> String {
    let since = gone.date.as_ref().map(|date| format!("since {date}"));
    let removal = gone
        .removal
        .as_ref()
        .map(|date| format!("removal on {date}"));
    let parts: Vec<String> = [since, removal, gone.description.clone()]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        "by the service".to_owned()
    } else {
        parts.join("; ")
    }
}
