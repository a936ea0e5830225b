//! Annotations: members `@Term#Qualifier`, and `@Term#Qualifier@Term` for annotations of annotations.
//!
//! What comes in: such members of one element. What goes out: its [`Annotation`]s, each with its own
//! annotations (OData CSDL JSON 4.01, section 14.2).

use std::collections::HashMap;

use super::super::checks;
use super::super::document::{Annotation, TargetedAnnotations};
use super::super::place::Place;
use super::super::report::Report;
use super::expressions::expression;
use super::object::Object;
use super::tree::{Member, Value};

/// How many terms a name may chain: the annotation, one of it, one of that and so on.
pub(super) const MAX_LEVELS: usize = 16;

/// One annotation as written.
pub(super) struct Note {
    /// What follows the first `@`: a term, and more terms where it is of an annotation.
    pub(super) terms: String,
    pub(super) place: Place,
    value: Value,
}

impl Note {
    pub(super) fn new(terms: &str, place: Place, value: Value) -> Self {
        Self {
            terms: terms.to_owned(),
            place,
            value,
        }
    }
}

/// An annotation and those of it.
#[derive(Default)]
struct Group {
    term: String,
    of: Option<Note>,
    nested: Vec<Note>,
}

/// The annotations of one element. Each level of names is one level of calls, and there are few.
pub(super) fn annotations(report: &mut Report, notes: Vec<Note>) -> Vec<Annotation> {
    let groups = grouped(notes).into_iter();
    groups
        .filter_map(|group| annotation(report, group))
        .collect()
}

/// In the order in which terms come first.
fn grouped(notes: Vec<Note>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut indexes: HashMap<String, usize> = HashMap::new();
    for mut note in notes {
        let (term, rest) = match note.terms.split_once('@') {
            Some((term, rest)) => (term.to_owned(), Some(rest.to_owned())),
            None => (note.terms.clone(), None),
        };
        let index = *indexes.entry(term.clone()).or_insert_with(|| {
            groups.push(Group {
                term,
                ..Group::default()
            });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(index) else {
            continue;
        };
        match rest {
            Some(rest) => {
                note.terms = rest;
                group.nested.push(note);
            }
            None => group.of = Some(note),
        }
    }
    groups
}

/// An annotation; `None` where it breaks a rule, after a warning: the document means something without it.
fn annotation(report: &mut Report, group: Group) -> Option<Annotation> {
    let Some(note) = group.of else {
        for note in group.nested {
            let position = note.place.in_file(&report.file);
            let message = format!("`@{}` annotates `@{}`", note.terms, group.term);
            report.warn(
                &position,
                message,
                "it is ignored: there is no such annotation",
            );
        }
        return None;
    };
    let position = note.place.in_file(&report.file);
    let (term, qualifier) = match group.term.split_once('#') {
        Some((term, qualifier)) => (term.to_owned(), Some(qualifier.to_owned())),
        None => (group.term, None),
    };
    let errors = report.errors.len();
    checks::term(report, &position, &term, qualifier.as_deref());
    let value = expression(report, note.value);
    let annotations = annotations(report, group.nested);
    report
        .pass_over(errors, "the annotation is ignored")
        .then_some(Annotation {
            term,
            qualifier,
            value,
            annotations,
            position,
        })
}

/// One member of `$Annotations`: the annotations of a target named from outside.
pub(super) fn targeted(report: &mut Report, member: Member) -> Option<TargetedAnnotations> {
    let errors = report.errors.len();
    let targeted = read_targeted(report, member);
    report.pass_over(errors, "the annotations are ignored");
    targeted.filter(|targeted| !targeted.target.trim().is_empty())
}

fn read_targeted(report: &mut Report, member: Member) -> Option<TargetedAnnotations> {
    let what = format!("the annotations of `{}`", member.name);
    let mut object = Object::begin(report, what, member.place, member.value)?;
    if member.name.trim().is_empty() {
        let message = "annotations of a target without a name".to_owned();
        report.error(&object.position, message, "name the target");
    }
    let annotations = object.annotations(report);
    Some(TargetedAnnotations {
        target: member.name,
        qualifier: None,
        annotations,
        position: object.finish(report),
    })
}
