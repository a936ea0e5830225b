//! Macros for values of derived types. In: a type, and what derives from it. Out: the conversions between them.

/// Gives a type from which others derive, and whose values are read into its struct, a method `derived`: the value by its
/// own type, as a variant of an enum that implements [`Polymorphic`](crate::codegen::Polymorphic). The arguments are the type, the
/// enum, and its variant for the type itself.
///
/// ```
/// use service_client::{Extra, Field, Model, codegen::{Place, Polymorphic, TypeTag, Visit}};
/// # macro_rules! person {
/// #     ($type:ident, $name:literal, $($field:ident)*) => {
/// #         #[derive(Clone, Default)]
/// #         pub struct $type { $(pub $field: Option<String>,)* pub extra: Extra }
/// #         impl Model for $type {
/// #             fn slot(&mut self, name: &str) -> Place<'_> {
/// #                 match name {
/// #                     $(stringify!($field) => Place::Declared(&mut self.$field),)*
/// #                     _ => Place::Extra(&mut self.extra),
/// #                 }
/// #             }
/// #             fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
/// #                 $(visit.property(stringify!($field), self.$field.view());)*
/// #             }
/// #             fn extra(&self) -> &Extra { &self.extra }
/// #         }
/// #         service_client::codegen::model!($type, $name);
/// #     };
/// # }
/// # person!(Person, "sample.person", name);
/// # person!(Manager, "sample.manager", name budget);
///
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum AnyPerson {
///     Person(Box<Person>),
///     Manager(Box<Manager>),
/// }
/// # impl Polymorphic for AnyPerson {
/// #     fn of_type(name: &str) -> Option<Self> {
/// #         Some(match name {
/// #             "sample.person" => Self::Person(Box::default()),
/// #             "sample.manager" => Self::Manager(Box::default()),
/// #             _ => return None,
/// #         })
/// #     }
/// #     fn model(&self) -> (Option<&'static TypeTag>, &dyn Model) {
/// #         match self {
/// #             Self::Person(value) => (None, &**value),
/// #             Self::Manager(value) => (Some(&TypeTag("#sample.manager")), &**value),
/// #         }
/// #     }
/// #     fn model_mut(&mut self) -> &mut dyn Model {
/// #         match self {
/// #             Self::Person(value) => &mut **value,
/// #             Self::Manager(value) => &mut **value,
/// #         }
/// #     }
/// # }
/// // impl Polymorphic for AnyPerson …
/// service_client::codegen::derived!(Person, AnyPerson, Person);
/// service_client::codegen::from_derived!(Person, Manager, "#sample.manager");
///
/// let json = br##"{"@odata.type":"#sample.manager","name":"Ann","budget":"12"}"##;
/// let person: Person = service_client::from_json(json)?;
/// assert_eq!(person.name.as_deref(), Some("Ann"));
/// assert_eq!(service_client::to_json(&person), json);
///
/// let AnyPerson::Manager(manager) = person.derived()? else { panic!() };
/// assert_eq!(manager.budget.as_deref(), Some("12"));
/// let person: Person = (*manager).into();
/// assert_eq!(service_client::to_json(&person), json);
/// # Ok::<(), service_client::error::DecodeError>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! derived {
    ($base:ident, $any:ident, $variant:ident) => {
        impl $base {
            /// The value by its own type, as `@odata.type` tells it; what is of a type that this crate does not know
            /// stays as it is. It is made of the value each time.
            ///
            /// # Errors
            /// If a property that only the derived type declares does not fit it.
            pub fn derived(&self) -> ::core::result::Result<$any, $crate::error::DecodeError> {
                ::core::result::Result::Ok(match $crate::__private::derived(self)? {
                    ::core::option::Option::Some(any) => any,
                    ::core::option::Option::None => {
                        $any::$variant(::std::boxed::Box::new(::core::clone::Clone::clone(self)))
                    }
                })
            }
        }
    };
}

/// Makes a type from one that derives from it, so that its values can stand where the base is declared. The arguments are the
/// base, the derived type, and what `@odata.type` tells of it. See [`derived!`](crate::derived).
#[doc(hidden)]
#[macro_export]
macro_rules! from_derived {
    ($base:ty, $derived:ty, $tag:literal) => {
        impl ::core::convert::From<$derived> for $base {
            fn from(value: $derived) -> Self {
                $crate::__private::into_base(&value, $tag)
            }
        }
    };
}
