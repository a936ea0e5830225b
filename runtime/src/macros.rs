//! Macros that generated code uses, and the functions that they expand to calls of. Expansions are
//! kept small, since each is compiled some thousand times.

use std::fmt;

use crate::value::{self, Enumeration, Mismatch, Model, Slot, Token, TypeTag, Variant, Visit};

/// Gives a type that implements [`Model`](crate::Model) and `Default` everything else: `Named`,
/// `Field`, `Debug`, `PartialEq`, and, with the feature `serde`, its `Serialize` and `Deserialize`. See the
/// example there.
#[macro_export]
macro_rules! model {
    ($type:ident, $name:literal) => {
        $crate::model!(@ $type, $name, put_model, deserialize_into);
    };
    (@ $type:ident, $name:literal, $put:ident, $deserialize:ident) => {
        impl $crate::Named for $type {
            const TYPE_NAME: &'static str = $name;
        }
        impl $crate::Field for $type {
            fn empty() -> Self {
                ::core::default::Default::default()
            }
            fn put(
                &mut self,
                token: $crate::Token<'_>,
            ) -> ::core::result::Result<$crate::Slot<'_>, $crate::Mismatch> {
                $crate::__private::$put(self, token)
            }
            fn view(&self) -> $crate::View<'_> {
                $crate::View::Model(self)
            }
        }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug_model(::core::stringify!($type), self, f)
            }
        }
        impl ::core::cmp::PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal_models(self, other)
            }
        }
        $crate::__serde!(model $type, $deserialize);
    };
}

/// Gives a type that implements [`Enumeration`](crate::Enumeration) everything else: `Named`,
/// `Field`, `Debug`, `Display`, `FromStr` (which never fails; it looks for the exact name first,
/// then ignores ASCII case), and, with the feature `serde`, its `Serialize` and `Deserialize`.
///
/// ```
/// #[derive(Clone, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum Direction {
///     Incoming,
///     Outgoing,
///     /// A member that this crate does not know.
///     Unrecognized(String),
/// }
/// impl odata_client::Enumeration for Direction {
///     const MEMBERS: &'static [Self] = &[Self::Incoming, Self::Outgoing];
///     fn as_str(&self) -> &str {
///         match self {
///             Self::Incoming => "incoming",
///             Self::Outgoing => "outgoing",
///             Self::Unrecognized(text) => text,
///         }
///     }
///     fn unrecognized(text: String) -> Self {
///         Self::Unrecognized(text)
///     }
/// }
/// odata_client::enumeration!(Direction, "sample.direction");
///
/// assert_eq!("INCOMING".parse(), Ok(Direction::Incoming));
/// assert_eq!("sideways".parse(), Ok(Direction::Unrecognized("sideways".to_owned())));
/// ```
#[macro_export]
macro_rules! enumeration {
    ($type:ident, $name:literal) => {
        impl $crate::Named for $type {
            const TYPE_NAME: &'static str = $name;
        }
        impl $crate::Field for $type {
            fn empty() -> Self {
                $crate::Enumeration::unrecognized(::std::string::String::new())
            }
            fn put(
                &mut self,
                token: $crate::Token<'_>,
            ) -> ::core::result::Result<$crate::Slot<'_>, $crate::Mismatch> {
                *self = $crate::__private::parse(&$crate::__private::member_text(token)?);
                ::core::result::Result::Ok($crate::Slot::Done)
            }
            fn view(&self) -> $crate::View<'_> {
                $crate::__private::view_member(
                    <Self as $crate::Named>::TYPE_NAME,
                    $crate::Enumeration::as_str(self),
                )
            }
        }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug_enumeration($crate::Enumeration::as_str(self), f)
            }
        }
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad($crate::Enumeration::as_str(self))
            }
        }
        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok($crate::__private::parse(text))
            }
        }
        $crate::__serde!(enumeration $type);
    };
}

