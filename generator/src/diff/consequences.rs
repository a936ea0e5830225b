//! What changes in Rust although no element of that name does → changes, one for each type and effect: verbs
//! that annotations elsewhere take away, names of overloads, boxes, enums over derived types, fields inherited
//! from another base.

use std::collections::BTreeMap;

use super::change::{Change, Class, ElementKind, Kind};
use super::delta::{Delta, RustChange};
use super::elements::Elements;
use super::touched;

pub(super) fn consequences(delta: Delta, news: &Elements<'_>, olds: &Elements<'_>) -> Vec<Change> {
    let mut groups: BTreeMap<(String, Class), Vec<(String, RustChange)>> = BTreeMap::new();
    for (origin, change) in delta.rest() {
        if let Some(item) = change.item() {
            let group = groups.entry((item.owner.clone(), change.class()));
            group.or_default().push((origin, change));
        }
    }
    groups
        .into_iter()
        .map(|((owner, class), found)| {
            let element = news.by_key.get(&owner).or_else(|| olds.by_key.get(&owner));
            let origin = match found.as_slice() {
                [(origin, _)] => origin.clone(),
                _ => owner.clone(),
            };
            let changes: Vec<RustChange> = found.into_iter().map(|(_, change)| change).collect();
            let listed = touched::listed(&changes, &owner);
            let subject = element.map_or_else(|| "/".to_owned(), |element| element.name.clone());
            Change {
                class,
                kind: Kind::Rust,
                element: element.map_or(ElementKind::Container, |element| element.kind),
                old: None,
                new: None,
                rust: listed.items,
                more: listed.more,
                note: Some("follows from other changes".to_owned()),
                owner: subject.clone(),
                subject,
                origin,
            }
        })
        .collect()
}
