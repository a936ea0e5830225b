//! Whole replies, typed. In: status, headers and a value. Out: the same, headers typed on demand.

use http::{HeaderMap, StatusCode};

use crate::value::{Field, Slot, Token, View, read_field};

/// A reply: status, headers and typed body. `Debug` shows no headers.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
}

impl<T> Response<T> {
    pub(in crate::call) fn new(status: StatusCode, headers: HeaderMap, body: T) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }

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

    /// A header's value, typed: a number, a text, a date, or a list of such with commas between; `None` if it is not there,
    /// or does not fit.
    pub fn read_header<H: Field>(&self, name: &str) -> Option<H> {
        let mut value = H::empty();
        put_text(self.header(name)?.trim(), &mut value)?;
        Some(value)
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body, moved out.
    pub fn into_body(self) -> T {
        self.body
    }

    pub(in crate::call) fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response::new(self.status, self.headers, change(self.body))
    }
}

/// Reads a header's text into a field.
fn put_text(text: &str, field: &mut dyn Field) -> Option<()> {
    if matches!(field.view(), View::List(_)) {
        let Ok(Slot::List(list)) = field.put(Token::Array) else {
            return None;
        };
        let items = text.split(',').map(str::trim);
        for item in items.filter(|item| !item.is_empty()) {
            match list.put(Token::Item) {
                Ok(Slot::Item(field)) => put_text(item, field)?,
                _ => return None,
            }
        }
        return Some(());
    }
    if let Ok(Slot::Done) = field.put(Token::Str(text)) {
        return Some(());
    }
    // What is not text: a boolean, or JSON.
    read_field(text.as_bytes(), field).ok()
}

impl<T: std::fmt::Debug> std::fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Json};

    #[test]
    fn headers_are_read_by_type() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("n", "12"),
            ("b", "true"),
            ("d", "2026-01-31"),
            ("l", "a, b,,c"),
            ("i", "1,2"),
            ("j", "{\"a\":1}"),
        ] {
            headers.insert(name, value.parse().unwrap());
        }
        let response = Response::new(StatusCode::OK, headers, ());
        assert_eq!(response.read_header::<i64>("n"), Some(12));
        assert_eq!(response.read_header::<bool>("b"), Some(true));
        assert_eq!(response.read_header::<String>("n").as_deref(), Some("12"));
        assert!(response.read_header::<Date>("d").is_some());
        assert_eq!(
            response.read_header::<Vec<String>>("l").unwrap(),
            ["a", "b", "c"]
        );
        assert_eq!(response.read_header::<Vec<i32>>("i").unwrap(), [1, 2]);
        assert_eq!(
            response.read_header::<Json>("j"),
            Some(Json::from("{\"a\":1}"))
        );
        assert_eq!(response.read_header::<i64>("l"), None);
        assert_eq!(response.read_header::<i64>("x"), None);
    }
}