/// Gives an enum that implements [`Polymorphic`](crate::Polymorphic) and `Clone` everything else:
/// `Default` (the declared type itself), `Model`, `Named`, `Field`, `Debug`, `PartialEq`, with the feature
/// `serde` its `Serialize` and `Deserialize`, and `From` of references to what it is made from. The variant
/// of the declared type, and its name on the wire, are the second and third argument. See the example there.
#[macro_export]
macro_rules! polymorphic {
    ($type:ident, $variant:ident($base:ty), $name:literal) => {
        impl ::core::default::Default for $type {
            fn default() -> Self {
                Self::$variant(::std::boxed::Box::default())
            }
        }
        impl $crate::Variant for $type {
            fn become_type(&mut self, name: &str) -> bool {
                match $crate::__private::of_type::<Self>(name) {
                    ::core::option::Option::Some(empty) => {
                        *self = empty;
                        true
                    }
                    ::core::option::Option::None => false,
                }
            }
            fn tag(&self) -> ::core::option::Option<&'static $crate::TypeTag> {
                $crate::Polymorphic::model(self).0
            }
        }
        impl $crate::Model for $type {
            fn slot(&mut self, name: &str) -> $crate::Place<'_> {
                $crate::Polymorphic::model_mut(self).slot(name)
            }
            fn each<'a>(&'a self, visit: &mut $crate::Visit<'_, 'a>) {
                $crate::__private::each_of_variant($crate::Polymorphic::model(self), visit);
            }
            fn extra(&self) -> &$crate::Extra {
                $crate::Polymorphic::model(self).1.extra()
            }
        }
        impl<T> ::core::convert::From<&T> for $type
        where
            T: ::core::clone::Clone,
            Self: ::core::convert::From<T>,
        {
            fn from(value: &T) -> Self {
                <Self as ::core::convert::From<T>>::from(::core::clone::Clone::clone(value))
            }
        }
        $crate::model!(@ $type, $name, put_variant, deserialize_field);
    };
}

/// serde's traits for a type of one of the macros above. Its implementations are functions over any format
/// for each type, which nothing here calls: they are a fifth of what it costs to check generated code.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    (model $type:ident, $deserialize:ident) => {
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize_model(self, serializer)
            }
        }
        impl<'de> $crate::__private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let mut model = <Self as ::core::default::Default>::default();
                $crate::__private::$deserialize(&mut model, deserializer)?;
                ::core::result::Result::Ok(model)
            }
        }
    };
    (enumeration $type:ident) => {
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::Enumeration::as_str(self))
            }
        }
        impl<'de> $crate::__private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize_enumeration(deserializer)
            }
        }
    };
}

/// Without the feature `serde`, nothing.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($anything:tt)*) => {};
}

/// Gives a type that wraps an [`Invocation`](crate::Invocation), `pub struct X(Invocation<R>)`, the
/// methods `header`, `if_match`, `if_none_match`, `query`, `send`, `send_raw` and `send_and_poll`, `optional` if it
/// answers one, those of lists (`items`, `pages`,
/// `changes`, `resume`, `page_size`, `from_now`) if it answers many, `stream` if it answers media, and
/// lets it be awaited and put into a [`Batch`](crate::Batch).
///
/// ```
/// # use odata_client::{Invocation, returns};
/// /// A request that answers the call.
/// #[derive(Clone, Debug)]
/// #[must_use = "a request does nothing until it is sent"]
/// pub struct AnswerRequest(Invocation<returns::Nothing>);
/// odata_client::invocation!(AnswerRequest, nothing);
/// ```
///
/// What comes back is named as in [`returns`](crate::returns): `nothing`, `one Model`, `single Type`,
/// `many Type` or `media`.
#[macro_export]
macro_rules! invocation {
    ($type:ident, nothing) => {
        $crate::invocation!(@ $type, $crate::returns::Nothing);
        $crate::invocation!(@polling $type);
    };
    ($type:ident, media) => {
        $crate::invocation!(@ $type, $crate::returns::Media);
        impl $type {
            /// Sends the request and gives the content as it comes, of any size.
            pub fn stream(
                self,
            ) -> $crate::BoxFuture<'static, $crate::Result<$crate::MediaStream>> {
                self.0.stream()
            }
        }
    };
    ($type:ident, one $item:ty) => {
        $crate::invocation!(@ $type, $crate::returns::One<$item>);
        $crate::invocation!(@polling $type);
        impl $type {
            /// Takes null for an answer: `None` where the service answers without content (204).
            pub fn optional(self) -> $crate::Invocation<$crate::returns::Optional<$item>> {
                self.0.optional()
            }
        }
    };
    ($type:ident, single $item:ty) => {
        $crate::invocation!(@ $type, $crate::returns::Single<$item>);
    };
    ($type:ident, many $item:ty) => {
        $crate::invocation!(@ $type, $crate::returns::Many<$item>);

        impl $type {
            /// All items, over all pages.
            pub fn items(self) -> $crate::Items<$item> {
                self.0.items()
            }

            /// All pages.
            pub fn pages(self) -> $crate::Pages<$item> {
                self.0.pages()
            }

            /// All changes, over all pages, and then the delta link to be saved.
            pub fn changes(self) -> $crate::Changes<$item> {
                self.0.changes()
            }

            /// Goes to a saved next link or delta link, in place of parameters and options.
            pub fn resume(self, link: &str) -> Self {
                Self(self.0.resume(link))
            }

            /// How many items a page should have; the service may give fewer.
            pub fn page_size(self, size: u32) -> Self {
                Self(self.0.page_size(size))
            }

            /// Only changes from now on (`$deltatoken=latest`).
            pub fn from_now(self) -> Self {
                Self(self.0.from_now())
            }
        }
    };
    (@polling $type:ident) => {
        impl $type {
            /// Sends the request, and gives what to wait for the end of its operation with.
            pub fn send_and_poll(
                self,
            ) -> $crate::BoxFuture<'static, $crate::Result<$crate::Poller>> {
                self.0.send_and_poll()
            }
        }
    };
    (@ $type:ident, $returns:ty) => {
        impl $type {
            /// Sets a request header, in place of one of the resource or the client; preferences (`Prefer`) are
            /// added to theirs. An invalid name or value is an error when sent.
            pub fn header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.header(name, value))
            }

            /// `If-Match`: only if what the operation is bound to has this ETag still, or `*`.
            pub fn if_match(self, etag: impl ::core::convert::AsRef<str>) -> Self {
                Self(self.0.if_match(etag))
            }

            /// `If-None-Match`: only if what the operation is bound to has another ETag by now.
            pub fn if_none_match(self, etag: impl ::core::convert::AsRef<str>) -> Self {
                Self(self.0.if_none_match(etag))
            }

            /// Adds a query option to the URL.
            pub fn query(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.query(name, value))
            }

            /// Compresses the body (gzip), whatever the client's setting is; sent once more as it is if
            /// the service answers 415.
            pub fn compress(self) -> Self {
                Self(self.0.compress())
            }

            /// Sets a parameter by its name on the wire, in place of an earlier value: one that this crate does
            /// not know, or a value of another type than it is declared with, such as `&Json::Null`.
            pub fn parameter(self, name: &'static str, value: &dyn $crate::Field) -> Self {
                Self(self.0.parameter(name, value))
            }

            /// Sends the request; the same as awaiting it. Fails if the request cannot be sent, the
            /// service answers with an error, or its reply cannot be read.
            pub fn send(
                self,
            ) -> $crate::ResponseFuture<<$returns as $crate::returns::Returns>::Output> {
                self.0.send()
            }

            /// Sends the request and gives back status, headers and body of the reply. Fails if
            /// the request cannot be sent, or the service answers with an error.
            pub fn send_raw(self) -> $crate::ResponseFuture<$crate::RawResponse> {
                self.0.send_raw()
            }
        }

        impl ::core::future::IntoFuture for $type {
            type Output = $crate::Result<<$returns as $crate::returns::Returns>::Output>;
            type IntoFuture =
                $crate::ResponseFuture<<$returns as $crate::returns::Returns>::Output>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.send()
            }
        }

        impl $crate::Batchable for $type {
            type Output = <$returns as $crate::returns::Returns>::Output;

            fn into_entry(self) -> $crate::__private::Entry<Self::Output> {
                $crate::Batchable::into_entry(self.0)
            }
        }
    };
}

