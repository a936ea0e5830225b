//! Kinds of property values, as marks on a [`Property`](super::Property): what it can be compared with.

use std::marker::PhantomData;

use crate::sealed::Sealed;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}
        impl Sealed for $name {}
    )*};
}

kinds! {
    /// `Edm.String`.
    Text;
    /// A number of any type.
    Number;
    /// `Edm.Boolean`: a filter by itself.
    Boolean;
    /// `Edm.Guid`.
    Guid;
    /// `Edm.Date`.
    Date;
    /// `Edm.DateTimeOffset`.
    DateTime;
    /// `Edm.TimeOfDay`.
    TimeOfDay;
    /// `Edm.Duration`.
    Duration;
    /// `Edm.Binary`.
    Binary;
    /// Anything else: it can be selected, and compared with null.
    Any;
}

/// A member of the enumeration `E`.
#[derive(Debug)]
pub struct Enum<E>(PhantomData<fn() -> E>);

/// A set of members of the enumeration `E`.
#[derive(Debug)]
pub struct Flags<E>(PhantomData<fn() -> E>);

/// A complex value: a path leads on to its properties.
#[derive(Debug)]
pub struct Complex<T>(PhantomData<fn() -> T>);

/// A navigation property to one entity: it can be expanded, and a path leads on.
#[derive(Debug)]
pub struct Link<T>(PhantomData<fn() -> T>);

/// Many values of a kind.
#[derive(Debug)]
pub struct Collection<K>(PhantomData<fn() -> K>);

/// Kinds with `eq`, `ne` and `in`.
#[diagnostic::on_unimplemented(message = "values of kind `{Self}` cannot be tested for equality")]
pub trait Comparable: Sealed {}

/// Kinds with `lt`, `le`, `gt` and `ge`.
#[diagnostic::on_unimplemented(message = "values of kind `{Self}` have no order to filter by")]
pub trait Ordered: Comparable {}

/// Kinds of one value, which may be null.
pub trait SingleValued: Sealed {}

/// Kinds with properties of their own.
pub trait Structured: SingleValued {
    /// Whose properties a path leads on to.
    type Target;
    /// Whether it leads to another entity, rather than into a complex value.
    const IS_LINK: bool;
}

/// Kinds that can be expanded.
#[diagnostic::on_unimplemented(message = "only navigation properties can be expanded")]
pub trait Expandable: Sealed {
    /// What is there when expanded.
    type Target;
}

macro_rules! implement {
    ($trait:ident: $($kind:ident)*) => {$( impl $trait for $kind {} )*};
}

implement!(Comparable: Text Number Boolean Guid Date DateTime TimeOfDay Duration Binary);
implement!(Ordered: Text Number Date DateTime TimeOfDay Duration);
implement!(SingleValued: Text Number Boolean Guid Date DateTime TimeOfDay Duration Binary Any);

impl<E> Sealed for Enum<E> {}
impl<E> Sealed for Flags<E> {}
impl<T> Sealed for Complex<T> {}
impl<T> Sealed for Link<T> {}
impl<K> Sealed for Collection<K> {}
impl<E> Comparable for Enum<E> {}
impl<E> Comparable for Flags<E> {}
impl<E> SingleValued for Enum<E> {}
impl<E> SingleValued for Flags<E> {}
impl<T> SingleValued for Complex<T> {}
impl<T> SingleValued for Link<T> {}

impl<T> Structured for Complex<T> {
    type Target = T;
    const IS_LINK: bool = false;
}

impl<T> Structured for Link<T> {
    type Target = T;
    const IS_LINK: bool = true;
}

impl<T> Expandable for Link<T> {
    type Target = T;
}

impl<T> Expandable for Collection<Link<T>> {
    type Target = T;
}
