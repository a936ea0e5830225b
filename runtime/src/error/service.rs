//! Error replies. In: status, headers and body. Out: what OData's error format says (OData JSON
//! Format, section 21), or the status alone if the body is something else.

use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::value::Json;

/// The service's error reply.
#[derive(Clone)]
#[non_exhaustive]
pub struct ServiceError {
    /// The status of the reply.
    pub status: StatusCode,
    /// The service's code; `None` if the reply was not OData's.
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
}

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
        body: &[u8],
        client_request_id: &str,
    ) -> Self {
        let body: Json = serde_json::from_slice(body).unwrap_or_default();
        let error = ["error", "odata.error"]
            .iter()
            .find_map(|name| body.get(name));
        let error = error.unwrap_or(&Json::Null);
        let inner = ["innerError", "innererror"]
            .iter()
            .find_map(|name| error.get(name));
        let header = |name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
        let in_inner = |name: &str| text(inner?.get(name));
        let own_id = || Some(client_request_id.to_owned()).filter(|id| !id.is_empty());
        Self {
            status,
            code: text(error.get("code")),
            message: text(error.get("message")),
            target: text(error.get("target")),
            details: details(error.get("details")),
            request_id: header("request-id").or_else(|| in_inner("request-id")),
            client_request_id: header("client-request-id")
                .or_else(|| in_inner("client-request-id"))
                .or_else(own_id),
            date: in_inner("date").or_else(|| header("date")),
            inner: inner.cloned(),
            headers,
        }
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

/// A string, a number, or the `value` of OData 3's `{"lang", "value"}`.
fn text(json: Option<&Json>) -> Option<String> {
    match json? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Object(object) => object.get("value")?.as_str().map(str::to_owned),
        _ => None,
    }
}

fn details(json: Option<&Json>) -> Vec<ErrorDetail> {
    let items = json
        .and_then(Json::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let detail = |item: &Json| ErrorDetail {
        code: text(item.get("code")),
        message: text(item.get("message")),
        target: text(item.get("target")),
    };
    items.iter().map(detail).collect()
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {}", self.status)?;
        for part in [&self.code, &self.message].into_iter().flatten() {
            write!(f, ": {part}")?;
        }
        if let Some(target) = &self.target {
            write!(f, " (target {target})")?;
        }
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
            body.as_bytes(),
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
            "the service answered 404 Not Found: itemNotFound: Gone. (target id) (request-id r)"
        );
        assert!(!format!("{error:?}").contains("secret"));
    }

    #[test]
    fn anything_else_leaves_the_status() {
        for body in [
            "",
            "<html>",
            "[]",
            "{\"error\": 3}",
            "{\"error\": {\"code\": []}}",
            "null",
        ] {
            let error = read(body);
            assert_eq!((error.code, error.message), (None, None), "{body}");
        }
        assert_eq!(
            read(r#"{"error": {"code": -1, "message": {"value": "m"}}}"#)
                .code
                .unwrap(),
            "-1"
        );
    }
}
