//! `$count`. In: a collection. Out: how many items it has, read from plain text or from JSON.

use http::Method;

use super::Resource;
use crate::error::{DecodeError, Error, Result};
use crate::odata::query::Expression;
use crate::request::{Request, common};
use crate::value::Json;
use crate::{RawResponse, ResponseFuture};

/// `GET` of a collection's `$count` (OData URL Conventions, section 4.8): answers a number.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Count {
    request: Request,
}

impl Count {
    pub(crate) fn new(collection: &Resource) -> Self {
        let mut request = Request::to_resource(&collection.segment("$count"), Method::GET);
        // Services answer text, as they should, or JSON, and some refuse to be asked for the other.
        request.accept = "*/*";
        Self { request }
    }

    /// `$filter`: counts only items for which this holds, a [`Filter`](crate::odata::query::Filter) or a text. In place
    /// of an earlier one.
    pub fn filter(mut self, filter: impl Into<Expression>) -> Self {
        self.request.set_expression("$filter", &filter.into());
        self
    }

    /// `$search`: counts only items that match. In place of an earlier one.
    pub fn search(mut self, search: impl AsRef<str>) -> Self {
        self.request
            .set_expression("$search", &search.as_ref().into());
        self
    }

    fn into_request(self) -> Request {
        self.request
    }
}

/// The number, which may have a byte order mark before it and spaces around it, be a JSON string, or the `value` of an
/// object.
fn decode(reply: &RawResponse) -> Result<i64> {
    crate::request::decode_nothing(reply)?;
    let text = String::from_utf8_lossy(reply.body());
    let text = text.trim_start_matches('\u{feff}').trim();
    let number = text.parse().ok().or_else(|| in_json(text));
    number.ok_or_else(|| {
        let error = DecodeError::not_a_count(text);
        Error::from(error.with_request_id(reply.request_id()))
    })
}

fn in_json(text: &str) -> Option<i64> {
    let json: Json = serde_json::from_str(text).ok()?;
    let names = ["value", "@odata.count", "@count"];
    let json = names
        .iter()
        .find_map(|name| json.get(name))
        .unwrap_or(&json);
    match json {
        Json::String(text) => text.trim().parse().ok(),
        json => json.as_i64(),
    }
}

common!(impl[] Count, i64, decode);
