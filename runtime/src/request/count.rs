//! `$count`. In: a collection. Out: how many items it has, read from plain text.

use http::Method;

use super::{Request, Resource, common};
use crate::error::{DecodeError, Error, Result};
use crate::{RawResponse, ResponseFuture};

/// `GET` of a collection's `$count` (OData URL Conventions, section 4.8): answers a number.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Count {
    request: Request,
}

impl Count {
    pub(crate) fn new(collection: &Resource) -> Self {
        let mut request = Request::new(&collection.segment("$count"), Method::GET);
        request.accept = "text/plain";
        Self { request }
    }

    /// `$filter`: counts only items for which this holds. In place of an earlier one.
    pub fn filter(mut self, filter: impl AsRef<str>) -> Self {
        self.request.set_query("$filter", filter.as_ref());
        self
    }

    /// `$search`: counts only items that match. In place of an earlier one.
    pub fn search(mut self, search: impl AsRef<str>) -> Self {
        self.request.set_query("$search", search.as_ref());
        self
    }

    fn into_request(self) -> Request {
        self.request
    }
}

/// The number, which may have a byte order mark before it and spaces around it.
fn decode(reply: &RawResponse) -> Result<i64> {
    super::reply::decode_nothing(reply)?;
    let text = String::from_utf8_lossy(reply.body());
    let text = text.trim_start_matches('\u{feff}').trim();
    text.parse().map_err(|_| {
        let error = DecodeError::not_a_count(text);
        Error::from(error.with_request_id(reply.request_id()))
    })
}

common!(impl[] Count, i64, decode);
