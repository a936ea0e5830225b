//! What becomes of a write. In: the reply to a request that created or changed an entity. Out: the entity
//! afterwards, if the service gives it, and where it is.

use std::fmt;

use http::StatusCode;
use http::header::{ETAG, LOCATION};

use super::Resource;
use crate::client::Client;
use crate::error::{Error, NoContent, Result};
use crate::request::RawResponse;
use crate::value::Field;

/// The reply to `create`, `update` and `replace`: the entity afterwards, or nothing.
///
/// A service may answer a write with the entity or with 204 and nothing, as it likes or as
/// `Prefer: return=minimal` asks (OData Protocol 4.01, section 8.2.8.7). The write was carried out either way,
/// so that nothing came is not an error, and it is not an entity without properties either.
///
/// ```no_run
/// # async fn run(users: odata_client::Resource) -> odata_client::Result<()> {
/// # use odata_client::{Extra, Field, Model, codegen::{Place, Visit}};
/// # #[derive(Clone, Default)]
/// # struct User { name: Option<String>, extra: Extra }
/// # impl Model for User {
/// #     fn slot(&mut self, name: &str) -> Place<'_> {
/// #         match name {
/// #             "name" => Place::Declared(&mut self.name),
/// #             _ => Place::Extra(&mut self.extra),
/// #         }
/// #     }
/// #     fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) { visit.property("name", self.name.view()); }
/// #     fn extra(&self) -> &Extra { &self.extra }
/// # }
/// # odata_client::codegen::model!(User, "example.user");
/// # let user = User::default();
/// let created = users.create(&user).await?;
/// match created.entity() {
///     Some(user) => println!("made {:?}", user.name),
///     // A generated builder goes on from there: `created.resource().map(UserRequestBuilder)?`
///     None => println!("made {:?}", created.resource()?.get::<User>().await?.name),
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Written<T> {
    entity: Option<T>,
    reply: Receipt,
}

/// What headers say, whatever the entity.
#[derive(Clone)]
struct Receipt {
    status: StatusCode,
    location: Option<String>,
    etag: Option<String>,
    request_id: Option<String>,
    client: Client,
}

impl<T> Written<T> {
    /// The entity as the service has it now; `None` if the service did not say.
    pub fn entity(&self) -> Option<&T> {
        self.entity.as_ref()
    }

    /// The entity as the service has it now, moved out.
    ///
    /// # Errors
    /// [`Error::NoContent`] if the service did not say. The write was carried out, unless the status is 202.
    pub fn into_entity(self) -> Result<T> {
        self.entity.ok_or_else(|| self.reply.no_content())
    }

    /// The status: 201 where an entity was created, 202 where the service has not carried the request out
    /// yet.
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// Where the entity is, as an absolute URL: the reply's `Location`, else its `OData-EntityId`. `None` if
    /// the service does not say, and with 202, whose `Location` is that of a status monitor: see
    /// `send_and_poll`.
    pub fn location(&self) -> Option<&str> {
        self.reply.location.as_deref()
    }

    /// The entity as a resource, for requests to it and below it; a generated request builder is made of it:
    /// `UserRequestBuilder(created.resource()?)`.
    ///
    /// # Errors
    /// [`Error::NoContent`] if the service does not say where it is; [`Error::Refused`] if that is on a host
    /// that the token may not go to.
    pub fn resource(&self) -> Result<Resource> {
        match &self.reply.location {
            Some(location) => self.reply.client.resource_at(location),
            None => Err(self.reply.no_content()),
        }
    }

    /// The entity tag of what was written, from the header `ETag`: for conditional requests.
    pub fn etag(&self) -> Option<&str> {
        self.reply.etag.as_deref()
    }

    /// The service's id of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.reply.request_id.as_deref()
    }
}

impl Receipt {
    fn read(reply: &RawResponse) -> Self {
        let location = reply.header_link(LOCATION.as_str());
        let location = location.or_else(|| reply.header_link("odata-entityid"));
        Self {
            status: reply.status,
            location: location.filter(|_| reply.status != StatusCode::ACCEPTED),
            etag: reply.header(ETAG.as_str()).map(str::to_owned),
            request_id: reply.request_id().map(str::to_owned),
            client: reply.client.clone(),
        }
    }

    fn no_content(&self) -> Error {
        Error::NoContent(Box::new(NoContent {
            status: self.status,
            location: self.location.clone(),
            request_id: self.request_id.clone(),
        }))
    }
}

/// Reads the reply to a write.
pub(super) fn decode_written<T: Field>(reply: &RawResponse) -> Result<Written<T>> {
    let mut entity = None;
    reply.read_field(&mut entity)?;
    Ok(Written {
        // What is not carried out yet has no entity: the reply tells of the operation.
        entity: entity.filter(|_| reply.status != StatusCode::ACCEPTED),
        reply: Receipt::read(reply),
    })
}

/// Shows the status and the entity; URLs may hold personal data.
impl<T: fmt::Debug> fmt::Debug for Written<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Written")
            .field("status", &self.reply.status)
            .field("entity", &self.entity)
            .finish_non_exhaustive()
    }
}
