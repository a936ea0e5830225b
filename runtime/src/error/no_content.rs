//! Replies without content. In: status and headers. Out: that nothing came, and where to look.

use std::fmt;

use http::StatusCode;

/// The service answered without content where a value was awaited. Unless the status is 202, the request was
/// carried out: do not send it again.
#[derive(Clone)]
#[non_exhaustive]
pub struct NoContent {
    /// The status of the reply, mostly 204.
    pub status: StatusCode,
    /// The URL that the reply names: of the entity; with 202, of the status monitor.
    pub location: Option<String>,
    /// The service's id of the request.
    pub request_id: Option<String>,
}

impl fmt::Display for NoContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.status == StatusCode::ACCEPTED {
            f.write_str(
                "the service accepted the request and has not carried it out yet (202): send it with \
                 `send_and_poll`",
            )?;
        } else {
            write!(
                f,
                "the service answered {} without content, so there is no value to read; where null is an \
                 answer, ask with `optional()`; after a write, see `Written`",
                self.status
            )?;
        }
        match &self.request_id {
            Some(id) => write!(f, " (request-id {})", id.escape_debug()),
            None => Ok(()),
        }
    }
}

/// Without the URL, which may hold personal data.
impl fmt::Debug for NoContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NoContent")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for NoContent {}
