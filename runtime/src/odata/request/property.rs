//! Single properties. In: a resource and the name of a primitive property. Out: requests that read, set and clear its
//! value alone (OData Protocol 4.01, sections 11.2.4 and 11.4.9).

use std::marker::PhantomData;

use http::Method;

use super::{Delete, Media, OtherMethod, Resource, returns};
use crate::value::{Field, outgoing_json};

/// A primitive property, or a list of values, by its own address.
///
/// ```no_run
/// # async fn run(user: odata_client::Resource) -> odata_client::Result<()> {
/// let name = user.property::<String>("displayName");
/// let was: Option<String> = name.get().await?; // GET …/displayName
/// name.set(&"Ann".to_owned()).await?; // PUT …/displayName
/// name.clear().await?; // DELETE …/displayName
/// let bytes = name.raw().get().await?; // GET …/displayName/$value
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a property does nothing until a request is sent"]
pub struct ValueOf<T> {
    resource: Resource,
    value: PhantomData<fn() -> T>,
}

impl Resource {
    /// A primitive property of this entity or complex value, or one that is a list, by its name on the wire. A complex
    /// one is a resource of its own: `segment("address").get::<Address>()`, with `update`, `replace` and `delete`.
    pub fn property<T: Field + 'static>(&self, name: &str) -> ValueOf<T> {
        ValueOf {
            resource: self.segment(name),
            value: PhantomData,
        }
    }
}

impl<T: Field + 'static> ValueOf<T> {
    /// `GET` of the value; `None` if it is null.
    pub fn get(&self) -> OtherMethod<returns::Single<T>> {
        self.resource.request(Method::GET)
    }

    /// `PUT` of a value. Answers nothing.
    pub fn set(&self, value: &T) -> OtherMethod<returns::Nothing> {
        let mut put = OtherMethod::new(&self.resource, Method::PUT);
        put.set_json(|numbers| {
            let value = outgoing_json(value, numbers);
            [b"{\"value\":".as_slice(), &value, b"}"].concat()
        });
        put
    }

    /// `DELETE`: sets it to null.
    pub fn clear(&self) -> Delete {
        self.resource.delete()
    }

    /// The value as bare text or bytes (`$value`).
    pub fn raw(&self) -> Media {
        self.resource.segment("$value").media()
    }
}
