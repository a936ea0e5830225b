//! Properties: their names, with whose they are and what kind of value they have.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Div;

use super::kind::{Collection, Number, Structured};
use super::{Expression, Inherits};
use crate::error::InvalidRequest;
use crate::value::Named;

/// A property of `O`, or a path to one, with values of a [kind](super::kind) `K`.
///
/// Generated code has a constant for each, by [`property!`](crate::property); [`Property::named`]
/// makes one that the service's description does not have.
pub struct Property<O, K> {
    path: Cow<'static, str>,
    /// Whether it stands in conditions and orders only, not in `$select` and `$expand`: a count, or a path
    /// over a navigation property (OData ABNF `selectProperty`, `expandPath`).
    only_evaluated: bool,
    mark: PhantomData<fn() -> (O, K)>,
}

impl<O, K> Property<O, K> {
    /// A property by its name on the wire.
    pub const fn new(name: &'static str) -> Self {
        Self {
            path: Cow::Borrowed(name),
            only_evaluated: false,
            mark: PhantomData,
        }
    }

    /// A property whose name is known at run time only, such as one of an open type. The name is not
    /// checked.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            path: Cow::Owned(name.into()),
            only_evaluated: false,
            mark: PhantomData,
        }
    }

    /// The name or path, as it stands in a query.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The property of a derived type in a query for its base: `sample.employee/office`.
    ///
    /// Without it, only properties that all items have can be named.
    pub fn seen_from<Base>(&self) -> Property<Base, K>
    where
        O: Named + Inherits<Base>,
    {
        let path = format!("{}/{}", O::TYPE_NAME, self.path);
        Property::evaluated(path, self.only_evaluated)
    }

    fn evaluated(path: String, only: bool) -> Self {
        Self {
            only_evaluated: only,
            ..Self::named(path)
        }
    }

    /// The path in `$select` and `$expand`.
    pub(super) fn listed(&self) -> Expression {
        if self.only_evaluated {
            return Expression::refused(InvalidRequest::EvaluatedPath(
                self.path.clone().into_owned(),
            ));
        }
        self.path().into()
    }
}

impl<O, K: Structured> Property<O, K> {
    /// A property of what this one holds or leads to: `address/city`. The same as `/`.
    ///
    /// Over a navigation property it is for conditions and orders: what is there is selected and expanded with
    /// [`select`](Self::select) and [`expand`](Self::expand) of that property, and a path in a list is an error
    /// when sent.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "constants are passed as they are"
    )]
    pub fn at<P, L>(&self, inner: Property<P, L>) -> Property<O, L>
    where
        K::Target: Inherits<P>,
    {
        let path = format!("{}/{}", self.path, inner.path);
        let only = self.only_evaluated || inner.only_evaluated || K::IS_LINK;
        Property::evaluated(path, only)
    }
}

impl<O, K> Property<O, Collection<K>> {
    /// How many there are, to compare or to sort by: `tags/$count`.
    pub fn count(&self) -> Property<O, Number> {
        Property::evaluated(format!("{}/$count", self.path), true)
    }
}

/// A path: `User::ADDRESS / Address::CITY`.
impl<O, K: Structured, P, L> Div<Property<P, L>> for Property<O, K>
where
    K::Target: Inherits<P>,
{
    type Output = Property<O, L>;

    fn div(self, inner: Property<P, L>) -> Property<O, L> {
        self.at(inner)
    }
}

impl<O, K> Clone for Property<O, K> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            only_evaluated: self.only_evaluated,
            mark: PhantomData,
        }
    }
}

impl<O, K> fmt::Debug for Property<O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Property({})", self.path)
    }
}

impl<O, K> fmt::Display for Property<O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

/// The name of a property where nothing says of which type: its constant, or its name on the wire.
pub trait PropertyName {
    /// The name on the wire, or a path with `/` between names.
    fn property_name(self) -> String;
}

impl PropertyName for &str {
    fn property_name(self) -> String {
        self.to_owned()
    }
}

impl PropertyName for String {
    fn property_name(self) -> String {
        self
    }
}

impl PropertyName for &String {
    fn property_name(self) -> String {
        self.clone()
    }
}

impl<O, K> PropertyName for Property<O, K> {
    fn property_name(self) -> String {
        self.path.into_owned()
    }
}

impl<O, K> PropertyName for &Property<O, K> {
    fn property_name(self) -> String {
        self.path().to_owned()
    }
}
