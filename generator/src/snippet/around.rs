//! What no builder leads to: counts and references that annotations do not know of, and structural properties. They
//! are reached by the runtime's resource.

use crate::api::Step;
use crate::api::path::{self, Segment};
use crate::api::walk::Taken;
use crate::plan::{FieldPlan, Item, ItemType, Shape, ValueType};

use super::chain::{Chain, Place};
use super::{Request, SnippetError};

/// Goes the rest of a path, from the first segment that leads nowhere on.
///
/// # Errors
/// It leads nowhere.
pub(super) fn rest(
    chain: &mut Chain<'_>,
    trail: &[Taken],
    followed: usize,
    request: &Request,
) -> Result<(), SnippetError> {
    chain.go_on();
    let rest = request.segments.get(followed..).unwrap_or_default();
    if let [last] = rest
        && (count(chain, last, followed, request) || references(chain, last, trail, request))
    {
        return Ok(());
    }
    for (number, segment) in (followed..).zip(rest) {
        if !property(chain, segment) {
            return Err(unknown(chain, request, number));
        }
    }
    chain.go_around(&request.segments);
    Ok(())
}

/// The segment of this number, from 0, leads nowhere.
pub(super) fn unknown(chain: &Chain<'_>, request: &Request, number: usize) -> SnippetError {
    let segment = request.segments.get(number);
    SnippetError::Segment {
        number: number + 1,
        segment: segment
            .map(|segment| segment.text.clone())
            .unwrap_or_default(),
        possible: chain.possible(),
    }
}

/// The annotations may know less of what can be counted than the service does.
fn count(chain: &mut Chain<'_>, segment: &Segment, followed: usize, request: &Request) -> bool {
    if segment.text != "$count" || !chain.is_collection() {
        return false;
    }
    chain.go_around(request.segments.iter().take(followed));
    chain.call("count", "");
    chain.place = Place::Count;
    true
}

/// `property/$ref`, or `property/key/$ref` (OData URL Conventions 4.01, section 4.7).
fn references(
    chain: &mut Chain<'_>,
    segment: &Segment,
    trail: &[Taken],
    request: &Request,
) -> bool {
    if segment.text != "$ref" {
        return false;
    }
    let is_key = |taken: &Taken| matches!(chain.api()[taken.edge].step, Step::Key(_));
    let (property, key) = match trail {
        [.., property, key] if is_key(key) => (property, Some(key)),
        [.., property] => (property, None),
        [] => return false,
    };
    let edge = &chain.api()[property.edge];
    let many = chain.api()[edge.to].ty.map(|(_, many)| many);
    let (Step::Segments(names), Some(collection)) = (&edge.step, many) else {
        return false;
    };
    let ([name], false) = (names.as_slice(), key.is_some() && !collection) else {
        return false;
    };
    let key = key.and_then(|key| key.values.first());
    let key = key.map(|(_, key)| path::unquoted(key));
    let name = name.clone();
    chain.go_around(request.segments.iter().take(property.at));
    if collection {
        let style = "odata_client::KeyStyle::Segment";
        chain.call("references", &format!("{name:?}, {style}"));
    } else {
        chain.call("reference", &format!("{name:?}"));
    }
    chain.place = Place::References { collection, key };
    true
}

/// A structural property of what the chain has come to, or its raw value.
fn property(chain: &mut Chain<'_>, segment: &Segment) -> bool {
    let model = match chain.place {
        Place::Value(Some(_)) if segment.text == "$value" => {
            chain.place = Place::Value(None);
            return true;
        }
        Place::Node(_) if !chain.is_collection() => chain.model(),
        Place::Property(model) => Some(model),
        _ => None,
    };
    let home = model.and_then(|model| chain.index.item_at(model));
    let Some(Item::Structured(plan)) = home.map(|home| &home.file.item) else {
        return false;
    };
    let Some(field) = plan.fields.iter().find(|field| field.wire == segment.text) else {
        return false;
    };
    chain.place = of_field(chain, field);
    true
}

fn of_field<'p>(chain: &Chain<'p>, field: &'p FieldPlan) -> Place<'p> {
    match &field.ty {
        ValueType {
            shape: Shape::One | Shape::Boxed,
            item: ItemType::Generated(path),
        } => {
            let item = chain.index.item_at(path).map(|home| &home.file.item);
            match item {
                Some(Item::Structured(_)) => Place::Property(path),
                _ => Place::Value(Some(&field.ty)),
            }
        }
        ty => Place::Value(Some(ty)),
    }
}
