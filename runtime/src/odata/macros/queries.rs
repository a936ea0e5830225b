//! Constants for queries. In: a property, its name on the wire and the kind of its value. Out: a constant.

/// Gives a type a constant for a property, in an `impl` of it, for queries: see [`query`](crate::odata::query). The name of
/// the constant, the name on the wire, and the kind of its value: `text`, `number`, `boolean`, `guid`, `date`,
/// `date_time`, `time_of_day`, `duration`, `binary`, `any`, `member Enumeration`, `flags Enumeration`,
/// `complex Type`, `link Type`, or `collection` and one of these.
#[doc(hidden)]
#[macro_export]
macro_rules! property {
    ($(#[$attribute:meta])* $name:ident, $wire:literal, $($kind:tt)+) => {
        #[doc = ::core::concat!("Property `", $wire, "`.")]
        $(#[$attribute])*
        pub const $name: $crate::odata::Property<Self, $crate::kind!($($kind)+)> =
            $crate::odata::Property::new($wire);
    };
}

/// A kind by its word.
#[doc(hidden)]
#[macro_export]
macro_rules! kind {
    (text) => { $crate::odata::query::kind::Text };
    (number) => { $crate::odata::query::kind::Number };
    (boolean) => { $crate::odata::query::kind::Boolean };
    (guid) => { $crate::odata::query::kind::Guid };
    (date) => { $crate::odata::query::kind::Date };
    (date_time) => { $crate::odata::query::kind::DateTime };
    (time_of_day) => { $crate::odata::query::kind::TimeOfDay };
    (duration) => { $crate::odata::query::kind::Duration };
    (binary) => { $crate::odata::query::kind::Binary };
    (any) => { $crate::odata::query::kind::Any };
    (member $type:ty) => { $crate::odata::query::kind::Enum<$type> };
    (flags $type:ty) => { $crate::odata::query::kind::Flags<$type> };
    (complex $type:ty) => { $crate::odata::query::kind::Complex<$type> };
    (link $type:ty) => { $crate::odata::query::kind::Link<$type> };
    (collection $($kind:tt)+) => { $crate::odata::query::kind::Collection<$crate::kind!($($kind)+)> };
}
