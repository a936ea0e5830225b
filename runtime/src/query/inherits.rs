//! Which type's properties a query may name. In: base types. Out: a bound for queries.

/// A type with all the properties of `Base`: `Base` itself, and what is derived from it.
///
/// Generated types implement it for each of their bases.
#[diagnostic::on_unimplemented(
    message = "a property of `{Base}` is none of `{Self}`",
    note = "use a constant of the type that is asked for, or `seen_from` for a derived type's property"
)]
pub trait Inherits<Base> {}

impl<T> Inherits<T> for T {}
