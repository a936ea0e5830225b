//! Children of the container that are of a document that is not at hand: an error where the patterns select one, a
//! warning where they leave it out.

use super::Selection;
use super::pattern::{Kind, Pattern, Segment};
use crate::api::Verbs;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::odata::lower::Absent;

/// Says which of them are left out.
///
/// # Errors
/// One is selected.
pub(crate) fn unavailable(
    absent: &[Absent],
    selection: &Selection,
) -> Result<Vec<Diagnostic>, Diagnostics> {
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    for child in absent {
        let warning = || {
            let remedy = child.remedy.as_str();
            Diagnostic::warning(child.position.clone(), &child.message).with_remedy(format!(
                "it is left out, as the selection wants; to have it, {remedy}"
            ))
        };
        if is_selected(selection, child) {
            errors.push(error(child));
        } else {
            warnings.push(warning());
        }
    }
    if errors.is_empty() {
        Ok(warnings)
    } else {
        Err(Diagnostics(errors))
    }
}

fn error(child: &Absent) -> Diagnostic {
    let remedy = format!(
        "{}; or leave it out by `include` or `exclude`",
        child.remedy
    );
    Diagnostic::error(child.position.clone(), &child.message).with_remedy(remedy)
}

fn is_selected(selection: &Selection, child: &Absent) -> bool {
    let name = &child.name;
    let included =
        selection.include.is_empty() || selection.include.iter().any(|it| includes(it, name));
    included && !selection.exclude.iter().any(|it| excludes(it, name))
}

/// Whether the pattern leaves out a child of this name with all that it leads to.
fn excludes(pattern: &Pattern, name: &str) -> bool {
    let Kind::Paths(segments, verbs) = &pattern.kind else {
        return false;
    };
    *verbs == Verbs::ALL && after(segments, name).is_some_and(ends)
}

/// Whether the pattern leaves out one of these.
pub(super) fn is_use(absent: &[Absent], pattern: &Pattern) -> bool {
    absent.iter().any(|child| excludes(pattern, &child.name))
}

/// Whether the pattern names the child, or selects it with others. What it may select further down is not known.
fn includes(pattern: &Pattern, name: &str) -> bool {
    let Kind::Paths(segments, _) = &pattern.kind else {
        return false;
    };
    let named = matches!(segments.first(), Some(Segment::Name(first)) if first == name);
    named || after(segments, name).is_some_and(ends)
}

/// What of a pattern follows a child of the container.
fn after<'p>(segments: &'p [Segment], name: &str) -> Option<&'p [Segment]> {
    match segments {
        [Segment::One, rest @ ..] => Some(rest),
        [Segment::Any] => Some(&[]),
        [Segment::Name(first), rest @ ..] | [Segment::Any, Segment::Name(first), rest @ ..]
            if first == name =>
        {
            Some(rest)
        }
        _ => None,
    }
}

fn ends(rest: &[Segment]) -> bool {
    matches!(rest, [] | [Segment::Any])
}
