//! Changes in Rust → what is shown of them: the first few items, with what they were and are.

use super::change::{Effect, Touched};
use super::delta::RustChange;
use super::element::Element;
use super::rust::{Part, RustItem, Slot, Surface};

/// Items that are listed; a property of a base type has a field in all that derive from it.
const LISTED: usize = 5;

/// The first few items, and how many more there are.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) items: Vec<Touched>,
    pub(super) more: usize,
}

/// Lists changes, those in the file of `owner` first. Types and builders stand for what is in them.
pub(super) fn listed(changes: &[RustChange], key: &str) -> Listed {
    let own = key.split('/').next().unwrap_or(key);
    let mut changes: Vec<&RustChange> = changes
        .iter()
        .filter(|change| !is_inside(change, changes))
        .collect();
    changes.sort_by_key(|change| {
        let item = change.item();
        item.map(|item| (item.owner != own, item.part, item.path.clone()))
    });
    let items: Vec<Touched> = changes
        .iter()
        .take(LISTED)
        .filter_map(|change| touched(change))
        .collect();
    Listed {
        more: changes.len().saturating_sub(items.len()),
        items,
    }
}

/// Whether a type or builder that comes or goes as a whole is among the changes, with this in it.
fn is_inside(change: &RustChange, all: &[RustChange]) -> bool {
    let Some(item) = change.item() else {
        return true;
    };
    if matches!(item.part, Part::Type | Part::Builder) {
        return false;
    }
    let comes = change.old.is_none();
    // Only changes of one element are looked at, and few of those are whole types.
    all.iter()
        .filter_map(|other| Some((other, other.item()?)))
        .any(|(other, whole)| {
            matches!(whole.part, Part::Type | Part::Builder)
                && (other.old.is_none() || other.new.is_none())
                && other.old.is_none() == comes
                && item
                    .path
                    .strip_prefix(whole.path.as_str())
                    .is_some_and(|rest| rest.starts_with("::"))
        })
}

fn touched(change: &RustChange) -> Option<Touched> {
    let item = change.item()?;
    let (effect, was, now) = match (&change.old, &change.new) {
        (None, _) => (Effect::Added, None, typed(item)),
        (_, None) => (Effect::Removed, typed(item), None),
        (Some(old), Some(new)) if old.path != new.path && old.name != new.name => {
            (Effect::Changed, Some(old.path.clone()), None)
        }
        (Some(old), Some(new)) if old.shown == new.shown => (
            Effect::Changed,
            Some(old.order.join(", ")),
            Some(new.order.join(", ")),
        ),
        (Some(old), Some(new)) => (Effect::Changed, typed(old), typed(new)),
    };
    Some(Touched {
        item: item.path.clone(),
        effect,
        was,
        now,
    })
}

fn typed(item: &RustItem) -> Option<String> {
    let words = matches!(item.part, Part::Field | Part::Argument | Part::Setter);
    let text = if item.part == Part::Field {
        format!("Option<{}>", item.shown)
    } else {
        item.shown.clone()
    };
    (words || !item.shown.is_empty()).then_some(text)
}

/// The item that an element becomes, where no change of it tells.
pub(super) fn touched_item(
    key: &str,
    element: &Element<'_>,
    surface: &Surface,
    effect: Effect,
) -> Option<Touched> {
    let start = Slot {
        origin: key.to_owned(),
        role: String::new(),
    };
    let items = surface
        .range(start..)
        .take_while(|(slot, _)| slot.origin == *key);
    let own = element.parent.as_deref().unwrap_or(key);
    let best = items.map(|(_, item)| item).min_by_key(|item| {
        let rank = match item.part {
            Part::Type | Part::Field | Part::Variant => 0,
            Part::Method | Part::Setter => 1,
            Part::Argument => 2,
            Part::Builder => 3,
        };
        (
            item.owner != own && item.owner != element.owner,
            rank,
            item.path.as_str(),
        )
    })?;
    Some(Touched {
        item: best.path.clone(),
        effect,
        was: None,
        now: None,
    })
}
