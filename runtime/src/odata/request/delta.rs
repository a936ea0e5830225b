//! Changes. In: pages that end in a delta link (OData Protocol, section 11.3). Out: what was changed,
//! what was removed, and the link to ask for later changes with.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::pages::Items;
use crate::client::Client;
use crate::error::{DecodeError, Error, Result};
use crate::odata::Resync;
use crate::request::Request;
use crate::value::{Extra, Field, Json, View, read_field, to_json};

/// One change in a collection.
///
/// Which items were removed is told as OData says it (`@removed`, or a context of `$deletedEntity`).
/// Services that say it with a property of the item itself (`deleted`) give it as updated.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Change<T> {
    /// The item is new or was changed; it may have the changed properties only.
    Updated(T),
    /// The item is no longer there.
    Removed(Removed),
}

/// An item that is no longer in a collection (OData JSON Format, section 15.3).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Removed {
    /// Its key `id`, or else its entity id.
    pub id: Option<String>,
    /// Why.
    pub reason: Reason,
    /// Whatever else is told of it, its key if that has another name among it.
    pub extra: Extra,
}

/// Why an item is no longer there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It was changed so that it no longer belongs to the collection, and may come back.
    Changed,
    /// It was deleted for good.
    Deleted,
    /// Something else, in the service's words; empty if it says nothing.
    Other(String),
    /// The service does not say.
    #[default]
    Unstated,
}

impl<T: Field> Change<T> {
    /// Tells updates and removals apart.
    fn of(item: T) -> Self {
        if is_removed(&item.view()) {
            Self::Removed(Removed::of(&item))
        } else {
            Self::Updated(item)
        }
    }
}

fn is_removed(view: &View<'_>) -> bool {
    let is_deleted = |context: &Json| {
        let context = context.as_str().unwrap_or_default();
        context.ends_with("/$deletedEntity")
    };
    match view {
        View::Model(model) => model.extra().iter().any(|(name, value)| match name {
            "@removed" | "@odata.removed" => true,
            "@odata.context" | "@context" => is_deleted(value),
            _ => false,
        }),
        View::Json(json) => {
            let context = json.get("@odata.context").or_else(|| json.get("@context"));
            json.get("@removed").is_some() || context.is_some_and(is_deleted)
        }
        _ => false,
    }
}

impl Removed {
    /// Removals are few: they go through JSON.
    fn of(item: &dyn Field) -> Self {
        let json: Json = crate::from_json(&to_json(item)).unwrap_or_default();
        let mut removed = Self::default();
        let Json::Object(object) = json else {
            return removed;
        };
        removed.extra = object.into_iter().collect();
        let ids = ["id", "@odata.id", "@id"].into_iter();
        let mut ids = ids.filter_map(|name| removed.extra.get(name)?.as_str());
        removed.id = ids.next().map(str::to_owned);
        let told = ["@removed", "@odata.removed", "reason"];
        let mut told = told
            .into_iter()
            .filter_map(|name| removed.extra.remove(name));
        if let Some(told) = told.next() {
            removed.reason = Reason::of(told.get("reason").unwrap_or(&told));
        }
        removed.extra.remove("id");
        removed
    }
}

impl Reason {
    fn of(json: &Json) -> Self {
        match json.as_str() {
            Some("changed") => Self::Changed,
            Some("deleted") => Self::Deleted,
            Some(other) => Self::Other(other.to_owned()),
            None => Self::Unstated,
        }
    }
}

impl Extra {
    /// The changes of a collection within a changed item, which come beside it as `members@delta`:
    /// `changes("members")`. Empty if there are none.
    ///
    /// ```
    /// use odata_client::{Change, Extra, Json};
    /// let mut extra = Extra::default();
    /// extra.insert("members@delta", serde_json::json!([{"id": "1", "@removed": {"reason": "deleted"}}]));
    /// let changes = extra.changes::<Json>("members")?;
    /// assert!(matches!(&changes[..], [Change::Removed(gone)] if gone.id.as_deref() == Some("1")));
    /// # Ok::<(), odata_client::error::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// If the items do not fit `T`; the error has the path.
    pub fn changes<T: Field>(&self, property: &str) -> Result<Vec<Change<T>>, DecodeError> {
        let name = format!("{property}@delta");
        let other = format!("{property}@odata.delta");
        let name = if self.get(&name).is_some() {
            name
        } else {
            other
        };
        let mut items = Vec::<T>::new();
        let json = match (self.raw(&name), self.get(&name)) {
            (Some(text), _) => text.as_bytes().to_vec(),
            (None, Some(json)) => to_json(json),
            (None, None) => return Ok(Vec::new()),
        };
        read_field(&json, &mut items).map_err(|error| error.below(&name))?;
        Ok(items.into_iter().map(Change::of).collect())
    }
}