/// Gives a constant for a property, for queries: see [`query`](crate::query). Whose it is, the name of the
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

/// What the macros expand to calls of; not for use by hand, and may change in any version.
#[doc(hidden)]
pub mod __private {
    use super::{Enumeration, Mismatch, Model, Slot, Token, TypeTag, Variant, Visit, fmt, value};
    use std::borrow::Cow;

    pub use crate::batch::Entry;
    #[cfg(feature = "serde")]
    pub use crate::value::{
        deserialize_enumeration, deserialize_field, deserialize_into, serialize_model,
    };
    #[cfg(feature = "serde")]
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn put_model<'a>(model: &'a mut dyn Model, token: Token<'_>) -> Result<Slot<'a>, Mismatch> {
        value::put_model(model, token)
    }

    pub fn put_variant<'a>(
        variant: &'a mut dyn Variant,
        token: Token<'_>,
    ) -> Result<Slot<'a>, Mismatch> {
        value::put_variant(variant, token)
    }

    pub fn of_type<P: crate::Polymorphic>(name: &str) -> Option<P> {
        value::of_type(name)
    }

    pub fn each_of_variant<'a>(
        parts: (Option<&'static TypeTag>, &'a dyn Model),
        visit: &mut Visit<'_, 'a>,
    ) {
        value::each_of_variant(parts, visit);
    }

    pub fn debug_model(name: &str, model: &dyn Model, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        value::debug_model(name, model, f)
    }

    pub fn equal_models(left: &dyn Model, right: &dyn Model) -> bool {
        value::equal_models(left, right)
    }

    pub fn member_text(token: Token<'_>) -> Result<Cow<'_, str>, Mismatch> {
        value::member_text(token)
    }

    pub fn view_member<'a>(type_name: &'static str, text: &'a str) -> value::View<'a> {
        value::View::Enum {
            type_name,
            text: text.into(),
        }
    }

    pub fn debug_enumeration(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        value::debug_enumeration(text, f)
    }

    pub fn parse<E: Enumeration>(text: &str) -> E {
        value::parse(text)
    }
}
