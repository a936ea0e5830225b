//! What the users of two versions see → what has changed in Rust, by the element that it comes from.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::change::Class;
use super::rust::{Part, RustItem, Slot, Surface};

/// An item that is not what it was.
#[derive(Clone, Debug)]
pub(super) struct RustChange {
    pub(super) old: Option<RustItem>,
    pub(super) new: Option<RustItem>,
}

impl RustChange {
    /// What it means for who uses the item.
    pub(super) fn class(&self) -> Class {
        match (&self.old, &self.new) {
            // A method takes one more argument.
            (None, Some(item)) if item.part == Part::Argument => Class::Breaking,
            (None, _) => Class::Additive,
            _ => Class::Breaking,
        }
    }

    /// The item as it is, or as it was.
    pub(super) fn item(&self) -> Option<&RustItem> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// All changes in Rust, by origin.
#[derive(Debug, Default)]
pub(super) struct Delta {
    by_origin: BTreeMap<String, Vec<RustChange>>,
}

impl Delta {
    pub(super) fn new(old: &Surface, new: &Surface) -> Self {
        let slots: Vec<Joined<'_>> = joined(old, new).collect();
        let redeclared = redeclared(&slots);
        let mut delta = Self::default();
        for (slot, was, is) in slots {
            let same = match (was, is) {
                (Some(was), Some(is)) => is_same(was, is),
                (Some(item), None) => item.part == Part::Argument && !has_method(slot, new),
                (None, Some(item)) => item.part == Part::Argument && !has_method(slot, old),
                (None, None) => true,
            };
            if !same && !redeclared.contains(slot) {
                let changes = delta.by_origin.entry(slot.origin.clone()).or_default();
                changes.push(RustChange {
                    old: was.cloned(),
                    new: is.cloned(),
                });
            }
        }
        delta
    }

    /// Takes out what comes from an element.
    pub(super) fn take(&mut self, origin: &str) -> Vec<RustChange> {
        self.by_origin.remove(origin).unwrap_or_default()
    }

    /// Gives back what no change of the element explains.
    pub(super) fn put_back(&mut self, origin: &str, changes: Vec<RustChange>) {
        if !changes.is_empty() {
            self.by_origin.insert(origin.to_owned(), changes);
        }
    }

    /// Takes out what stands in the files of types that are in one version only, by type.
    pub(super) fn take_owned(
        &mut self,
        owners: &BTreeSet<&str>,
    ) -> BTreeMap<String, Vec<RustChange>> {
        let mut taken: BTreeMap<String, Vec<RustChange>> = BTreeMap::new();
        for changes in self.by_origin.values_mut() {
            for change in std::mem::take(changes) {
                let owner = change.item().map(|item| item.owner.as_str());
                match owner.filter(|owner| owners.contains(owner)) {
                    Some(owner) => taken.entry(owner.to_owned()).or_default().push(change),
                    None => changes.push(change),
                }
            }
        }
        taken
    }

    /// What is left, with its origins.
    pub(super) fn rest(self) -> impl Iterator<Item = (String, RustChange)> {
        let by_origin = self.by_origin.into_iter();
        by_origin.flat_map(|(origin, changes)| {
            changes
                .into_iter()
                .map(move |change| (origin.clone(), change))
        })
    }
}

/// Items that another element declares now, or declared before, and that are the same to users: a property that a
/// base declared, for one.
fn redeclared<'s>(slots: &[Joined<'s>]) -> BTreeSet<&'s Slot> {
    let (mut gone, mut come) = (BTreeMap::new(), BTreeMap::new());
    for (slot, was, is) in slots {
        let (only, item) = match (was, is) {
            (Some(item), None) => (&mut gone, item),
            (None, Some(item)) => (&mut come, item),
            _ => continue,
        };
        if item.part != Part::Argument {
            let same = (
                slot.role.as_str(),
                item.path.as_str(),
                item.signature.as_str(),
            );
            only.insert(same, *slot);
        }
    }
    let both = gone
        .iter()
        .filter_map(|(same, slot)| Some([*slot, *come.get(same)?]));
    both.flatten().collect()
}

/// A slot with what is there in both versions.
type Joined<'s> = (&'s Slot, Option<&'s RustItem>, Option<&'s RustItem>);

/// Walks two sorted surfaces side by side.
fn joined<'s>(old: &'s Surface, new: &'s Surface) -> impl Iterator<Item = Joined<'s>> {
    let (mut olds, mut news) = (old.iter().peekable(), new.iter().peekable());
    std::iter::from_fn(move || {
        let order = match (olds.peek(), news.peek()) {
            (Some((was, _)), Some((is, _))) => was.cmp(is),
            (Some(_), None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        let was = if order.is_le() { olds.next() } else { None };
        let is = if order.is_ge() { news.next() } else { None };
        let (slot, _) = was.or(is)?;
        Some((slot, was.map(|(_, item)| item), is.map(|(_, item)| item)))
    })
}

/// Whether the method that an argument belongs to is there.
fn has_method(argument: &Slot, surface: &Surface) -> bool {
    let Some((operation, _)) = argument.origin.rsplit_once('/') else {
        return false;
    };
    let slot = Slot {
        origin: operation.to_owned(),
        role: argument.role.replacen("argument", "call", 1),
    };
    surface.contains_key(&slot)
}

fn is_same(was: &RustItem, is: &RustItem) -> bool {
    let common = |these: &[String], those: &[String]| -> Vec<String> {
        these
            .iter()
            .filter(|name| those.contains(name))
            .cloned()
            .collect()
    };
    was.name == is.name
        && was.signature == is.signature
        && common(&was.order, &is.order) == common(&is.order, &was.order)
}
