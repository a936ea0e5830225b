//! Reading replies of OData. In: status, headers and body. Out: values that may be null, or an error that says why not.

use http::StatusCode;
use http::header::LOCATION;

use super::shape;
use crate::error::{Error, NoContent, Result};
use crate::request::RawResponse;
use crate::value::{Field, read_field_of_reply};

impl RawResponse {
    /// Reads the body into a value, which stays as it is where there is no body.
    pub(super) fn read_field(&self, field: &mut dyn Field) -> Result<bool> {
        let read =
            self.read_with(&mut |body| read_field_of_reply(body, &mut *field, self.links()))?;
        if shape::is_error(&field.view()) {
            return Err(self.service_error());
        }
        Ok(read)
    }

    /// Reads the body into a value; a reply without one is an error.
    pub(super) fn require_field(&self, field: &mut dyn Field) -> Result<()> {
        if self.read_field(field)? {
            return Ok(());
        }
        Err(self.no_content())
    }

    /// Reads the body into a value that may be null. Without a body, only a status that promises none says
    /// so: an empty 200 has lost its content.
    fn read_nullable(&self, field: &mut dyn Field) -> Result<()> {
        if !self.read_field(field)? && self.status == StatusCode::OK {
            return Err(self.no_content());
        }
        Ok(())
    }

    /// The error that a reply without content is, where content was awaited.
    pub(super) fn no_content(&self) -> Error {
        Error::NoContent(Box::new(NoContent {
            status: self.status,
            location: self.header_link(LOCATION.as_str()),
            request_id: self.request_id().map(str::to_owned),
        }))
    }
}

/// A structured value, which may be one of several types.
pub(super) fn decode_value<T: Field + Default>(reply: &RawResponse) -> Result<T> {
    let mut value = T::default();
    reply.require_field(&mut value)?;
    Ok(value)
}

/// A structured value, or null: 204 without content (OData Protocol 4.01, section 11.2.7), or
/// `@odata.null`.
pub(super) fn decode_optional<T: Field>(reply: &RawResponse) -> Result<Option<T>> {
    let mut value = None::<T>;
    reply.read_nullable(&mut value)?;
    Ok(value.filter(|value| !shape::is_null(&value.view())))
}
