//! Pages of collections. In: `{"value": […], "@odata.nextLink": …}`. Out: items and links.

use crate::error::{DecodeError, Error};
use crate::request::RawResponse;
use crate::value::{
    Extra, Field, Json, Mismatch, Model, Place, Slot, Token, View, Visit, read_model_of_reply,
};

/// One page of a collection (OData JSON Format, section 13).
#[derive(Clone)]
pub struct Page<T> {
    /// The items.
    pub value: Vec<T>,
    /// Where the next page is, as an absolute URL; `None` on the last one.
    pub next_link: Option<String>,
    /// Where the changes since now will be, as an absolute URL.
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

/// What a page is read into: its parts, apart from each other, and whether there was a list. Not generic, so
/// compiled once.
pub(super) struct PageReader<'a> {
    items: ItemsReader<'a>,
    next_link: &'a mut Option<String>,
    delta_link: &'a mut Option<String>,
    count: &'a mut Option<i64>,
    extra: &'a mut Extra,
}

/// The items of a page. A null is not a list.
struct ItemsReader<'a> {
    items: Option<&'a mut dyn Field>,
    came: bool,
}

impl<T: Field> Page<T> {
    pub(super) fn reader(&mut self) -> PageReader<'_> {
        PageReader {
            items: ItemsReader {
                items: Some(&mut self.value),
                came: false,
            },
            next_link: &mut self.next_link,
            delta_link: &mut self.delta_link,
            count: &mut self.count,
            extra: &mut self.extra,
        }
    }
}

impl Field for ItemsReader<'_> {
    fn empty() -> Self {
        Self {
            items: None,
            came: false,
        }
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        match &mut self.items {
            Some(items) if !matches!(token, Token::Null) => {
                self.came = true;
                items.put(token)
            }
            _ => Err(Mismatch { expected: "a list" }),
        }
    }

    fn view(&self) -> View<'_> {
        self.items.as_ref().map_or(View::Null, |items| items.view())
    }
}

impl Model for PageReader<'_> {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "value" => &mut self.items,
            "@odata.nextLink" | "@nextLink" => self.next_link,
            "@odata.deltaLink" | "@deltaLink" => self.delta_link,
            "@odata.count" | "@count" => self.count,
            _ => return Place::Extra(self.extra),
        })
    }

    fn each<'a>(&'a self, _: &mut Visit<'_, 'a>) {}

    fn extra(&self) -> &Extra {
        self.extra
    }
}

impl RawResponse {
    /// Reads a page, and makes its links absolute. What is not a page, an empty reply among it, is an error:
    /// were it an empty page, nobody would notice.
    pub(super) fn read_page(&self, mut page: PageReader<'_>) -> crate::error::Result<()> {
        if !self.read_with(&mut |body| read_model_of_reply(body, &mut page, self.links()))? {
            return Err(self.no_content());
        }
        if !page.items.came {
            return Err(self.without_value("an object with a list in `value`"));
        }
        let context = ["odata.context", "context"];
        let context = context
            .iter()
            .find_map(|name| page.extra.annotation(name)?.as_str());
        for link in [page.next_link, page.delta_link] {
            *link = link
                .take()
                .filter(|link| !link.is_empty())
                .map(|link| self.link(&link, context));
        }
        Ok(())
    }

    /// The error of a reply that has no `value`: the service's own, where it tells one.
    fn without_value(&self, expected: &str) -> Error {
        let error = self.read_error();
        if error.code.is_some() || error.message.is_some() {
            return Error::Service(Box::new(error));
        }
        let found = "an object without it";
        self.identified(DecodeError::mismatch(String::new(), expected, found))
    }
}

/// A page of a collection.
pub(super) fn decode_page<T: Field>(reply: &RawResponse) -> crate::error::Result<Page<T>> {
    let mut page = Page::default();
    reply.read_page(page.reader())?;
    Ok(page)
}

/// `{"value": …}`: how a primitive value comes.
struct Wrapped<T> {
    value: Option<T>,
    came: bool,
    extra: Extra,
}

impl<T: Field> Model for Wrapped<T> {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            // Nothing else is kept, so that a value which cannot be held is an error.
            "" => &mut self.value,
            "value" => {
                self.came = true;
                &mut self.value
            }
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

/// A single value; `None` where it is null, or the reply has no content (OData Protocol 4.01, section
/// 11.2.4).
pub(super) fn decode_single<T: Field>(reply: &RawResponse) -> crate::error::Result<Option<T>> {
    let mut wrapped = Wrapped {
        value: None,
        came: false,
        extra: Extra::default(),
    };
    let read =
        reply.read_with(&mut |body| read_model_of_reply(body, &mut wrapped, reply.links()))?;
    reply.check_single(read, wrapped.came, &wrapped.extra)?;
    Ok(wrapped.value)
}

impl RawResponse {
    fn check_single(&self, read: bool, came: bool, extra: &Extra) -> crate::error::Result<()> {
        if !read && self.status() == http::StatusCode::OK {
            return Err(self.no_content());
        }
        if read && !came && extra.get("@odata.null") != Some(&Json::Bool(true)) {
            return Err(self.without_value("an object with `value`"));
        }
        Ok(())
    }
}
