//! Anchors: schemas that have a name of their own (JSON Schema 2020-12, section 8.2.2).

use crate::openapi::context::Spot;

/// The schema of an anchor; `None` where none has it, or where several have: what is meant then depends on the way there.
pub(super) fn find<'t>(root: Spot<'t>, name: &str) -> Option<Spot<'t>> {
    let mut found = Vec::new();
    let mut work = vec![root];
    while let Some(spot) = work.pop() {
        for (member, value) in spot.members() {
            let is_anchor = matches!(member.name.as_ref(), "$anchor" | "$dynamicAnchor");
            if is_anchor && value.node.text() == Some(name) {
                found.push(spot);
            }
            work.push(value);
        }
        work.extend(spot.items());
    }
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}
