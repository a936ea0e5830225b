//! Replies that are whole. In: a reply, and which of the declared ones it is. Out: what its content is.

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, LOCATION};

use super::choose::{declared, essence};
use super::{Response, Sending, Wanted};
use crate::call::operation::{Kind, Operation, Reply};
use crate::error::{DecodeError, Error, NoContent, Result};
use crate::request::{RawResponse, send_request};
use crate::value::{Field, read_field};

/// A reply that came.
#[derive(Debug)]
pub struct Arrived {
    pub(in crate::call) raw: RawResponse,
    pub(super) index: usize,
    reply: Reply,
}

/// An enum over the replies of an operation whose successes differ. Generated types implement it.
pub trait ReplyVariants: Sized + Send + 'static {
    /// Reads the reply with this number among [`Operation::replies`].
    ///
    /// # Errors
    /// As the methods of [`Arrived`].
    fn read(number: usize, reply: &Arrived) -> Result<Self>;
}

impl Arrived {
    /// Sends a request, and waits for a reply that is declared.
    pub(in crate::call) async fn receive(
        request: Sending,
        operation: &'static Operation,
        wanted: Wanted,
    ) -> Result<Self> {
        let raw = send_request(request.0).await?;
        let content_type = raw.header(CONTENT_TYPE.as_str());
        let index = declared(operation.replies, wanted, raw.status(), content_type);
        match index.and_then(|index| Some((index, *operation.replies.get(index)?))) {
            Some((index, reply)) => Ok(Self { raw, index, reply }),
            None => Err(undeclared(&raw)),
        }
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    /// If there is none, it is not JSON, or does not fit.
    pub fn json<T: Field>(&self) -> Result<T> {
        let mut value = T::empty();
        if self.read_json(&mut value)? {
            return Ok(value);
        }
        Err(Error::NoContent(Box::new(NoContent {
            status: self.raw.status(),
            location: self.raw.location().map(str::to_owned),
            request_id: self.raw.request_id().map(str::to_owned),
        })))
    }

    /// The body, read as JSON; `None` if there is none.
    ///
    /// # Errors
    /// If it is not JSON, or does not fit.
    pub fn optional<T: Field>(&self) -> Result<Option<T>> {
        let mut value = T::empty();
        Ok(self.read_json(&mut value)?.then_some(value))
    }

    /// False: there is no body.
    pub(in crate::call) fn read_json(&self, value: &mut dyn Field) -> Result<bool> {
        if self.raw.body().is_empty() || self.raw.status() == StatusCode::RESET_CONTENT {
            return Ok(false);
        }
        self.check_json()?;
        let read = read_field(self.raw.body(), value);
        read.map_err(|error| self.raw.identified(error))?;
        Ok(true)
    }

    /// Checks that the body says that it is JSON, or what is declared for it.
    pub(in crate::call) fn check_json(&self) -> Result<()> {
        let came = self.raw.header(CONTENT_TYPE.as_str()).map(essence);
        let declared = essence(self.reply.media_type);
        let is_declared = self.reply.kind == Kind::Json
            && (declared == "*/*" || came.as_ref() == Some(&declared));
        if is_declared {
            return Ok(());
        }
        self.raw.check_content_type()
    }

    /// The body, which is text.
    ///
    /// # Errors
    /// If it is not UTF-8, or ISO 8859-1 where it says so.
    pub fn text(&self) -> Result<String> {
        let body = self.raw.body();
        if let Ok(text) = std::str::from_utf8(body) {
            return Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
        }
        let content_type = self.raw.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let content_type = content_type.to_ascii_lowercase();
        if content_type.contains("charset=iso-8859-1") {
            return Ok(body.iter().map(|byte| char::from(*byte)).collect());
        }
        let expected = "text in UTF-8";
        let error = DecodeError::mismatch(String::new(), expected, "other bytes");
        Err(self.raw.identified(error))
    }

    /// The body.
    pub fn bytes(&self) -> Bytes {
        self.raw.body().clone()
    }

    /// Where a redirect leads, as an absolute URL.
    pub(super) fn location(&self) -> Result<String> {
        let location = self.raw.header(LOCATION.as_str());
        let location = location.and_then(|location| crate::url::join(&self.raw.url, location));
        location.ok_or_else(|| {
            let expected = "a URL in the header `Location`";
            let error = DecodeError::mismatch(String::new(), expected, "none");
            self.raw.identified(error)
        })
    }

    pub(super) fn with_body<T>(self, body: T) -> Response<T> {
        Response::new(self.raw.status, self.raw.headers, body)
    }
}

/// The error of a status that no description has: its body is kept.
pub(in crate::call) fn undeclared(raw: &RawResponse) -> Error {
    if raw.status().is_redirection() {
        return raw.service_error();
    }
    Error::Undeclared(Box::new(raw.read_error()))
}
