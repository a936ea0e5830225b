//! Error replies. In: status, headers and body. Out: what the body tells of the error, or the status alone if
//! it is something else; and the body itself.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::details::Told;
use super::details::text;
use super::{DecodeError, one_line};
use crate::value::{Json, without_mark};

/// The service's error reply.
#[derive(Clone)]
#[non_exhaustive]
pub struct ServiceError {
    /// The status of the reply.
    pub status: StatusCode,
    /// The service's code; `None` if the reply has none.
    pub code: Option<String>,
    /// The service's message, in the language of the service.
    pub message: Option<String>,
    /// What the error is about, such as a property's name.
    pub target: Option<String>,
    /// More errors.
    pub details: Vec<ErrorDetail>,
    /// More, as the service likes (`innererror` or `innerError`). Not shown by `Debug`.
    pub inner: Option<Json>,
    /// The service's id of the request: from the header `request-id` or the inner error.
    pub request_id: Option<String>,
    /// The id that the client gave the request.
    pub client_request_id: Option<String>,
    /// When the service answered, as it says itself.
    pub date: Option<String>,
    /// The headers of the reply. Not shown by `Debug`.
    pub headers: HeaderMap,
    body: Bytes,
}

/// How much of a body is kept, in bytes.
const BODY_LIMIT: usize = 256 << 10;

/// One of several errors in a reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The service's code.
    pub code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
    /// What the error is about.
    pub target: Option<String>,
}

impl ServiceError {
    /// Reads an error reply; never fails, whatever the body is.
    pub(crate) fn read(
        status: StatusCode,
        headers: HeaderMap,
        body: &Bytes,
        client_request_id: &str,
    ) -> Self {
        let told = Told::read(body);
        let header = |name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
        let in_inner = |name: &str| text(told.inner.as_ref()?.get(name));
        let own_id = || Some(client_request_id.to_owned()).filter(|id| !id.is_empty());
        Self {
            status,
            request_id: header("request-id").or_else(|| in_inner("request-id")),
            client_request_id: header("client-request-id")
                .or_else(|| in_inner("client-request-id"))
                .or_else(own_id),
            date: in_inner("date").or_else(|| header("date")),
            code: told.code,
            message: told.message,
            target: told.target,
            details: told.details,
            inner: told.inner,
            headers,
            body: bounded(body),
        }
    }

    /// The body of the reply: its first 256 KiB, if it is longer. Not shown by `Debug` or `Display`, since it
    /// may hold personal data.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, read as JSON into a type of your own, such as the error type of the service; a byte order
    /// mark is passed over. For a generated model, see [`from_json`](crate::from_json).
    ///
    /// ```
    /// #[derive(serde::Deserialize)]
    /// struct Problem {
    ///     title: String,
    ///     retryable: bool,
    /// }
    /// # fn handle(error: &service_client::ServiceError) -> Result<(), service_client::error::DecodeError> {
    /// let problem: Problem = error.body_as()?;
    /// println!("{} {}", problem.title, problem.retryable);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// If the body is not JSON, is longer than what is kept of it, or does not fit.
    pub fn body_as<T: serde::de::DeserializeOwned>(&self) -> Result<T, DecodeError> {
        serde_json::from_slice(without_mark(&self.body)).map_err(|error| {
            let error = DecodeError::syntax(String::new(), &one_line(&error.to_string()));
            error.with_request_id(self.request_id.as_deref())
        })
    }
}

/// What is kept of a body.
fn bounded(body: &Bytes) -> Bytes {
    match body.get(..BODY_LIMIT) {
        // A copy, so that the whole is not held.
        Some(start) => Bytes::copy_from_slice(start),
        None => body.clone(),
    }
}

impl ServiceError {
    /// How long the service asks to wait: its `Retry-After`, in seconds or as a date.
    pub fn retry_after(&self) -> Option<std::time::Duration> {
        crate::pipeline::retry_after(&self.headers, jiff::Timestamp::now())
    }

