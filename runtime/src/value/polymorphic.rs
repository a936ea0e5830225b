//! Values of a type that others derive from. In: objects with or without `@odata.type`. Out: the
//! variant that the annotation names, and the annotation again where it must be sent.
//!
//! An enum of the generated crate has one variant per declared type; [`Polymorphic`] is the little that
//! differs between such enums, the macro [`polymorphic!`](crate::polymorphic) gives them the rest.

use std::borrow::Cow;

use super::{Field, Mismatch, Model, Slot, Token, View, Visit};

/// What an object's type is told with (OData JSON Format 4.01, section 4.6.3), in both spellings.
pub(crate) const TYPE: &str = "@odata.type";
pub(super) const SHORT_TYPE: &str = "@type";

/// A value of `@odata.type`, such as `#sample.manager`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeTag(pub &'static str);

impl TypeTag {
    /// The qualified name, without `#`.
    pub fn type_name(self) -> &'static str {
        self.0.strip_prefix('#').unwrap_or(self.0)
    }
}

impl Field for TypeTag {
    fn empty() -> Self {
        Self("")
    }

    fn put(&mut self, _: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        Err(Mismatch {
            expected: "nothing: a variant says its type itself",
        })
    }

    fn view(&self) -> View<'_> {
        View::Str(self.0)
    }
}

/// Aliases of namespaces, each with the namespace that it stands for (OData CSDL XML 4.01, section 5.1).
pub type Aliases = &'static [(&'static str, &'static str)];

/// An enum over a type and all that derives from it. The default is a value of the type itself, which
/// also holds derived types that the enum does not know.
///
/// Values that are declared as an abstract type are read into it: [`polymorphic!`](crate::polymorphic) gives it what that
/// takes. Those of other types are read into the struct, which gives the enum when asked:
/// see [`derived!`](crate::derived).
///
/// ```
/// use service_client::{Extra, Field, Model, codegen::{Place, Polymorphic, TypeTag, Visit}};
/// # macro_rules! person {
/// #     ($type:ident, $name:literal) => {
/// #         #[derive(Clone, Default)]
/// #         pub struct $type { pub name: Option<String>, pub extra: Extra }
/// #         impl Model for $type {
/// #             fn slot(&mut self, name: &str) -> Place<'_> {
/// #                 match name {
/// #                     "name" => Place::Declared(&mut self.name),
/// #                     _ => Place::Extra(&mut self.extra),
/// #                 }
/// #             }
/// #             fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
/// #                 visit.property("name", self.name.view());
/// #             }
/// #             fn extra(&self) -> &Extra { &self.extra }
/// #         }
/// #         service_client::codegen::model!($type, $name);
/// #     };
/// # }
/// # person!(Person, "sample.person");
/// # person!(Manager, "sample.manager");
///
/// #[derive(Clone)]
/// #[non_exhaustive]
/// pub enum AnyPerson {
///     Person(Box<Person>),
///     Manager(Box<Manager>),
/// }
/// impl Polymorphic for AnyPerson {
///     fn of_type(name: &str) -> Option<Self> {
///         Some(match name {
///             "sample.person" => Self::Person(Box::default()),
///             "sample.manager" => Self::Manager(Box::default()),
///             _ => return None,
///         })
///     }
///     fn model(&self) -> (Option<&'static TypeTag>, &dyn Model) {
///         match self {
///             Self::Person(value) => (None, &**value),
///             Self::Manager(value) => (Some(&TypeTag("#sample.manager")), &**value),
///         }
///     }
///     fn model_mut(&mut self) -> &mut dyn Model {
///         match self {
///             Self::Person(value) => &mut **value,
///             Self::Manager(value) => &mut **value,
///         }
///     }
/// }
/// service_client::codegen::polymorphic!(AnyPerson, Person(Person), "sample.person");
///
/// let json = br##"{"@odata.type":"#sample.manager","name":"Ann"}"##;
/// let person: AnyPerson = service_client::from_json(json)?;
/// assert!(matches!(&person, AnyPerson::Manager(manager) if manager.name.as_deref() == Some("Ann")));
/// assert_eq!(service_client::to_json(&person), json);
/// # Ok::<(), service_client::error::DecodeError>(())
/// ```
pub trait Polymorphic: Sized {
    /// The aliases that the service's description has for the namespaces of these types.
    const ALIASES: Aliases = &[];

    /// An empty value of the type with this qualified name, which has no `#`; `None` if there is no
    /// such variant.
    fn of_type(name: &str) -> Option<Self>;

