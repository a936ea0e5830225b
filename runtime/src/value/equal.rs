//! Equality of models through their views. In: two views. Out: whether they hold the same.

use super::view::items;
use super::{Field, Model, View, Visit};

/// Whether two models have equal fields and equal extra parts.
pub(crate) fn equal_models(left: &dyn Model, right: &dyn Model) -> bool {
    let mut others = Vec::new();
    let mut show = |name, view, _| others.push((name, right.extra().exact(name, view)));
    let mut visit = Visit::new(&mut show);
    right.each(&mut visit);
    let other_tag = visit.tag;
    let mut others = others.into_iter();
    let mut equal = true;
    let mut show = |name, view, _| {
        equal = equal
            && others.next().is_some_and(|(other_name, other)| {
                let view = left.extra().exact(name, view);
                name == other_name && equal_views(&view, &other)
            });
    };
    let mut visit = Visit::new(&mut show);
    left.each(&mut visit);
    // Where both have been read with one `@odata.type`, nothing that is shown need tell them apart.
    let tag = visit.tag;
    equal && tag == other_tag && others.next().is_none() && left.extra() == right.extra()
}

/// Whether two fields hold the same.
pub(crate) fn equal_fields(left: &dyn Field, right: &dyn Field) -> bool {
    equal_views(&left.view(), &right.view())
}

/// Whether two views hold the same value of the same kind.
#[expect(
    clippy::float_cmp,
    reason = "equality of values, as a derived PartialEq has it"
)]
fn equal_views(left: &View<'_>, right: &View<'_>) -> bool {
    match (left, right) {
        (View::Null, View::Null) => true,
        (View::Bool(a), View::Bool(b)) => a == b,
        (View::Int(a), View::Int(b)) | (View::Int64(a), View::Int64(b)) => a == b,
        (View::UInt64(a), View::UInt64(b)) => a == b,
        (View::Double(a), View::Double(b)) => a == b,
        (View::Single(a), View::Single(b)) => a == b,
        (View::Decimal(a), View::Decimal(b)) => a == b,
        (View::Str(a), View::Str(b)) | (View::RawJson(a, _), View::RawJson(b, _)) => a == b,
        (View::Guid(a), View::Guid(b)) => a == b,
        (View::Date(a), View::Date(b)) => a == b,
        (View::TimeOfDay(a), View::TimeOfDay(b)) => a == b,
        (View::DateTimeOffset(a), View::DateTimeOffset(b)) => a == b,
        (View::Duration(a), View::Duration(b)) => a == b,
        (View::Binary(a), View::Binary(b)) => a == b,
        (View::Enum { text: a, .. }, View::Enum { text: b, .. }) => a == b,
        (View::Json(a), View::Json(b)) => a == b,
        (View::Model(a), View::Model(b)) => equal_models(*a, *b),
        (View::List(a), View::List(b)) => {
            a.count() == b.count() && items(*a).zip(items(*b)).all(|(a, b)| equal_views(&a, &b))
        }
        _ => false,
    }
}
