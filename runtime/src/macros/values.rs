//! Types of values. In: a generated type that implements one trait. Out: all others that a value has.

/// Gives a type that implements [`Model`](crate::Model) and `Default` everything else: `Named`,
/// `Field`, `Debug`, `PartialEq`, and, with the feature `serde`, its `Serialize` and `Deserialize`. See the
/// example there.
#[doc(hidden)]
#[macro_export]
macro_rules! model {
    ($type:ident, $name:literal) => {
        $crate::model!(@ $type, $name, put_model, deserialize_into);
    };
    (@ $type:ident, $name:literal, $put:ident, $deserialize:ident) => {
        impl $crate::codegen::Named for $type {
            const TYPE_NAME: &'static str = $name;
        }
        impl $crate::Field for $type {
            fn empty() -> Self {
                ::core::default::Default::default()
            }
            fn put(
                &mut self,
                token: $crate::codegen::Token<'_>,
            ) -> ::core::result::Result<$crate::codegen::Slot<'_>, $crate::codegen::Mismatch> {
                $crate::__private::$put(self, token)
            }
            fn view(&self) -> $crate::codegen::View<'_> {
                $crate::codegen::View::Model(self)
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
/// impl service_client::Enumeration for Direction {
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
/// service_client::codegen::enumeration!(Direction, "sample.direction");
///
/// assert_eq!("INCOMING".parse(), Ok(Direction::Incoming));
/// assert_eq!("sideways".parse(), Ok(Direction::Unrecognized("sideways".to_owned())));
/// ```
///
/// Where members are not all strings, `as_str` gives their JSON, which is what `Display` shows and `FromStr` takes:
///
/// ```
/// # #[derive(Clone, PartialEq, Eq, Hash)]
/// # #[non_exhaustive]
/// # pub enum Size { Auto, Ten, Unrecognized(String) }
/// # impl service_client::Enumeration for Size {
/// #     const MEMBERS: &'static [Self] = &[Self::Auto, Self::Ten];
/// #     fn as_str(&self) -> &str {
/// #         match self { Self::Auto => "\"auto\"", Self::Ten => "10", Self::Unrecognized(json) => json }
/// #     }
/// #     fn unrecognized(json: String) -> Self { Self::Unrecognized(json) }
/// # }
/// service_client::codegen::enumeration!(Size, "size", json);
///
/// let sizes: Vec<Size> = service_client::from_json(br#"["auto", 10.0, true]"#)?;
/// assert_eq!(sizes, [Size::Auto, Size::Ten, Size::Unrecognized("true".to_owned())]);
/// assert_eq!(service_client::to_json(&sizes), br#"["auto",10,true]"#);
/// # Ok::<(), service_client::error::DecodeError>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! enumeration {
    ($type:ident, $name:literal) => {
        $crate::enumeration!(@ $type, $name, member_text, view_member);
        $crate::__serde!(enumeration $type);
    };
    ($type:ident, $name:literal, json) => {
        $crate::enumeration!(@ $type, $name, member_json, view_member_json);
        $crate::__serde!(field $type);
    };
    (@ $type:ident, $name:literal, $member:ident, $view:ident) => {
        impl $crate::codegen::Named for $type {
            const TYPE_NAME: &'static str = $name;
        }
        impl $crate::Field for $type {
            fn empty() -> Self {
                $crate::Enumeration::unrecognized(::std::string::String::new())
            }
            fn put(
                &mut self,
                token: $crate::codegen::Token<'_>,
            ) -> ::core::result::Result<$crate::codegen::Slot<'_>, $crate::codegen::Mismatch> {
                $crate::__private::put_member(self, token, $crate::__private::$member)
            }
            fn view(&self) -> $crate::codegen::View<'_> {
                $crate::__private::$view(
                    <Self as $crate::codegen::Named>::TYPE_NAME,
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
    };
}

/// Gives an enum that implements [`Polymorphic`](crate::codegen::Polymorphic) and `Clone` everything else:
/// `Default` (the declared type itself), `Model`, `Named`, `Field`, `Debug`, `PartialEq`, with the feature
/// `serde` its `Serialize` and `Deserialize`, and `From` of references to what it is made from. The variant
/// of the declared type, and its name on the wire, are the second and third argument. See the example there.
#[doc(hidden)]
#[macro_export]
macro_rules! polymorphic {
    ($type:ident, $variant:ident($base:ty), $name:literal) => {
        impl ::core::default::Default for $type {
            fn default() -> Self {
                Self::$variant(::std::boxed::Box::default())
            }
        }
        impl $crate::codegen::DynPolymorphic for $type {
            fn become_type(&mut self, name: &str) -> bool {
                match $crate::__private::of_type::<Self>(name) {
                    ::core::option::Option::Some(empty) => {
                        *self = empty;
                        true
                    }
                    ::core::option::Option::None => false,
                }
            }
            fn tag(&self) -> ::core::option::Option<&'static $crate::codegen::TypeTag> {
                $crate::codegen::Polymorphic::model(self).0
            }
        }
        impl $crate::Model for $type {
            fn slot(&mut self, name: &str) -> $crate::codegen::Place<'_> {
                $crate::codegen::Polymorphic::model_mut(self).slot(name)
            }
            fn each<'a>(&'a self, visit: &mut $crate::codegen::Visit<'_, 'a>) {
                $crate::__private::each_of_variant($crate::codegen::Polymorphic::model(self), visit);
            }
            fn extra(&self) -> &$crate::Extra {
                $crate::codegen::Polymorphic::model(self).1.extra()
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

/// Gives an enum that implements [`Union`](crate::codegen::Union) and `Clone` everything else: `Default` (nothing:
/// null), `Named`, `Field`, `Debug`, `PartialEq`, and, with the feature `serde`, its `Serialize` and `Deserialize`. See
/// the example there.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($type:ident, $name:literal) => {
        impl ::core::default::Default for $type {
            fn default() -> Self {
                <Self as $crate::codegen::Union>::variant(::core::primitive::usize::MAX)
            }
        }
        impl $crate::codegen::Named for $type {
            const TYPE_NAME: &'static str = $name;
        }
        impl $crate::Field for $type {
            fn empty() -> Self {
                ::core::default::Default::default()
            }
            fn put(
                &mut self,
                token: $crate::codegen::Token<'_>,
            ) -> ::core::result::Result<$crate::codegen::Slot<'_>, $crate::codegen::Mismatch> {
                $crate::__private::put_union(self, token)
            }
            fn view(&self) -> $crate::codegen::View<'_> {
                $crate::__private::view_union(self)
            }
        }
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug_field(::core::stringify!($type), self, f)
            }
        }
        impl ::core::cmp::PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal_fields(self, other)
            }
        }
        $crate::__serde!(field $type);
    };
}
