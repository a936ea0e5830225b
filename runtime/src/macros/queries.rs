//! Constants for queries. In: a property, its name on the wire and the kind of its value. Out: a constant; and which types
//! take those of their bases.

/// Gives a constant for a property, for queries: see [`query`](crate::query). Its type, the name of the
/// constant, the name on the wire, and the kind of its value: `text`, `number`, `boolean`, `guid`, `date`,
/// `date_time`, `time_of_day`, `duration`, `binary`, `any`, `member Enumeration`, `flags Enumeration`,
/// `complex Type`, `link Type`, or `collection` and one of these.
#[macro_export]
macro_rules! property {
    ($(#[$attribute:meta])* $type:ty, $name:ident, $wire:literal, $($kind:tt)+) => {
        #[doc = ::core::concat!("Property `", $wire, "`.")]
        $(#[$attribute])*
        pub const $name: $crate::Property<$type, $crate::kind!($($kind)+)> =
            $crate::Property::new($wire);
    };
}

/// Says which bases a type has: `inherits!(Derived, NearestBase, Base)`. Their constants then fit queries
/// for the type.
#[macro_export]
macro_rules! inherits {
    ($type:ty, $($(#[$on_base:meta])* $base:ty),+) => {
        $($(#[$on_base])* impl $crate::query::Inherits<$base> for $type {})+
    };
}

/// A kind by its word.
#[doc(hidden)]
#[macro_export]
macro_rules! kind {
    (text) => { $crate::query::kind::Text };
    (number) => { $crate::query::kind::Number };
    (boolean) => { $crate::query::kind::Boolean };
    (guid) => { $crate::query::kind::Guid };
    (date) => { $crate::query::kind::Date };
    (date_time) => { $crate::query::kind::DateTime };
    (time_of_day) => { $crate::query::kind::TimeOfDay };
    (duration) => { $crate::query::kind::Duration };
    (binary) => { $crate::query::kind::Binary };
    (any) => { $crate::query::kind::Any };
    (member $type:ty) => { $crate::query::kind::Enum<$type> };
    (flags $type:ty) => { $crate::query::kind::Flags<$type> };
    (complex $type:ty) => { $crate::query::kind::Complex<$type> };
    (link $type:ty) => { $crate::query::kind::Link<$type> };
    (collection $($kind:tt)+) => { $crate::query::kind::Collection<$crate::kind!($($kind)+)> };
}
