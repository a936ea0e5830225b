//! Headers of OData. In: the client's settings, and what a request is to a batch. Out: what is sent beside the headers of
//! any request, and which of the client's own ones.

use http::header::{IF_MATCH, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::Role;
use crate::error::InvalidRequest;
use crate::odata::ODataVersion;
use crate::request::{PREFER, Request, preference_name, set_header, split_preferences};

const ODATA_VERSION: HeaderName = HeaderName::from_static("odata-version");
const ODATA_MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");

/// Adds what OData has. `known` is whether the request goes to the service.
pub(crate) fn add_headers(
    headers: &mut HeaderMap,
    request: &Request,
    known: bool,
    has_body: bool,
) -> Result<(), InvalidRequest> {
    if !request.odata.is_odata {
        return Ok(());
    }
    let version = request.client.inner().odata.version;
    if let Some(size) = request.odata.page_size {
        let size = preference_of_version(version, &format!("maxpagesize={size}"));
        set_header(headers, PREFER.as_str(), &size)?;
    }
    if known {
        versions(headers, version, has_body);
    }
    Ok(())
}

/// The client's own headers, as far as they are for this request: a preference for what changes answer is not for
/// the reads of a batch, and the call of a batch has neither it nor what else is for single requests (OData Protocol
/// 4.01, sections 8.2.4, 8.2.5, 8.2.8.5 and 8.2.8.7).
pub(crate) fn own_headers(request: &Request, own: &HeaderMap) -> HeaderMap {
    let mut headers = own.clone();
    let not_for: &[&str] = match request.odata.role {
        Role::Inside if request.method == Method::GET => &["return"],
        Role::Alone | Role::Inside => return headers,
        Role::Envelope => &["return", "maxpagesize"],
    };
    if request.odata.role == Role::Envelope {
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

/// The preferences without those of a name.
pub(super) fn without(preferences: &str, names: &[&str]) -> String {
    let kept = split_preferences(preferences)
        .filter(|preference| !names.contains(&&*preference_name(preference)));
    kept.collect::<Vec<_>>().join(", ")
}

/// A preference of OData by the name that a version has for it: 4.0 puts `odata.` before it.
pub(crate) fn preference_of_version(version: ODataVersion, preference: &str) -> String {
    match version {
        ODataVersion::V4_0 => format!("odata.{preference}"),
        ODataVersion::V4_01 => preference.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_are_taken_away() {
        let without = |text| without(text, &["return", "maxpagesize"]);
        assert_eq!(without("a, Return=minimal, odata.maxpagesize=5"), "a");
        assert_eq!(without("return=minimal"), "");
    }
}
