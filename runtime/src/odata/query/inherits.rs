//! Which type's properties a query may name. In: base types. Out: a bound for queries.

/// A type with all the properties of `Base`: `Base` itself, and what is derived from it.
///
/// Generated types implement it for each of their bases.
#[diagnostic::on_unimplemented(
    message = "a property of `{Base}` cannot stand in a query for `{Self}`",
    note = "within `any` and `all`, a condition begins at the item: `|item| item.at(CONSTANT).eq(value)`",
    note = "a constant of a derived type is seen from its base: `CONSTANT.seen_from::<Base>()`"
)]
pub trait Inherits<Base> {}

impl<T> Inherits<T> for T {}
