//! Pages of collections. In: `{"value": […], "@odata.nextLink": …}`. Out: items and links.

use crate::value::{Extra, Field, Model, Place, Visit};

/// One page of a collection (OData JSON Format, section 13).
#[derive(Clone)]
pub struct Page<T> {
    /// The items.
    pub value: Vec<T>,
    /// Where the next page is; `None` on the last one.
    pub next_link: Option<String>,
    /// Where the changes since now will be.
    pub delta_link: Option<String>,
    /// How many items there are on all pages, if asked for.
    pub count: Option<i64>,
    /// Other annotations, such as `@odata.context`.
    pub extra: Extra,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            value: Vec::new(),
            next_link: None,
            delta_link: None,
            count: None,
            extra: Extra::default(),
        }
    }
}

impl<T: Field> Model for Page<T> {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "value" => &mut self.value,
            "@odata.nextLink" | "@nextLink" => &mut self.next_link,
            "@odata.deltaLink" | "@deltaLink" => &mut self.delta_link,
            "@odata.count" | "@count" => &mut self.count,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.property("@odata.count", self.count.view());
        visit.property("@odata.nextLink", self.next_link.view());
        visit.property("@odata.deltaLink", self.delta_link.view());
        visit.property("value", self.value.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}

/// Prints items, links and count.
impl<T: Field> std::fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        crate::value::debug_model("Page", self, f)
    }
}

impl<T: Field> PartialEq for Page<T> {
    fn eq(&self, other: &Self) -> bool {
        crate::value::equal_models(self, other)
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

/// `{"value": …}`: how a primitive value comes.
pub(crate) struct Wrapped<T> {
    pub(crate) value: Option<T>,
    extra: Extra,
}

impl<T> Default for Wrapped<T> {
    fn default() -> Self {
        Self {
            value: None,
            extra: Extra::default(),
        }
    }
}

impl<T: Field> Model for Wrapped<T> {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            // Nothing else is kept, so that a value which cannot be held is an error.
            "value" | "" => &mut self.value,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.property("value", self.value.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}