    /// The media type of a reply that is not OData's: mostly from a proxy on the way.
    fn foreign(&self) -> Option<String> {
        if self.code.is_some() || self.message.is_some() {
            return None;
        }
        let media_type = self
            .headers
            .get(http::header::CONTENT_TYPE)?
            .to_str()
            .ok()?;
        let media_type = media_type.split(';').next()?.trim();
        let is_foreign = !media_type.is_empty() && !media_type.contains("json");
        // A header is the peer's text: only what a media type may consist of is shown.
        let shown = media_type.chars().filter(char::is_ascii_graphic).take(60);
        is_foreign.then(|| shown.collect())
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {}", self.status)?;
        if self.status.is_success() {
            f.write_str(", but with an error")?;
        }
        for part in [&self.code, &self.message].into_iter().flatten() {
            write!(f, ": {}", one_line(part))?;
        }
        if let Some(target) = &self.target {
            write!(f, " (target {})", one_line(target))?;
        }
        write_details(&self.details, f)?;
        if let Some(media_type) = self.foreign() {
            write!(
                f,
                " with {media_type} in place of an OData error: a proxy on the way may have answered"
            )?;
        }
        if let Some(remedy) = super::condition::remedy(self.status) {
            write!(f, ": {remedy}")?;
        }
        match &self.request_id {
            Some(id) => write!(f, " (request-id {id})"),
            None => Ok(()),
        }
    }
}

/// The further errors, as far as a message has room for them.
fn write_details(details: &[ErrorDetail], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const SHOWN: usize = 8;
    for (index, detail) in details.iter().take(SHOWN).enumerate() {
        f.write_str(if index == 0 { "; details: " } else { "; " })?;
        let parts = [&detail.code, &detail.message];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .map(|part| one_line(part))
            .collect();
        f.write_str(&parts.join(": "))?;
        if let Some(target) = &detail.target {
            write!(f, " (target {})", one_line(target))?;
        }
    }
    match details.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => write!(f, "; and {more} more"),
        _ => Ok(()),
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("target", &self.target)
            .field("details", &self.details)
            .field("request_id", &self.request_id)
            .field("client_request_id", &self.client_request_id)
            .field("date", &self.date)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ServiceError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> ServiceError {
        ServiceError::read(
            StatusCode::NOT_FOUND,
            HeaderMap::new(),
            &Bytes::copy_from_slice(body.as_bytes()),
            "mine",
        )
    }

    #[test]
    fn reads_code_details_and_inner_error() {
        let error = read(
            r#"{"error": {"code": "itemNotFound", "message": "Gone.", "target": "id",
                "details": [{"code": "x", "message": "y", "target": "z"}],
                "innerError": {"date": "2026-01-01T00:00:00", "request-id": "r", "secret": "s"}}}"#,
        );
        assert_eq!(error.code.as_deref(), Some("itemNotFound"));
        assert_eq!(error.details.len(), 1);
        assert_eq!(error.request_id.as_deref(), Some("r"));
        assert_eq!(error.client_request_id.as_deref(), Some("mine"));
        assert_eq!(error.date.as_deref(), Some("2026-01-01T00:00:00"));
        let shown = error.to_string();
        assert_eq!(
            shown,
            "the service answered 404 Not Found: itemNotFound: Gone. (target id); details: x: y (target z) \
             (request-id r)"
        );
        assert!(!format!("{error:?}").contains("secret"));
    }

    #[test]
    fn details_are_shown_as_far_as_there_is_room_and_on_one_line() {
        let details = [r#"{"message": "b\u001b[2J\n"}"#; 10].join(",");
        let error = read(&format!(
            r#"{{"error": {{"code": "a", "details": [{details}]}}}}"#
        ));
        let shown = error.to_string();
        assert!(shown.contains("; details: b\\u{1b}[2J\\n; b"), "{shown}");
        assert!(shown.ends_with("; and 2 more"), "{shown}");
    }

    #[test]
    fn the_body_is_kept_within_limits_and_not_shown() {
        #[derive(serde::Deserialize)]
        struct Own {
            reason: String,
        }
        let error = read("\u{feff}{\"reason\": \"secret\"}");
        assert_eq!(error.body_as::<Own>().unwrap().reason, "secret");
        assert!(!format!("{error} {error:?}").contains("secret"));
        let wrong = error.body_as::<Vec<i32>>().unwrap_err();
        assert!(!wrong.to_string().contains("secret"), "{wrong}");
        let long = format!("{{\"code\": \"a\", \"x\": \"{}\"}}", "b".repeat(BODY_LIMIT));
        let error = read(&long);
        assert_eq!(
            (error.code.as_deref(), error.body().len()),
            (Some("a"), BODY_LIMIT)
        );
    }
}
