//! Entity ids. In: URLs, or requests to the entity. Out: the text that a reference or a binding sends.

use super::{Get, Resource};

/// The id of an entity as another one refers to it (OData Protocol, section 4.1): its URL, absolute or
/// relative to the service's root.
///
/// Made of a text as it is, of a [`Resource`], or of the request that would read the entity:
///
/// ```
/// # use odata_client::{Client, Extra, Field, Model, Resource, reference::EntityId, codegen::{Place, Visit}};
/// # #[derive(Clone, Default)]
/// # struct User { id: Option<String>, extra: Extra }
/// # impl Model for User {
/// #     fn slot(&mut self, name: &str) -> Place<'_> {
/// #         match name {
/// #             "id" => Place::Declared(&mut self.id),
/// #             _ => Place::Extra(&mut self.extra),
/// #         }
/// #     }
/// #     fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
/// #         visit.property("id", self.id.view());
/// #     }
/// #     fn extra(&self) -> &Extra {
/// #         &self.extra
/// #     }
/// # }
/// # odata_client::codegen::model!(User, "example.user");
/// # let client = Client::builder("https://example.org/v1.0").build()?;
/// let user = Resource::root(&client).segment("users").key_segment(&[&"a b".to_owned()]);
/// assert_eq!(EntityId::from(&user).as_str(), "https://example.org/v1.0/users/a%20b");
/// assert_eq!(EntityId::from(&user.get::<User>()), EntityId::from(&user));
/// # Ok::<(), odata_client::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityId(String);

impl EntityId {
    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL, moved out.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<&str> for EntityId {
    fn from(url: &str) -> Self {
        Self(url.to_owned())
    }
}

impl From<String> for EntityId {
    fn from(url: String) -> Self {
        Self(url)
    }
}

impl From<&String> for EntityId {
    fn from(url: &String) -> Self {
        Self(url.clone())
    }
}

impl From<&Resource> for EntityId {
    fn from(resource: &Resource) -> Self {
        // Within its batch, `$1` is enough (OData Protocol 4.01, section 11.7.4).
        if resource.refers.is_some() {
            return Self(resource.path.trim_start_matches('/').to_owned());
        }
        Self(resource.url())
    }
}

/// Where the request goes, without its query options.
impl<T> From<&Get<T>> for EntityId {
    fn from(get: &Get<T>) -> Self {
        Self(get.target())
    }
}

impl<T> From<Get<T>> for EntityId {
    fn from(get: Get<T>) -> Self {
        Self::from(&get)
    }
}