    /// The value as it is, and what its `@odata.type` must be; `None` for the declared type itself.
    fn model(&self) -> (Option<&'static TypeTag>, &dyn Model);

    /// The value as it is, to change it.
    fn model_mut(&mut self) -> &mut dyn Model;
}

/// A [`Polymorphic`] value as a trait object, as a reader needs it.
pub trait DynPolymorphic: Model {
    /// Becomes an empty value of another type; `false`, and no change, if there is no such variant.
    fn become_type(&mut self, name: &str) -> bool;

    /// What its `@odata.type` must be; `None` for the declared type itself.
    fn tag(&self) -> Option<&'static TypeTag>;
}

/// [`Model::each`] of every polymorphic value: the type first, as it was read where that was not the usual
/// spelling. Were it not first, reading it back would have to move what stands before it, in every object
/// on the way down.
pub(crate) fn each_of_variant<'a>(
    (tag, model): (Option<&'static TypeTag>, &'a dyn Model),
    visit: &mut Visit<'_, 'a>,
) {
    visit.tag = tag;
    let extra = model.extra();
    match (extra.get(TYPE), extra.get(SHORT_TYPE), tag) {
        (Some(told), ..) => visit.property(TYPE, told.view()),
        (None, Some(told), _) => visit.property(SHORT_TYPE, told.view()),
        (None, None, Some(tag)) => visit.property(TYPE, tag.view()),
        (None, None, None) => {}
    }
    model.each(visit);
}

/// [`Field::put`] of every polymorphic value.
pub(crate) fn put_variant<'a>(
    variant: &'a mut dyn DynPolymorphic,
    token: Token<'_>,
) -> Result<Slot<'a>, Mismatch> {
    match token {
        Token::Object => Ok(Slot::Polymorphic(variant)),
        _ => Err(Mismatch {
            expected: "an object",
        }),
    }
}

/// Whether a property tells the object's type.
pub(super) fn tells_type(name: &str) -> bool {
    name == TYPE || name == SHORT_TYPE
}

/// The qualified name in a value of `@odata.type`: after the `#` of a URL, of which mostly no more is there than
/// that; some services leave it out.
pub(super) fn named_type(value: &str) -> &str {
    value.rsplit_once('#').map_or(value, |(_, name)| name)
}

/// An empty value of the type with this qualified name: with an alias in place of its namespace, or in a version that the
/// enum does not know by itself.
pub(crate) fn of_type<P: Polymorphic>(name: &str) -> Option<P> {
    let mut empty = None;
    any_name(name, P::ALIASES, &mut |name| {
        empty = P::of_type(name);
        empty.is_some()
    });
    empty
}

/// Tries the names that a type may be known by until one is.
fn any_name(name: &str, aliases: Aliases, is_known: &mut dyn FnMut(&str) -> bool) {
    let name = without_alias(name, aliases);
    if !is_known(&name)
        && let Some(name) = without_version(&name)
    {
        is_known(&name);
    }
}

/// The name of a type without its version: `Chassis.Chassis` of `Chassis.v1_2_0.Chassis` (Redfish, DMTF DSP0266,
/// section 9.4). A type that stands for all its versions is known by that name.
fn without_version(name: &str) -> Option<String> {
    let (namespace, short) = name.rsplit_once('.')?;
    let (family, version) = namespace.rsplit_once('.')?;
    let numbers = version.strip_prefix('v')?.split('_');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_version = numbers.clone().count() == 3 && numbers.clone().all(is_number);
    is_version.then(|| format!("{family}.{short}"))
}

/// A qualified name, with the namespace in place of its alias.
fn without_alias(name: &str, aliases: Aliases) -> Cow<'_, str> {
    let Some((qualifier, short)) = name.rsplit_once('.') else {
        return Cow::Borrowed(name);
    };
    match aliases.iter().find(|(alias, _)| *alias == qualifier) {
        Some((_, namespace)) => Cow::Owned(format!("{namespace}.{short}")),
        None => Cow::Borrowed(name),
    }
}

#[cfg(test)]
mod tests {
    use super::without_version;

    #[test]
    fn versions_are_left_out_of_names() {
        let name = |name: &str| without_version(name);
        assert_eq!(
            name("Chassis.v1_2_10.Chassis").as_deref(),
            Some("Chassis.Chassis")
        );
        assert_eq!(name("a.b.v1_0_0.C").as_deref(), Some("a.b.C"));
        for other in [
            "Chassis.Chassis",
            "v1_0_0.C",
            "a.v1_0.C",
            "a.v1_0_x.C",
            "a.1_0_0.C",
            "a.v1_0_0_0.C",
            "C",
        ] {
            assert_eq!(name(other), None, "{other}");
        }
    }
}
