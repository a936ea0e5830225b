//! Patterns that select or exclude nothing: how far they came goes in, errors with suggestions come out.

use super::pattern::{Kind, Pattern, Segment};
use super::walk::{Progress, Walked};
use crate::api::Verbs;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::nearest;

/// What is known of a service apart from its graph.
pub(super) struct Known<'a> {
    /// Full names of types.
    pub(super) types: &'a dyn Fn() -> Vec<String>,
    /// Whether a pattern is of use for what is not at hand.
    pub(super) is_elsewhere: &'a dyn Fn(&Pattern) -> bool,
}

/// How many names are listed where none is near.
const LISTED: usize = 8;

/// Says which patterns are of no use.
///
/// # Errors
/// There is one.
pub(super) fn unused(
    known: &Known<'_>,
    include: &[Pattern],
    exclude: &[Pattern],
    walked: &Walked,
) -> Result<(), Diagnostics> {
    let mut errors = Vec::new();
    for (pattern, progress) in include.iter().zip(&walked.included) {
        match &pattern.kind {
            Kind::Type(name) => {
                let names = (known.types)();
                if !names.contains(name) {
                    errors.push(no_type(&names, pattern, name));
                }
            }
            Kind::Paths(..) if progress.selects => {}
            Kind::Paths(segments, verbs) => {
                errors.push(selects_nothing(pattern, segments, *verbs, progress));
            }
        }
    }
    for (pattern, used) in exclude.iter().zip(&walked.excluded) {
        let error = match &pattern.kind {
            Kind::Type(_) => error(pattern, "names a type, but only paths can be excluded")
                .with_remedy("exclude the paths that lead to the type"),
            Kind::Paths(..) if !used && !(known.is_elsewhere)(pattern) => {
                error(pattern, "excludes nothing of what is included")
                    .with_remedy("leave it out, or correct it; keys are written `*`")
            }
            Kind::Paths(..) => continue,
        };
        errors.push(error);
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Diagnostics(errors))
    }
}

fn error(pattern: &Pattern, what: &str) -> Diagnostic {
    let message = format!("the pattern {:?} {what}", pattern.text());
    Diagnostic::error(pattern.position().cloned(), message)
}

/// A pattern that is the name of no type.
pub(super) fn no_type(names: &[String], pattern: &Pattern, name: &str) -> Diagnostic {
    let error = error(pattern, "names no type of the metadata");
    match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => error.with_remedy(format!("did you mean {near:?}?")),
        None => error.with_remedy("use a full name, such as the metadata's `Namespace.Name`"),
    }
}

/// A pattern of paths of which there are none.
pub(super) fn selects_nothing(
    pattern: &Pattern,
    segments: &[Segment],
    verbs: Verbs,
    progress: &Progress,
) -> Diagnostic {
    if progress.excluded {
        let what = "selects nothing that `exclude` leaves";
        return error(pattern, what).with_remedy("leave one of the two out");
    }
    if !progress.takes.is_empty() {
        let what = format!(
            "selects nothing: no {} can be sent there",
            verb_names(verbs)
        );
        return error(pattern, &what)
            .with_remedy(format!("possible are {}", verb_names(progress.takes)));
    }
    let at = progress.furthest;
    let behind = segments
        .iter()
        .take(at)
        .fold(String::new(), |behind, segment| {
            format!("{behind}/{segment}")
        });
    let place = if behind.is_empty() { "/" } else { &behind };
    let rest = segments.get(at..).unwrap_or_default();
    let anywhere = if rest.first() == Some(&Segment::Any) {
        " anywhere"
    } else {
        ""
    };
    let segment = rest.iter().find(|segment| **segment != Segment::Any);
    let what = match segment {
        Some(segment) => {
            let name = segment.to_string();
            format!("selects nothing: there is no {name:?}{anywhere} below {place:?}")
        }
        None => "selects nothing".to_owned(),
    };
    error(pattern, &what).with_remedy(remedy(segment, progress))
}

fn remedy(segment: Option<&Segment>, progress: &Progress) -> String {
    let on = || progress.on.iter().map(String::as_str);
    if let Some(Segment::Name(name)) = segment
        && let Some(near) = on()
            .filter(|on| *on != "*")
            .find(|on| on.eq_ignore_ascii_case(name))
            .or_else(|| nearest(name, on().filter(|on| *on != "*")))
    {
        return format!("did you mean {near:?}?");
    }
    if progress.on.contains("*") {
        return "a key is written `*`".to_owned();
    }
    if progress.on.is_empty() {
        return "paths end there".to_owned();
    }
    let listed: Vec<&str> = on().take(LISTED).collect();
    let more = progress.on.len().saturating_sub(listed.len());
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("there are {}{more}", listed.join(", "))
}

fn verb_names(verbs: Verbs) -> String {
    let names: Vec<&str> = verbs.iter().map(crate::api::Verb::name).collect();
    names.join(", ")
}
