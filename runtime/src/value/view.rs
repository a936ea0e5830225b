//! What a field holds, seen from outside. In: fields. Out: what writers, comparison and printing need.

use std::borrow::Cow;

use super::{Date, DateTimeOffset, Decimal, Duration, Field, Guid, Json, Model, TimeOfDay};

/// What a [`Field`] holds.
///
/// Types that are all strings in JSON stay apart, since they differ as OData URL literals.
#[derive(Clone)]
#[non_exhaustive]
pub enum View<'a> {
    /// Nothing.
    Null,
    /// `Edm.Boolean`.
    Bool(bool),
    /// A whole number of at most 32 bits.
    Int(i64),
    /// `Edm.Int64`.
    Int64(i64),
    /// A whole number of 64 bits without a sign.
    UInt64(u64),
    /// `Edm.Double`.
    Double(f64),
    /// `Edm.Single`.
    Single(f32),
    /// `Edm.Decimal`.
    Decimal(&'a Decimal),
    /// `Edm.String`.
    Str(&'a str),
    /// `Edm.Guid`.
    Guid(Guid),
    /// `Edm.Date`.
    Date(Date),
    /// `Edm.TimeOfDay`.
    TimeOfDay(TimeOfDay),
    /// `Edm.DateTimeOffset`.
    DateTimeOffset(DateTimeOffset),
    /// `Edm.Duration`.
    Duration(Duration),
    /// `Edm.Binary`: the bytes themselves.
    Binary(&'a [u8]),
    /// A member of an enumeration, or several with commas between.
    Enum {
        /// The qualified name of the enumeration, which stands before it in URLs.
        type_name: &'static str,
        /// The name of the member, or the names.
        text: Cow<'a, str>,
    },
    /// Any JSON.
    Json(&'a Json),
    /// JSON as it came, and the value that is nearest to it.
    RawJson(&'a str, &'a Json),
    /// An entity or a complex value.
    Model(&'a dyn Model),
    /// A collection.
    List(&'a dyn List),
}

/// A collection, seen as a trait object.
pub trait List {
    /// How many items there are.
    fn count(&self) -> usize;
    /// The item at a position from 0, `None` past the end.
    fn item(&self, index: usize) -> Option<&dyn Field>;
}

impl<T: Field> List for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Option<&dyn Field> {
        match self.get(index) {
            Some(item) => Some(item),
            None => None,
        }
    }
}

/// The items of a list as views.
pub(crate) fn items(list: &dyn List) -> impl Iterator<Item = View<'_>> {
    (0..list.count()).filter_map(move |index| list.item(index).map(Field::view))
}
