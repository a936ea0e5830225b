//! The annotations of an element in both versions → what changes: descriptions, deprecations with their
//! dates, capabilities, and others.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Annotations;
use crate::odata::terms;
use crate::odata::vocabulary::{Revision, revision};

use super::change::Kind;
use super::values;

/// What the service says can be done, beside the vocabulary of capabilities.
const CORE_CAPABILITIES: [&str; 6] = [
    terms::COMPUTED,
    terms::IMMUTABLE,
    terms::PERMISSIONS,
    terms::ALTERNATE_KEYS,
    terms::COMMUNITY_ALTERNATE_KEYS,
    terms::OPERATION_AVAILABLE,
];

/// A change of annotations.
pub(super) struct Change {
    pub(super) kind: Kind,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) note: Option<String>,
}

pub(super) fn compare(old: &Annotations, new: &Annotations) -> Vec<Change> {
    let mut changes: Vec<Change> = deprecation(old, new).into_iter().collect();
    let (olds, news) = (by_term(old), by_term(new));
    let terms: BTreeSet<&String> = olds.keys().chain(news.keys()).collect();
    let mut described = false;
    for term in terms {
        let (was, is) = (olds.get(term), news.get(term));
        if was == is {
            continue;
        }
        if terms::TEXTS.contains(&term.as_str()) {
            described = true;
            continue;
        }
        let plain = term.split('#').next().unwrap_or(term);
        if plain == terms::REVISIONS || plain == terms::OPTIONAL_PARAMETER {
            continue;
        }
        let capability =
            term.starts_with(terms::CAPABILITIES) || CORE_CAPABILITIES.contains(&plain);
        let kind = if capability {
            Kind::Capability
        } else {
            Kind::Annotation
        };
        let short = term.rsplit('.').next().unwrap_or(term);
        changes.push(Change {
            kind,
            old: was.map(|text| text.join(", ")),
            new: is.map(|text| text.join(", ")),
            note: Some(short.to_owned()),
        });
    }
    if described {
        changes.push(Change {
            kind: Kind::Documentation,
            old: None,
            new: None,
            note: Some("description".to_owned()),
        });
    }
    changes
}

fn by_term(annotations: &Annotations) -> BTreeMap<String, Vec<String>> {
    let mut terms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for annotation in &annotations.0 {
        let values = terms.entry(values::term(annotation)).or_default();
        values.push(values::annotation(annotation));
    }
    terms
}

fn deprecation(old: &Annotations, new: &Annotations) -> Option<Change> {
    let (old, new) = (revision(old), revision(new));
    if old == new {
        return None;
    }
    let note = match (&old, &new) {
        (None, _) => None,
        (_, None) => Some("no longer deprecated".to_owned()),
        _ => Some("other dates or words".to_owned()),
    };
    Some(Change {
        kind: Kind::Deprecation,
        old: old.as_ref().map(dates),
        new: new.as_ref().map(dates),
        note,
    })
}

fn dates(revision: &Revision) -> String {
    let date =
        |words: &str, date: &Option<String>| date.as_ref().map(|date| format!("{words} {date}"));
    let dates = [
        date("deprecated on", &revision.date),
        date("removal on", &revision.removal),
    ];
    let dates: Vec<String> = dates.into_iter().flatten().collect();
    if dates.is_empty() {
        "deprecated".to_owned()
    } else {
        dates.join(", ")
    }
}
