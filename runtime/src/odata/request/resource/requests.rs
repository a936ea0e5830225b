//! Requests to a resource. In: bodies and names. Out: requests to be given options, and sent.

use http::Method;

use super::Resource;
use crate::Body;
use crate::odata::returns::Returns;
use crate::odata::{
    CompositeKey, Count, Create, CreateMedia, Delete, Get, Invocation, KeyStyle, List, Media,
    OtherMethod, Reference, References, Update,
};
use crate::request::Request;
use crate::value::{Declaration, Field, Model, Named, Sent};

impl Resource {
    /// `GET` of one entity or complex value, into a model, or into [`Json`](crate::Json).
    pub fn get<T: Field + Default>(&self) -> Get<T> {
        Get::new(Request::to_resource(self, Method::GET))
    }

    /// `GET` of a collection: its first page.
    pub fn list<T: Field>(&self) -> List<T> {
        List::new(Request::to_resource(self, Method::GET))
    }

    /// `POST` of a new entity to this collection.
    ///
    /// Sent is what is set, other entities in navigation properties too (a deep insert), without control
    /// information that only replies have. Below a type cast the type is told as `@odata.type`.
    pub fn create<T: Model + Field + Named + Default>(&self, body: &T) -> Create<T> {
        Create::new(self.post(body, const { Declaration::by::<T>() }))
    }

    fn post(&self, body: &dyn Model, declared: Declaration) -> Request {
        let request = Request::to_resource(self, Method::POST);
        let (request, mut entity) = request.taking(body, declared);
        if self.path.rsplit('/').next() == Some(declared.type_name) {
            entity.tell_type(declared.type_name);
        }
        let mut json = Vec::with_capacity(256);
        entity.write(Sent::ALL_SET, &mut json);
        request.json(json)
    }

    /// `POST` of content of a media type such as `image/png` to this collection, whose items are media
    /// entities: bytes, or a [`Body::stream`], which is sent once and not again after a failure.
    pub fn create_media<T: Field + Default>(
        &self,
        content: impl Into<Body>,
        content_type: &str,
    ) -> CreateMedia<T> {
        CreateMedia::new(self, content.into(), content_type)
    }

    /// `PATCH` of this entity with the properties that are set.
    pub fn update<T: Model + Field + Named + Default>(&self, body: &T) -> Update<T> {
        Update::new(Request::to_resource(self, Method::PATCH), body)
    }

    /// `PUT` of this entity, where a service updates so.
    pub fn replace<T: Model + Field + Named + Default>(&self, body: &T) -> Update<T> {
        Update::new(Request::to_resource(self, Method::PUT), body)
    }

    /// `DELETE` of this entity.
    pub fn delete(&self) -> Delete {
        Delete::new(Request::to_resource(self, Method::DELETE))
    }

    /// A request of any method, for what has no method of its own.
    ///
    /// ```
    /// # use odata_client::{Client, Resource, StaticToken, http, returns};
    /// # let client = Client::builder("https://example.org").credential(StaticToken::new("x")).build()?;
    /// let apps = Resource::root(&client).segment("apps");
    /// let request = apps.request::<returns::Raw>(http::Method::POST);
    /// let request = request.body(vec![0x50, 0x4b], "application/zip");
    /// assert_eq!(format!("{request:?}"), "POST /apps");
    /// # Ok::<(), odata_client::Error>(())
    /// ```
    pub fn request<R: Returns>(&self, method: Method) -> OtherMethod<R> {
        OtherMethod::new(self, method)
    }

    /// Requests to the stream at this path.
    pub fn media(&self) -> Media {
        Media::new(self.clone())
    }

    /// How many items this collection has.
    pub fn count(&self) -> Count {
        Count::new(self)
    }

    /// The references that a collection holds to entities which it does not contain, by the name of the
    /// navigation property.
    pub fn references(&self, name: &str, style: KeyStyle) -> References {
        References::new(self.segment(name), style)
    }

    /// As [`references`](Self::references), to entities whose key has several parts.
    pub fn references_by_id(&self, name: &str) -> References<CompositeKey> {
        References::new(self.segment(name), KeyStyle::Parentheses)
    }

    /// The reference to an entity that is not contained, by the name of the navigation property.
    pub fn reference(&self, name: &str) -> Reference {
        Reference::new(self.segment(name))
    }

    /// `POST` of an action, bound to this resource.
    pub fn action<R: Returns>(&self, name: &str) -> Invocation<R> {
        Invocation::action(self, name)
    }

    /// `GET` of a function, bound to this resource.
    pub fn function<R: Returns>(&self, name: &str) -> Invocation<R> {
        Invocation::function(self, name)
    }
}
