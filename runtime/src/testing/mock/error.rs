//! Errors of the mock. In: what a test expected and what came. Out: a message that shows both.

use std::fmt;
use std::path::PathBuf;

/// What went wrong with a mock, or with a file of its cases.
///
/// The one about a request reaches the application as the source of a
/// [`TransportError`](crate::error::TransportError), see [`of`](Self::of); [`MockService::verify`](super::MockService::verify) tells
/// of it too, where the application does not.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MockError {
    /// A request that nothing was said of. No reply is given, and the client does not try again.
    #[error("{request} is not expected\n{}", indented(nearest))]
    Unexpected {
        /// Method, path and query.
        request: String,
        /// The expectation that is nearest, and what differs from it.
        nearest: String,
    },

    /// The application did not ask for what it was expected to ask for, and nothing else.
    #[error("the requests are not those expected{}", list(missing, unexpected))]
    Unverified {
        /// The expectations that were not asked for often enough.
        missing: Vec<String>,
        /// The requests that nothing was said of, each with the nearest expectation.
        unexpected: Vec<String>,
    },

    /// A reply cannot be given as it was set.
    #[error("the reply to {request} cannot be given: {what}; mend the expectation's `MockReply`")]
    Reply {
        /// Method, path and query.
        request: String,
        /// What is wrong with it.
        what: String,
    },

    /// A line of a file of cases is not a case.
    #[error(
        "line {line}, column {column}: {what}; a case is a JSON object with `method`, `path` and `response`"
    )]
    Case {
        /// From 1 on.
        line: usize,
        /// From 1 on.
        column: usize,
        /// What is wrong with it.
        what: String,
    },

    /// A file of cases cannot be read or written.
    #[error("{} cannot be {verb}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// `read` or `written`.
        verb: &'static str,
        /// What the system says.
        source: std::io::Error,
    },
}

impl MockError {
    /// What the mock says, where a request of a client failed by it.
    ///
    /// ```
    /// use service_client::testing::mock::{MockError, MockService};
    /// use service_client::{LinkPolicy, http::Method};
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let mock = MockService::new("https://example.org");
    /// let me = mock.client()?.link(Method::GET, "me", LinkPolicy::AllowedHosts);
    /// let error = me.await.unwrap_err();
    /// assert!(matches!(MockError::of(&error), Some(MockError::Unexpected { request, .. }) if request == "GET /me"));
    /// # assert!(mock.verify().is_err());
    /// # Ok::<(), service_client::Error>(()) }).unwrap();
    /// ```
    pub fn of(error: &crate::Error) -> Option<&Self> {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(error) = cause {
            if let Some(mock) = error.downcast_ref() {
                return Some(mock);
            }
            cause = error.source();
        }
        None
    }
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}

struct Lists<'a>(&'a [String], &'a [String]);

fn list<'a>(missing: &'a [String], unexpected: &'a [String]) -> impl fmt::Display + 'a {
    Lists(missing, unexpected)
}

impl fmt::Display for Lists<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for missing in self.0 {
            write!(f, "\n- not asked for: {missing}")?;
        }
        for unexpected in self.1 {
            write!(f, "\n- {unexpected}")?;
        }
        Ok(())
    }
}
