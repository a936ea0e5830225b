//! `$ref`. In: a navigation property whose entities are not contained. Out: requests that add, set, remove
//! and list the references to them (OData Protocol, sections 11.2.8 and 11.4.6).

use std::marker::PhantomData;

use http::Method;

use super::{Delete, EntityId, List, Page, Resource};
use crate::error::Result;
use crate::request::{Request, common};
use crate::request::{decode_model, decode_nothing};
use crate::value::{Json, to_json};
use crate::{Guid, RawResponse, ResponseFuture};

/// How a key is written into a path (OData URL Conventions, sections 4.3.1 and 4.3.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyStyle {
    /// `members('a')`.
    Parentheses,
    /// `members/a`.
    Segment,
}

/// The key of an entity in a collection of references: texts, numbers and GUIDs become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(KeyValue);

#[derive(Clone, Debug, PartialEq, Eq)]
enum KeyValue {
    Text(String),
    Number(i64),
    Guid(Guid),
}

impl Key {
    fn under(&self, resource: &Resource, style: KeyStyle) -> Resource {
        let field: &dyn crate::Field = match &self.0 {
            KeyValue::Text(text) => text,
            KeyValue::Number(number) => number,
            KeyValue::Guid(guid) => guid,
        };
        match style {
            KeyStyle::Segment => resource.key_segment(&[field]),
            KeyStyle::Parentheses => resource.key_parentheses(&[("", field)]),
        }
    }
}

impl From<&str> for Key {
    fn from(key: &str) -> Self {
        Self(KeyValue::Text(key.to_owned()))
    }
}

impl From<String> for Key {
    fn from(key: String) -> Self {
        Self(KeyValue::Text(key))
    }
}

impl From<&String> for Key {
    fn from(key: &String) -> Self {
        Self::from(key.as_str())
    }
}

impl From<i32> for Key {
    fn from(key: i32) -> Self {
        Self(KeyValue::Number(key.into()))
    }
}

impl From<i64> for Key {
    fn from(key: i64) -> Self {
        Self(KeyValue::Number(key))
    }
}

impl From<Guid> for Key {
    fn from(key: Guid) -> Self {
        Self(KeyValue::Guid(key))
    }
}

/// The references of a collection-valued navigation property. The entities themselves are neither created
/// nor deleted.
///
/// ```no_run
/// # async fn run(group: odata_client::Resource) -> odata_client::Result<()> {
/// use odata_client::KeyStyle;
/// let members = group.references("members", KeyStyle::Segment);
/// members.add("https://example.org/users/1").await?; // POST …/members/$ref
/// members.remove("1").await?; // DELETE …/members/1/$ref
/// # Ok(()) }
/// ```
///
/// `K` is how an entity is identified by its key; where keys are [composite](CompositeKey), use `remove_id`.
#[must_use = "references do nothing until a request is sent"]
pub struct References<K = Key> {
    collection: Resource,
    style: KeyStyle,
    key: PhantomData<fn() -> K>,
}

/// The key of entities whose key has several parts. References to them are removed by
/// [`remove_id`](References::remove_id).
#[derive(Clone, Copy, Debug)]
pub enum CompositeKey {}

impl References {
    /// `DELETE …/{key}/$ref`: removes the entity with this key from the collection.
    pub fn remove(&self, key: impl Into<Key>) -> Delete {
        let item = key.into().under(&self.collection, self.style);
        item.segment("$ref").delete()
    }
}

impl<K> References<K> {
    pub(crate) fn new(collection: Resource, style: KeyStyle) -> Self {
        Self {
            collection,
            style,
            key: PhantomData,
        }
    }

    /// `GET …/$ref`: the ids of the entities, each an object with `@odata.id`.
    pub fn list(&self) -> List<Json> {
        self.collection.segment("$ref").list()
    }

    /// `POST …/$ref`: adds an entity that is there already.
    pub fn add(&self, target: impl Into<EntityId>) -> Refer {
        Refer::new(&self.collection, Method::POST, target.into())
    }

    /// `DELETE …/$ref?$id=…`: removes the entity with this id from the collection.
    pub fn remove_id(&self, target: impl Into<EntityId>) -> Delete {
        let delete = self.collection.segment("$ref").delete();
        delete.query("$id", target.into().as_str())
    }
}

impl<K> Clone for References<K> {
    fn clone(&self) -> Self {
        Self::new(self.collection.clone(), self.style)
    }
}

impl<K> std::fmt::Debug for References<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "References({})", self.collection.path())
    }
}

/// The reference of a single-valued navigation property.
#[derive(Clone, Debug)]
#[must_use = "a reference does nothing until a request is sent"]
pub struct Reference(Resource);

impl Reference {
    pub(crate) fn new(resource: Resource) -> Self {
        Self(resource)
    }

    /// `GET …/$ref`: the id of the entity, in `@odata.id`.
    pub fn get(&self) -> GetReference {
        let request = Request::to_resource(&self.0.segment("$ref"), Method::GET);
        GetReference { request }
    }

    /// `PUT …/$ref`: refers to an entity that is there already.
    pub fn set(&self, target: impl Into<EntityId>) -> Refer {
        Refer::new(&self.0, Method::PUT, target.into())
    }

    /// `DELETE …/$ref`: refers to nothing any more.
    pub fn remove(&self) -> Delete {
        self.0.segment("$ref").delete()
    }
}

/// `POST` or `PUT` of a reference. Answers nothing.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Refer {
    request: Request,
}

impl Refer {
    fn new(resource: &Resource, method: Method, target: EntityId) -> Self {
        let body = serde_json::json!({ "@odata.id": target.into_string() });
        let request = Request::to_resource(&resource.segment("$ref"), method).json(to_json(&body));
        Self { request }
    }

    fn into_request(self) -> Request {
        self.request
    }
}

common!(impl[] Refer, (), decode_nothing);

/// `GET` of a reference. Answers the id of the entity; `None` where there is none.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct GetReference {
    request: Request,
}

impl GetReference {
    fn into_request(self) -> Request {
        self.request
    }
}

fn decode_id(reply: &RawResponse) -> Result<Option<EntityId>> {
    let page: Page<Json> = decode_model(reply)?;
    let id = page.extra.annotation("odata.id");
    let id = id.or_else(|| page.extra.annotation("id"));
    Ok(id.and_then(Json::as_str).map(EntityId::from))
}

common!(impl[] GetReference, Option<EntityId>, decode_id);
