//! What did not fit while reading a reply. In: path, expectation, shortened value. Out: one sentence.

use std::fmt;

/// A reply, or any other JSON, does not fit the type that it is read into.
///
/// ```
/// let error = service_client::from_json::<Vec<i32>>(b"[1, true]").unwrap_err();
/// assert_eq!(error.path(), "[1]");
/// assert_eq!(error.to_string(), "at `[1]`: expected a whole number of 32 bits, found true");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    what: String,
    request_id: Option<String>,
}

impl DecodeError {
    pub(crate) fn mismatch(path: String, expected: &str, found: &str) -> Self {
        Self {
            path,
            what: format!("expected {expected}, found {found}"),
            request_id: None,
        }
    }

    pub(crate) fn syntax(path: String, error: &dyn fmt::Display) -> Self {
        Self {
            path,
            what: error.to_string(),
            request_id: None,
        }
    }

    pub(crate) fn content_type(content_type: Option<&str>, length: usize) -> Self {
        let shown = shown(content_type);
        let what = format!(
            "expected JSON, found content type {shown} ({length} bytes); look at the base URL and at \
             proxies on the way"
        );
        Self {
            path: String::new(),
            what,
            request_id: None,
        }
    }

    /// A reply of another media type than a stream is read from.
    pub(crate) fn media_type(expected: &str, content_type: Option<&str>) -> Self {
        let found = format!("content type {}", shown(content_type));
        Self::mismatch(String::new(), expected, &found)
    }

    /// The same error, seen from where the value is a property.
    #[cfg(feature = "odata")]
    pub(crate) fn below(mut self, name: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("{name}{dot}{}", self.path);
        self
    }

    /// A reply to `$count` that is not a number; what it is instead is the peer's text, so it is shortened.
    #[cfg(feature = "odata")]
    pub(crate) fn not_a_count(found: &str) -> Self {
        let found: String = found.chars().filter(|c| !c.is_control()).take(60).collect();
        Self::mismatch(String::new(), "a whole number", &format!("{found:?}"))
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<&str>) -> Self {
        self.request_id = request_id.map(str::to_owned);
        self
    }

    /// Where in the JSON, such as `value[3].direction`; empty for the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The service's id of the request that was answered so.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

/// A media type of the peer's: only what one may consist of is shown.
fn shown(content_type: Option<&str>) -> String {
    let letters = content_type.unwrap_or("none").chars();
    letters
        .filter(|letter| letter.is_ascii_graphic() || *letter == ' ')
        .take(60)
        .collect()
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            // Names in it are the peer's: whatever they hold, it stays on one line.
            write!(f, "at `{}`: ", self.path.escape_debug())?;
        }
        f.write_str(&self.what)?;
        match &self.request_id {
            Some(id) => write!(f, " (request-id {id})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    #[cfg(feature = "odata")]
    #[test]
    fn names_of_the_service_do_not_speak_to_the_terminal() {
        let mut page = crate::odata::Page::<Vec<i32>>::default();
        let cut = br#"{"a": {"b\n\u001b[2J": [tru"#;
        for json in [&cut[..], br#"{"value": [[1], ["c\u0007"]], "d\n": [}"#] {
            let error = crate::codegen::read_model(json, &mut page).unwrap_err();
            assert!(!error.to_string().contains(char::is_control), "{error:?}");
        }
        let error = crate::codegen::read_model(br#"{"d\n": [}"#, &mut page).unwrap_err();
        assert_eq!(error.path(), "d\n");
    }
}
