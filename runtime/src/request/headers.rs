//! Headers. In: those of the client, the resource and the request, and what the settings ask for. Out: what is sent.
//!
//! A later header takes the place of an earlier one of its name, also where its value is a list: whoever gives
//! `Accept` or `If-Match` gives all of it. Only preferences are wishes that do not know of each other: they add up.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, RANGE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::Request;
use super::preferences::{PREFER, merge};
use crate::client::Inner;
use crate::error::InvalidRequest;
#[cfg(feature = "odata")]
use crate::odata::own_headers;
use crate::pipeline::CLIENT_REQUEST_ID;

/// The headers of a request, but for the token. `known` is whether it goes to the service: neither the client's own
/// headers, which may hold keys, nor the protocol's are for where links lead otherwise.
pub(super) fn headers(
    request: &Request,
    client: &Inner,
    known: bool,
) -> Result<HeaderMap, InvalidRequest> {
    let mut headers = if known {
        own_headers(request, &client.headers)
    } else {
        HeaderMap::new()
    };
    headers
        .entry(ACCEPT)
        .or_insert(HeaderValue::from_static(request.accept));
    if let Some((content_type, _)) = &request.body {
        let content_type = header_value(CONTENT_TYPE.as_str(), content_type)?;
        headers.insert(CONTENT_TYPE, content_type);
    }
    let is_empty = request
        .body
        .as_ref()
        .is_none_or(|(_, body)| body.is_empty());
    if is_empty && request.method != Method::GET && request.method != Method::DELETE {
        // Said outright: services answer 411 to a POST that does not say how long it is.
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    for (name, value) in &request.headers {
        set_header(&mut headers, name, value)?;
    }
    if let Some(range) = request.range {
        set_header(&mut headers, RANGE.as_str(), &range.header()?)?;
    }
    #[cfg(feature = "odata")]
    if request.described.is_none() {
        crate::odata::add_headers(&mut headers, request, known, !is_empty)?;
    }
    if client.telemetry {
        identify(&mut headers);
    }
    Ok(headers)
}

/// The client's own headers, as far as they are for this request.
#[cfg(not(feature = "odata"))]
fn own_headers(_: &Request, own: &HeaderMap) -> HeaderMap {
    own.clone()
}

/// Gives the request an id, unless it has one.
fn identify(headers: &mut HeaderMap) {
    if !headers.contains_key(CLIENT_REQUEST_ID) {
        let id = uuid::Uuid::new_v4().to_string();
        if let Ok(id) = HeaderValue::from_str(&id) {
            headers.insert(CLIENT_REQUEST_ID, id);
        }
    }
}

/// Sets a header in place of an earlier one, or adds preferences to earlier ones.
pub(crate) fn set_header(
    headers: &mut HeaderMap,
    name: &str,
    value: &str,
) -> Result<(), InvalidRequest> {
    let mut checked = header_value(name, value)?;
    let name = header_name(name)?;
    if name == PREFER
        && let Some(earlier) = headers.get(&name)
    {
        let both = merge(earlier.to_str().unwrap_or_default(), value);
        checked = header_value(name.as_str(), &both)?;
    }
    headers.insert(name, checked);
    Ok(())
}

/// Checks a header's name.
fn header_name(name: &str) -> Result<HeaderName, InvalidRequest> {
    name.parse()
        .map_err(|_| InvalidRequest::HeaderName(name.to_owned()))
}

/// Checks a header's value: ASCII without line breaks and other control characters.
pub(crate) fn header_value(name: &str, value: &str) -> Result<HeaderValue, InvalidRequest> {
    HeaderValue::from_str(value)
        .ok()
        .filter(|_| value.is_ascii())
        .ok_or_else(|| InvalidRequest::HeaderValue(name.to_owned()))
}
