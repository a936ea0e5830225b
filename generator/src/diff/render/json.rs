//! A comparison → JSON: one object, with everything in it.

use serde_json::{Value, json};

use crate::diff::change::{Change, Class, Comparison};
use crate::diff::step::Step;
use crate::text::hidden;

/// The whole comparison.
pub fn json(comparison: &Comparison) -> String {
    let gravest = comparison.gravest();
    let changes: Vec<Value> = comparison.changes.iter().map(change).collect();
    let whole = json!({
        "old": comparison.old,
        "new": comparison.new,
        "counts": {
            "breaking": comparison.count(Class::Breaking),
            "additive": comparison.count(Class::Additive),
            "docs": comparison.count(Class::Docs),
        },
        "step": {
            "semver": Step::of(gravest, false).word(),
            "zero": Step::of(gravest, true).word(),
        },
        "changes": changes,
    });
    hidden::json(&format!("{whole:#}\n"))
}

fn change(change: &Change) -> Value {
    let rust = change.rust.iter().map(|touched| {
        json!({
            "item": touched.item,
            "effect": touched.effect.word(),
            "was": touched.was,
            "now": touched.now,
        })
    });
    json!({
        "class": change.class.word(),
        "kind": change.kind.word(),
        "element": change.element.word(),
        "subject": change.subject,
        "old": change.old,
        "new": change.new,
        "note": change.note,
        "rust": rust.collect::<Vec<_>>(),
        "more": change.more,
    })
}
