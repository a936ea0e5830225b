//! What changes in Rust although no element of that name does → changes, one for each cause: a type that has
//! derived types now, and so an enum over them; or else one for each type and class: verbs that annotations
//! elsewhere take away, names of overloads, boxes, fields inherited from another base.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Class, ElementKind, Kind};
use super::delta::{Delta, RustChange};
use super::element::{Element, Elements};
use super::rust::{FAMILY, RustItem};
use super::touched;

const GAINED: &str = "has derived types now: values are read into an enum over them";
const LOST: &str = "has no enum over derived types any more";
const OTHER: &str = "follows from other changes";

/// The key of a type, what happens there, and how grave it is.
type Cause = (String, &'static str, Class);

pub(super) fn consequences(
    delta: Delta,
    families: &[(String, bool)],
    news: &Elements<'_>,
    olds: &Elements<'_>,
) -> Vec<Change> {
    let families: BTreeSet<(&str, bool)> = families
        .iter()
        .map(|(family, gained)| (family.as_str(), *gained))
        .collect();
    let mut groups: BTreeMap<Cause, Vec<(String, RustChange)>> = BTreeMap::new();
    for (origin, change) in delta.rest() {
        if let Some(cause) = cause(&change, &families) {
            groups.entry(cause).or_default().push((origin, change));
        }
    }
    merge_additions(&mut groups);
    groups
        .into_iter()
        .map(|(cause, found)| {
            let element = news
                .by_key
                .get(&cause.0)
                .or_else(|| olds.by_key.get(&cause.0));
            told(cause, found, element)
        })
        .collect()
}

fn cause(change: &RustChange, families: &BTreeSet<(&str, bool)>) -> Option<Cause> {
    let item = change.item()?;
    let named = |item: Option<&RustItem>| {
        item.and_then(|item| family(&item.signature))
            .map(str::to_owned)
    };
    let (was, is) = (named(change.old.as_ref()), named(change.new.as_ref()));
    let class = change.class();
    for (family, note, gained) in [(&is, GAINED, true), (&was, LOST, false)] {
        if let Some(family) = family
            && was != is
            && families.contains(&(family.as_str(), gained))
        {
            return Some((family.clone(), note, class));
        }
    }
    Some((item.owner.clone(), OTHER, class))
}

/// The type whose enum a signature names.
fn family(signature: &str) -> Option<&str> {
    let (_, rest) = signature.split_once(FAMILY)?;
    rest.split(['>', ',']).next()
}

/// What is new with a family is told with what breaks.
fn merge_additions(groups: &mut BTreeMap<Cause, Vec<(String, RustChange)>>) {
    let breaking: Vec<Cause> = groups
        .keys()
        .filter(|(_, note, class)| *note != OTHER && *class == Class::Breaking)
        .cloned()
        .collect();
    for (key, note, _) in breaking {
        for from in [note, OTHER] {
            if let Some(more) = groups.remove(&(key.clone(), from, Class::Additive)) {
                let cause = (key.clone(), note, Class::Breaking);
                groups.entry(cause).or_default().extend(more);
            }
        }
    }
}

fn told(
    (key, note, class): Cause,
    found: Vec<(String, RustChange)>,
    element: Option<&Element<'_>>,
) -> Change {
    let origin = match found.as_slice() {
        [(origin, _)] => origin.clone(),
        _ => key.clone(),
    };
    let changes: Vec<RustChange> = found.into_iter().map(|(_, change)| change).collect();
    let listed = touched::listed(&changes, &key);
    let subject = element.map_or_else(|| "/".to_owned(), |element| element.name.clone());
    Change {
        class,
        kind: Kind::Rust,
        element: element.map_or(ElementKind::Container, |element| element.kind),
        old: None,
        new: None,
        rust: listed.items,
        more: listed.more,
        note: Some(note.to_owned()),
        owner: subject.clone(),
        subject,
        origin,
    }
}
