//! Two versions → their comparison: elements that are in one only, then what differs in those in both.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Annotations;

use super::change::{Change, Class, Comparison, Effect, ElementKind, Kind};
use super::delta::{Delta, RustChange};
use super::element::{Element, Elements};
use super::rust::Surface;
use super::{Scope, Version, annotations, consequences, features, matching, rust, touched};

/// Compares two versions, or what of them is asked for.
pub fn compare(old: &Version, new: &Version, scope: Option<&Scope>) -> Comparison {
    let (old_names, new_names) = matching::names(old, new);
    let olds = old.elements(&old_names);
    let news = new.elements(&new_names);
    let (was, is) = rayon::join(
        || rust::surface(old, &old_names),
        || rust::surface(new, &new_names),
    );
    // What a selection leaves out has no items, and is nobody's.
    let offered = (!old.whole || !new.whole).then(|| origins(&was, &is));
    let mut delta = Delta::new(&was, &is);
    let families = families(&was, &is);
    let owned = delta.take_owned(&in_one_only(&olds, &news));
    let mut comparer = Comparer {
        delta,
        owned,
        was: &was,
        is: &is,
        changes: Vec::new(),
    };
    let keys: BTreeSet<&String> = olds.by_key.keys().chain(news.by_key.keys()).collect();
    let is_offered = |key: &str| offered.as_ref().is_none_or(|offered| offered.contains(key));
    for key in keys.into_iter().filter(|key| is_offered(key)) {
        match (olds.by_key.get(key), news.by_key.get(key)) {
            (Some(element), None) => comparer.one(key, element, Kind::Removed, &news),
            (None, Some(element)) => comparer.one(key, element, Kind::Added, &olds),
            (Some(old), Some(new)) => comparer.both(key, old, new),
            (None, None) => {}
        }
    }
    for (key, element) in &olds.more {
        if let Some(now) = news.by_key.get(key) {
            comparer.moved(key, element, now);
        }
    }
    let Comparer {
        delta, mut changes, ..
    } = comparer;
    changes.extend(consequences::consequences(delta, &families, &news, &olds));
    changes.extend(features::compare(
        (old, &old_names),
        (new, &new_names),
        &news,
    ));
    if let Some(scope) = scope {
        scope.keep(&mut changes, &old_names, &new_names);
    }
    changes.sort();
    Comparison {
        old: old.name.clone(),
        new: new.name.clone(),
        changes,
    }
}

/// The elements that become anything in Rust.
fn origins<'a>(was: &'a Surface, is: &'a Surface) -> BTreeSet<&'a str> {
    let slots = was.keys().chain(is.keys());
    slots.map(|slot| slot.origin.as_str()).collect()
}

/// Types that have an enum over what derives from them in one version only, and whether in the new one.
fn families(was: &Surface, is: &Surface) -> Vec<(String, bool)> {
    let only = |these: &Surface, those: &Surface, gained: bool| {
        let slots = these
            .keys()
            .filter(|slot| slot.role == rust::ANY && !those.contains_key(slot));
        slots
            .map(|slot| (slot.origin.clone(), gained))
            .collect::<Vec<_>>()
    };
    [only(is, was, true), only(was, is, false)].concat()
}

/// The keys of types and other elements with members that are in one version only.
fn in_one_only<'a>(olds: &'a Elements<'_>, news: &'a Elements<'_>) -> BTreeSet<&'a str> {
    let only = |these: &'a Elements<'_>, those: &'a Elements<'_>| {
        let keys = these
            .by_key
            .iter()
            .filter(|(key, element)| element.parent.is_none() && !those.by_key.contains_key(*key));
        keys.map(|(key, _)| key.as_str())
    };
    only(olds, news).chain(only(news, olds)).collect()
}

struct Comparer<'a> {
    delta: Delta,
    /// What stands in files of types that are in one version only.
    owned: BTreeMap<String, Vec<RustChange>>,
    was: &'a Surface,
    is: &'a Surface,
    changes: Vec<Change>,
}

