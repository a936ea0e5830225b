//! Features of two versions → what changes for users who turn some of them on: features that come or go, and types that move
//! behind one or out of it.
//!
//! What a type is needed by is its methods' matter too, so that types say it all.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::Gate;

use super::Version;
use super::change::{Change, Class, ElementKind, Kind};
use super::element::Elements;
use super::names::Names;

/// What is told where there are features in one version only.
const CRATE: &str = "the crate";

/// Compares the features of two versions, and what of the types in both is behind them.
pub(super) fn compare(
    (old, old_names): (&Version, &Names),
    (new, new_names): (&Version, &Names),
    news: &Elements<'_>,
) -> Vec<Change> {
    let (was, is) = (features(old), features(new));
    if was.is_empty() || is.is_empty() {
        return all_at_once(&was, &is).into_iter().collect();
    }
    let mut changes: Vec<Change> = Vec::new();
    changes.extend(
        was.difference(&is)
            .map(|name| feature(name, Class::Breaking, Kind::Removed)),
    );
    changes.extend(
        is.difference(&was)
            .map(|name| feature(name, Class::Additive, Kind::Added)),
    );
    let now = gates(new, new_names);
    for (key, was) in gates(old, old_names) {
        let Some(now) = now.get(&key) else {
            continue;
        };
        // With features that are gone, what they alone had is gone: that is told of them.
        let Some(left) = was.clone().without(|name| !is.contains(name)) else {
            continue;
        };
        if let (true, Some(element)) = (left != *now, news.by_key.get(&key)) {
            let class = if now.is_part_of(&left) {
                Class::Additive
            } else {
                Class::Breaking
            };
            changes.push(Change {
                element: element.kind,
                owner: element.owner.clone(),
                subject: element.name.clone(),
                origin: key,
                ..change(class, Kind::Feature, shown(&was), shown(now))
            });
        }
    }
    changes
}

fn features(version: &Version) -> BTreeSet<&str> {
    let areas = version.service.plan.areas.all().iter();
    areas.map(|area| &*area.name).collect()
}

/// When the types of a version are there, by their keys.
fn gates(version: &Version, names: &Names) -> BTreeMap<String, Gate> {
    let namespaces = version.service.plan.namespaces.iter();
    let files = namespaces.flat_map(|namespace| &namespace.files);
    let gates = files.map(|file| {
        let gate = version.service.plan.areas.type_gate(file.ty);
        (names.key(&file.wire), gate)
    });
    gates.collect()
}

/// The crate has features now, or no longer.
fn all_at_once(was: &BTreeSet<&str>, is: &BTreeSet<&str>) -> Option<Change> {
    let list = |names: &BTreeSet<&str>| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let text = |names| match list(names) {
        none if none.is_empty() => "everything is always there".to_owned(),
        names => format!("features {names}"),
    };
    (was != is).then(|| Change {
        subject: CRATE.to_owned(),
        owner: CRATE.to_owned(),
        ..change(Class::Breaking, Kind::Feature, text(was), text(is))
    })
}

/// A feature that is in one version only.
fn feature(name: &str, class: Class, kind: Kind) -> Change {
    Change {
        element: ElementKind::Feature,
        subject: name.to_owned(),
        owner: name.to_owned(),
        old: None,
        new: None,
        ..change(class, kind, String::new(), String::new())
    }
}

fn change(class: Class, kind: Kind, old: String, new: String) -> Change {
    Change {
        class,
        subject: String::new(),
        kind,
        element: ElementKind::Container,
        old: Some(old),
        new: Some(new),
        rust: Vec::new(),
        more: 0,
        note: None,
        owner: String::new(),
        origin: String::new(),
    }
}

fn shown(gate: &Gate) -> String {
    if gate.is_always() {
        "always".to_owned()
    } else {
        gate.to_string()
    }
}