/// The changes of a collection, over all pages; a [`Stream`], but `try_next` needs no extension trait.
/// Made by `changes()` of requests that answer lists.
///
/// The first round gives all items as updated. After the last change,
/// [`delta_link`](Self::delta_link) is to be saved: from there the next round gives what changed since.
/// If the service no longer knows a link, the error is [`Error::Resync`], which says what to do.
///
/// ```no_run
/// # use odata_client::{Change, Invocation, Json, returns::Many};
/// # async fn run(delta: Invocation<Many<Json>>, saved: Option<String>) -> odata_client::Result<()> {
/// let delta = match &saved {
///     Some(link) => delta.resume(link),
///     None => delta,
/// };
/// let mut changes = delta.changes();
/// while let Some(change) = changes.try_next().await? {
///     match change {
///         Change::Updated(item) => println!("store {item}"),
///         Change::Removed(gone) => println!("forget {:?}", gone.id),
///         _ => {}
///     }
/// }
/// let saved = changes.delta_link();
/// # Ok(()) }
/// ```
#[must_use = "a stream does nothing until it is asked for something"]
pub struct Changes<T> {
    items: Items<T>,
    /// Whether the round has ended, well or not.
    ended: bool,
}

impl<T> Changes<T> {
    pub(super) fn new(request: Request) -> Self {
        Self {
            items: Items::new(request),
            ended: false,
        }
    }

    /// Goes on at a saved delta link or next link.
    pub fn resume(client: &Client, link: &str) -> Self {
        Self {
            items: Items::resume(client, link),
            ended: false,
        }
    }

    /// Where later changes will be, as an absolute URL: save it when all changes have been taken. `None` before
    /// that.
    pub fn delta_link(&self) -> Option<&str> {
        let link = self.items.delta_link()?;
        (self.items.remaining() == 0).then_some(link)
    }

    /// Where the page after the current one is, or the one that failed: to go on in the middle of a
    /// round. See [`Items::next_link`].
    pub fn next_link(&self) -> Option<&str> {
        self.items.next_link()
    }
}

impl<T: Field> Changes<T> {
    /// The next change; `None` after the last one.
    ///
    /// # Errors
    /// [`Error::Resync`] if the service no longer knows the link; [`Error::NoDeltaLink`] in place of the end, if
    /// the service gives no link to later changes; others as for any request.
    pub async fn try_next(&mut self) -> Result<Option<Change<T>>> {
        std::future::poll_fn(|context| self.poll_change(context))
            .await
            .transpose()
    }

    fn poll_change(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Change<T>>>> {
        let item = ready!(self.items.poll_item(context));
        Poll::Ready(match item {
            Some(Ok(item)) => Some(Ok(Change::of(item))),
            Some(Err(error)) => {
                self.ended = true;
                Some(Err(resync(error)))
            }
            // Without a link, the round would look like a whole one, and later changes would be missed.
            None => {
                let ended = std::mem::replace(&mut self.ended, true);
                (!ended && self.items.delta_link().is_none()).then_some(Err(Error::NoDeltaLink))
            }
        })
    }
}

/// Tells apart that a link is no longer known.
fn resync(error: Error) -> Error {
    match error {
        Error::Service(service) => match Resync::of(service) {
            Ok(resync) => Error::Resync(Box::new(resync)),
            Err(service) => Error::Service(service),
        },
        other => other,
    }
}

impl<T: Field> Stream for Changes<T> {
    type Item = Result<Change<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_change(context)
    }
}

/// Shows where it is.
impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Changes({:?})", self.items)
    }
}
