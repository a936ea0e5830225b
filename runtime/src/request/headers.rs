//! Headers. In: those of the client, the resource and the request, and what the settings ask for. Out: what is sent.
//!
//! A later header takes the place of an earlier one of its name, also where its value is a list: whoever gives
//! `Accept` or `If-Match` gives all of it. Only preferences are wishes that do not know of each other: they add up.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH, RANGE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::preferences::{PREFER, merge, of_odata, without};
use super::{JSON, JSON_WITH_TEXTS, Request};
use crate::client::Inner;
use crate::error::InvalidRequest;
use crate::pipeline::CLIENT_REQUEST_ID;
use crate::settings::{ODataVersion, ServiceSettings};
use crate::value::Numbers;

const ODATA_VERSION: HeaderName = HeaderName::from_static("odata-version");
const ODATA_MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");

/// What a request is to a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing: it is sent alone.
    #[default]
    Alone,
    /// One of its requests.
    Inside,
    /// The call that carries the others.
    Envelope,
}

/// The headers of a request, but for the token. `known` is whether it goes to the service: neither the client's own
/// headers, which may hold keys, nor the protocol's are for where links lead otherwise.
pub(super) fn headers(
    request: &Request,
    client: &Inner,
    known: bool,
) -> Result<HeaderMap, InvalidRequest> {
    let mut headers = if known {
        defaults(request, &client.headers)
    } else {
        HeaderMap::new()
    };
    let accept = match (request.accept, request.numbers()) {
        (JSON, Numbers::Texts) => JSON_WITH_TEXTS,
        (accept, _) => accept,
    };
    headers
        .entry(ACCEPT)
        .or_insert(HeaderValue::from_static(accept));
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
    let ServiceSettings {
        version, telemetry, ..
    } = client.service;
    if let Some(size) = request.page_size {
        let size = of_odata(version, &format!("maxpagesize={size}"));
        set_header(&mut headers, PREFER.as_str(), &size)?;
    }
    if known {
        versions(&mut headers, version, !is_empty);
    }
    if telemetry {
        identify(&mut headers);
    }
    Ok(headers)
}

/// The client's own headers, as far as they are for this request: a preference for what changes answer is not for
/// the reads of a batch, and the call of a batch has neither it nor what else is for single requests (OData Protocol
/// 4.01, sections 8.2.4, 8.2.5, 8.2.8.5 and 8.2.8.7).
fn defaults(request: &Request, own: &HeaderMap) -> HeaderMap {
    let mut headers = own.clone();
    let not_for: &[&str] = match request.role {
        Role::Inside if request.method == Method::GET => &["return"],
        Role::Alone | Role::Inside => return headers,
        Role::Envelope => &["return", "maxpagesize"],
    };
    if request.role == Role::Envelope {
        headers.remove(IF_MATCH);
        headers.remove(IF_NONE_MATCH);
    }
    let preferences = headers.remove(PREFER);
    let preferences = preferences.as_ref().and_then(|value| value.to_str().ok());
    let kept = without(preferences.unwrap_or_default(), not_for);
    if let Ok(kept) = HeaderValue::from_str(&kept)
        && !kept.is_empty()
    {
        headers.insert(PREFER, kept);
    }
    headers
}

/// Says which version replies may be of, and which the body is of (OData Protocol 4.01, sections 8.1.5 and 8.2.7).
fn versions(headers: &mut HeaderMap, version: ODataVersion, has_body: bool) {
    let version = HeaderValue::from_static(version.as_str());
    if has_body {
        headers.entry(ODATA_VERSION).or_insert(version.clone());
    }
    headers.entry(ODATA_MAX_VERSION).or_insert(version);
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