impl Comparer<'_> {
    /// An element that is in one version only. Members come and go with what they belong to.
    fn one(&mut self, key: &str, element: &Element<'_>, kind: Kind, other: &Elements<'_>) {
        if element
            .parent
            .as_ref()
            .is_some_and(|parent| !other.by_key.contains_key(parent))
        {
            return;
        }
        let mut rust = self.delta.take(key);
        rust.extend(self.owned.remove(key).unwrap_or_default());
        let text = described(element);
        let (old, new) = match kind {
            Kind::Removed => (text, None),
            _ => (None, text),
        };
        self.push(key, element, (kind, old, new, None), &rust);
    }

    fn both(&mut self, key: &str, old: &Element<'_>, new: &Element<'_>) {
        // What changes in Rust is told with the first change that can have caused it.
        let mut rust = self.delta.take(key);
        let before = self.changes.len();
        self.named(key, old, new, &mut rust);
        for ((kind, what, was), (_, _, is)) in old.facts.iter().zip(&new.facts) {
            if was == is || old.facts.len() != new.facts.len() {
                continue;
            }
            let note = (!what.is_empty()).then(|| (*what).to_owned());
            // Descriptions are long, and shown nowhere.
            let is_shown = *kind != Kind::Documentation;
            let shown = |text: &str| some(text).filter(|_| is_shown);
            let facts = (*kind, shown(was), shown(is), note);
            self.push(key, new, facts, &std::mem::take(&mut rust));
        }
        if old.kind != new.kind && self.changes.len() == before {
            let words = (Some(old.kind.to_string()), Some(new.kind.to_string()));
            let facts = (Kind::Type, words.0, words.1, Some("kind".to_owned()));
            self.push(key, new, facts, &std::mem::take(&mut rust));
        }
        let changed = annotations::compare(old.annotations, new.annotations);
        for change in changed {
            let caused = matches!(change.kind, Kind::Capability | Kind::Annotation);
            let own = if caused {
                std::mem::take(&mut rust)
            } else {
                Vec::new()
            };
            let facts = (change.kind, change.old, change.new, change.note);
            self.push(key, new, facts, &own);
        }
        self.delta.put_back(key, rust);
        self.below(key, old, new);
    }

    /// Annotations of what paths from an element lead to (OData CSDL XML 4.01, section 14.2.2).
    fn below(&mut self, key: &str, old: &Element<'_>, new: &Element<'_>) {
        let none = Annotations::default();
        let below = old.below.into_iter().chain(new.below);
        let paths: BTreeSet<&Vec<String>> = below.flat_map(|below| below.keys()).collect();
        for path in paths {
            let was = old.below.and_then(|below| below.get(path));
            let is = new.below.and_then(|below| below.get(path));
            for change in annotations::compare(was.unwrap_or(&none), is.unwrap_or(&none)) {
                let facts = (change.kind, change.old, change.new, change.note);
                self.push(key, new, facts, &[]);
                if let Some(last) = self.changes.last_mut() {
                    last.subject = format!("{}/{}", new.name, path.join("/"));
                }
            }
        }
    }

    /// A new name, in its own or in another owner.
    fn named(
        &mut self,
        key: &str,
        old: &Element<'_>,
        new: &Element<'_>,
        rust: &mut Vec<RustChange>,
    ) {
        // Overloads are told apart by more than a name; a member goes where its type goes.
        let stays = match new.parent {
            Some(_) => old.parent == new.parent,
            None => old.name == new.name,
        };
        let kind = match last(&old.name) == last(&new.name) {
            _ if matches!(new.kind, ElementKind::Action | ElementKind::Function) => return,
            true if stays => return,
            true => Kind::Moved,
            false => Kind::Renamed,
        };
        let facts = (kind, Some(old.name.clone()), Some(new.name.clone()), None);
        self.push(key, new, facts, &std::mem::take(rust));
    }

    fn moved(&mut self, key: &str, old: &Element<'_>, new: &Element<'_>) {
        let facts = (
            Kind::Moved,
            Some(old.name.clone()),
            Some(new.name.clone()),
            None,
        );
        self.push(key, new, facts, &[]);
    }

    fn push(
        &mut self,
        key: &str,
        element: &Element<'_>,
        (kind, old, new, note): (Kind, Option<String>, Option<String>, Option<String>),
        rust: &[RustChange],
    ) {
        let mut listed = touched::listed(rust, key);
        let mut class = class(kind, old.is_some(), rust);
        if listed.items.is_empty() {
            // Items of operations on types that come or go do so with those.
            let (surface, effect, with_owner) = match kind {
                Kind::Added => (self.is, Effect::Added, Class::Additive),
                Kind::Removed => (self.was, Effect::Removed, Class::Breaking),
                _ => (self.is, Effect::Same, class),
            };
            if let Some(touched) = touched::touched_item(key, element, surface, effect) {
                class = with_owner;
                listed.items.push(touched);
            }
        }
        self.changes.push(Change {
            class,
            subject: element.name.clone(),
            kind,
            element: element.kind,
            old,
            new,
            rust: listed.items,
            more: listed.more,
            note,
            owner: element.owner.clone(),
            origin: key.to_owned(),
        });
    }
}

/// What a change means, from what it does to Rust items.
fn class(kind: Kind, has_old: bool, rust: &[RustChange]) -> Class {
    let class = rust.iter().map(RustChange::class).min();
    match kind {
        // Code goes on compiling, with a warning.
        Kind::Deprecation if !has_old => Class::Additive,
        _ => class.unwrap_or(Class::Docs),
    }
}

/// The name without what it stands in.
fn last(name: &str) -> &str {
    match name.rsplit_once('/') {
        Some((_, member)) => member,
        None => name.rsplit('.').next().unwrap_or(name),
    }
}

/// What is said of an element that comes or goes: its type.
fn described(element: &Element<'_>) -> Option<String> {
    let wanted = |kind: Kind| matches!(kind, Kind::Type | Kind::Returns | Kind::Value);
    let mut facts = element.facts.iter();
    let (_, _, text) = facts.find(|(kind, what, _)| wanted(*kind) && what.is_empty())?;
    some(text)
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
