//! Replies. In: status, headers and body. Out: models, values, bytes, or an error that says why not.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};

use super::follow::resolve;
use crate::client::Client;
use crate::error::{DecodeError, Error, Result, ServiceError};
use crate::transfer::ByteRange;
#[cfg(feature = "odata")]
use crate::transfer::cut_reply;
use crate::value::{Field, Model, ResolveLink, read_field_of_reply, read_model_of_reply};

/// A reply as it came. `Debug` shows its status and size only.
#[derive(Clone)]
pub struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) client_request_id: String,
    /// Which bytes of a stream were asked for, if the body is not cut to them yet.
    #[cfg_attr(
        not(feature = "odata"),
        expect(dead_code, reason = "only requests of OData ask for a range")
    )]
    pub(crate) range: Option<ByteRange>,
    pub(crate) client: Client,
    /// The URL that was asked: what relative links are resolved against.
    pub(crate) url: String,
}

impl RawResponse {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header's value, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, moved out.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    /// The `Location` header as it came: where to look after a long-running operation, or for what was
    /// created.
    pub fn location(&self) -> Option<&str> {
        self.header(LOCATION.as_str())
    }

    /// A header that holds a URL, such as `Location` or `OData-EntityId`, as an absolute URL: a relative one
    /// is resolved against the URL that was asked (RFC 9110, section 10.2.2).
    pub fn header_link(&self, name: &str) -> Option<String> {
        let link = self.header(name).filter(|link| !link.is_empty())?;
        Some(self.link(link, None))
    }

    /// A link of the body as an absolute URL.
    pub(crate) fn link(&self, link: &str, context: Option<&str>) -> String {
        absolute(link, context, &self.client, &self.url)
    }

    /// Makes links within the body absolute.
    pub(crate) fn links(&self) -> ResolveLink {
        let (client, url) = (self.client.clone(), self.url.clone());
        Box::new(move |link, context| absolute(link, context, &client, &url))
    }

    /// The service's id of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.header("request-id")
    }

    /// The client's id of the request.
    pub fn client_request_id(&self) -> &str {
        &self.client_request_id
    }

    /// The body, read as JSON into a model, a list or a single value.
    ///
    /// # Errors
    /// If the body is not JSON, or does not fit.
    pub fn json<T: Field>(&self) -> Result<T> {
        let mut value = T::empty();
        self.check_content_type()?;
        read_field_of_reply(&self.body, &mut value, self.links())
            .map_err(|error| self.identified(error))?;
        Ok(value)
    }

    /// The body, read into a model; an empty one if there is no body.
    pub(crate) fn read_as<T: Model + Default>(&self) -> Result<T> {
        decode_model(self)
    }

    /// Reads the body, if there is one. `false`: there is none, and nothing was read.
    pub(crate) fn read_with(&self, read: &mut dyn FnMut(&[u8]) -> Decoded) -> Result<bool> {
        self.check_status()?;
        if self.body.is_empty() {
            return Ok(false);
        }
        self.check_content_type()?;
        read(&self.body)
            .map(|()| true)
            .map_err(|error| self.identified(error))
    }

    /// A redirect is not what a typed request asks for.
    pub(crate) fn check_status(&self) -> Result<()> {
        if self.status.is_redirection() {
            return Err(self.service_error());
        }
        Ok(())
    }

    pub(crate) fn check_content_type(&self) -> Result<()> {
        if self.is_json() {
            return Ok(());
        }
        let content_type = self.header(CONTENT_TYPE.as_str());
        Err(self.identified(DecodeError::content_type(content_type, self.body.len())))
    }

    /// Whether there is a body that may be JSON.
    pub(crate) fn is_json(&self) -> bool {
        let content_type = self.header(CONTENT_TYPE.as_str());
        let media_type = content_type.map(|text| text.split(';').next().unwrap_or(text).trim());
        let is_json = media_type.is_none_or(|text| {
            let text = text.to_ascii_lowercase();
            text == "application/json" || text == "text/json" || text.ends_with("+json")
        });
        is_json && !self.body.is_empty()
    }

    pub(crate) fn identified(&self, error: DecodeError) -> Error {
        error.with_request_id(self.request_id()).into()
    }

    /// The error that this reply is.
    pub(crate) fn service_error(&self) -> Error {
        Error::Service(Box::new(self.read_error()))
    }

    /// What this reply says of an error.
    pub(crate) fn read_error(&self) -> ServiceError {
        ServiceError::read(
            self.status,
            self.headers.clone(),
            &self.body,
            &self.client_request_id,
        )
    }
}

/// A link of a reply as an absolute URL. A relative one is resolved against the context URL of its object, and that
/// against the URL that was asked (OData JSON Format 4.01, section 4.3).
fn absolute(link: &str, context: Option<&str>, client: &Client, asked: &str) -> String {
    // What follows the `#` of a context says what the object is, and may be of any form.
    let document = context.and_then(|context| context.split('#').next());
    match document.filter(|document| !document.is_empty()) {
        Some(document) => resolve(link, client, &resolve(document, client, asked)),
        None => resolve(link, client, asked),
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawResponse({}, {} bytes)", self.status, self.body.len())
    }
}

pub(crate) type Decoded = std::result::Result<(), DecodeError>;

/// What the runtime itself reads: status documents and the like.
pub(crate) fn decode_model<T: Model + Default>(reply: &RawResponse) -> Result<T> {
    let mut model = T::default();
    reply.read_with(&mut |body| read_model_of_reply(body, &mut model, reply.links()))?;
    Ok(model)
}

/// The reply as it is.
#[expect(clippy::unnecessary_wraps, reason = "one of several decoders")]
pub(crate) fn decode_raw(reply: &RawResponse) -> Result<RawResponse> {
    Ok(reply.clone())
}

#[cfg(feature = "odata")]
pub(crate) fn decode_nothing(reply: &RawResponse) -> Result<()> {
    reply.check_status()
}

#[cfg(feature = "odata")]
pub(crate) fn decode_bytes(reply: &RawResponse) -> Result<Bytes> {
    reply.check_status()?;
    match reply.range {
        Some(range) => Ok(cut_reply(reply, range)?),
        None => Ok(reply.body.clone()),
    }
}
