//! Structured values: entities, complex values, and what the runtime itself reads.

use super::polymorphic::{SHORT_TYPE, TYPE};
use super::{Extra, Field, Mismatch, Slot, Token, TypeTag, View};

/// What an object's type is told with.
const TYPES: [&str; 2] = [TYPE, SHORT_TYPE];

/// A structured value: it has named properties, and keeps those it does not declare.
///
/// Generated types implement it, and get everything else from [`model!`](crate::model):
///
/// ```
/// use service_client::{Extra, Field, Model, codegen::{Place, Visit}};
///
/// #[derive(Clone, Default)]
/// pub struct Person {
///     pub display_name: Option<String>,
///     pub extra: Extra,
/// }
///
/// impl Model for Person {
///     fn slot(&mut self, name: &str) -> Place<'_> {
///         Place::Declared(match name {
///             "displayName" => &mut self.display_name,
///             _ => return Place::Extra(&mut self.extra),
///         })
///     }
///     fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
///         visit.property("displayName", self.display_name.view());
///     }
///     fn extra(&self) -> &Extra {
///         &self.extra
///     }
/// }
/// service_client::codegen::model!(Person, "sample.person");
///
/// let person: Person = service_client::from_json(br#"{"displayName": "Ann", "age": 3}"#)?;
/// assert_eq!(person.display_name.as_deref(), Some("Ann"));
/// assert_eq!(service_client::to_json(&person), br#"{"displayName":"Ann","age":3}"#);
/// # Ok::<(), service_client::error::DecodeError>(())
/// ```
///
/// It has few methods, and they are small, since each costs compile time once for every generated type.
pub trait Model {
    /// Where the value of a property goes, by its exact name in JSON.
    fn slot(&mut self, name: &str) -> Place<'_>;

    /// Shows every declared property in the order of writing; what holds nothing is passed over by
    /// [`Visit`].
    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>);

    /// What is not declared: open properties, annotations, properties to be cleared.
    fn extra(&self) -> &Extra;

    /// The same, to change it; `None` only where an implementation by hand keeps nothing.
    fn extra_mut(&mut self) -> Option<&mut Extra>
    where
        Self: Sized,
    {
        extra_mut(self)
    }

    /// The entity's version, as `@odata.etag` has it (`@etag` in OData 4.01): what to send in `If-Match`, so
    /// that nothing is overwritten that has changed meanwhile. `None` where the service sent none.
    #[cfg(feature = "odata")]
    fn etag(&self) -> Option<&str>
    where
        Self: Sized,
    {
        self.extra().etag()
    }
}

/// Where the value of a property goes; see [`Model::slot`].
pub enum Place<'a> {
    /// To a declared property.
    Declared(&'a mut dyn Field),
    /// To the others, under its name.
    Extra(&'a mut Extra),
}

/// What is shown the properties of a model; see [`Model::each`].
///
/// ```
/// use service_client::{Model, codegen::Visit};
///
/// fn names(model: &dyn Model) -> Vec<&str> {
///     let mut names = Vec::new();
///     model.each(&mut Visit::new(&mut |name, _, _| names.push(name)));
///     names
/// }
/// ```
pub struct Visit<'v, 'a> {
    show: &'v mut dyn FnMut(&'a str, View<'a>, PropertyRole),
    /// Set by values that may be of several types, where they are not of the declared one.
    pub(super) tag: Option<&'static TypeTag>,
}

impl<'v, 'a> Visit<'v, 'a> {
    /// Calls `show` with the name, the value and the role of each property that holds something.
    pub fn new(show: &'v mut dyn FnMut(&'a str, View<'a>, PropertyRole)) -> Self {
        Self { show, tag: None }
    }

    /// One property: its name in JSON, and what it holds.
    // Inlined, so that where most properties are null, each costs one comparison.
    #[inline]
    pub fn property(&mut self, name: &'a str, view: View<'a>) {
        if !matches!(view, View::Null) {
            (self.show)(name, view, PropertyRole::Structural);
        }
    }

    /// One property that no update changes: a key, or annotated with `Core.Computed` or `Core.Immutable`.
    #[inline]
    pub fn read_only(&mut self, name: &'a str, view: View<'a>) {
        if !matches!(view, View::Null) {
            (self.show)(name, view, PropertyRole::ReadOnly);
        }
    }

    /// One navigation property.
    #[inline]
    pub fn navigation(&mut self, name: &'a str, view: View<'a>) {
        if !matches!(view, View::Null) {
            (self.show)(name, view, PropertyRole::Navigation);
        }
    }
}

/// What a declared property is to an update: see [`Visit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PropertyRole {
    /// A property that updates change.
    Structural,
    /// A property that no update changes: a key, or annotated with `Core.Computed` or `Core.Immutable`.
    ReadOnly,
    /// A navigation property: what it holds are other entities, which updates leave alone.
    Navigation,
}

/// The undeclared part, to change it. No property has an empty name.
pub(crate) fn extra_mut(model: &mut dyn Model) -> Option<&mut Extra> {
    match model.slot("") {
        Place::Extra(extra) => Some(extra),
        Place::Declared(_) => None,
    }
}

/// A type with a name in the service's description.
pub trait Named {
    /// The qualified name, such as `microsoft.graph.call`.
    const TYPE_NAME: &'static str;
}

/// [`Field::put`] of every model.
pub(crate) fn put_model<'a>(
    model: &'a mut dyn Model,
    token: Token<'_>,
) -> Result<Slot<'a>, Mismatch> {
    match token {
        Token::Object => Ok(Slot::Model(model)),
        _ => Err(Mismatch {
            expected: "an object",
        }),
    }
}

/// Hands every present property of a model to `visit`: first what tells its type, then the declared ones, and the extra
/// ones unless a declared property of that name is present. Most extra ones have no role.
///
/// The type is first because readers need it before the properties: many services want it so.
pub(crate) fn present<'a>(
    model: &'a dyn Model,
    mut visit: impl FnMut(&'a str, View<'a>, Option<PropertyRole>),
) {
    let extra = model.extra();
    let exact = !extra.has_beside();
    if extra.is_empty() && exact {
        return model.each(&mut Visit::new(&mut |name, view, role| {
            visit(name, view, Some(role));
        }));
    }
    // Names seldom clash, and a bit per name rules most of them out without a lookup.
    let bits = extra.iter().fold(0, |bits, (name, _)| bits | bit(name));
    let mut shadowed: Vec<&'a str> = Vec::new();
    let told = TYPES.into_iter().find(|name| extra.get(name).is_some());
    if let (Some(name), Some(value)) = (told, told.and_then(|name| extra.get(name))) {
        shadowed.push(name);
        visit(name, value.view(), None);
    }
    model.each(&mut Visit::new(&mut |name, view, role| {
        if bits & bit(name) != 0 && extra.get(name).is_some() {
            // A variant tells its type itself.
            if told == Some(name) {
                return;
            }
            shadowed.push(name);
        }
        let view = if exact { view } else { extra.exact(name, view) };
        visit(name, view, Some(role));
    }));
    for (name, view) in extra.views() {
        if !shadowed.contains(&name) {
            visit(name, view, extra.role(name));
        }
    }
}

/// One of 64 bits, by first letter and length.
fn bit(name: &str) -> u64 {
    let first = name.bytes().next().unwrap_or_default();
    1 << ((usize::from(first) * 31 + name.len()) % 64)
}
