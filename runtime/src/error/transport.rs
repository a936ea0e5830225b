//! What goes wrong below HTTP's own statuses. In: the failure of a transport. Out: its kind, and a sentence.

use super::{BoxError, one_line};

/// Why a transport got no whole reply.
///
/// ```
/// use service_client::error::TransportError;
/// let error = TransportError::connect("no route to host");
/// assert!(error.is_connect() && !error.is_timeout());
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct TransportError {
    kind: Kind,
    what: &'static str,
    source: BoxError,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Connect,
    Timeout,
    Interrupted,
    TooLarge(usize),
    Lasting,
    Other,
}

impl TransportError {
    /// No connection: nothing was sent.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self {
            kind: Kind::Connect,
            what: "the connection failed",
            source: source.into(),
        }
    }

    /// The time was up.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        Self {
            kind: Kind::Timeout,
            what: "the time was up",
            source: source.into(),
        }
    }

    /// The reply had begun, and broke off before its end.
    pub fn interrupted(source: impl Into<BoxError>) -> Self {
        Self {
            kind: Kind::Interrupted,
            what: "the reply broke off",
            source: source.into(),
        }
    }

    /// The reply is larger than `limit` bytes.
    pub fn too_large(limit: usize) -> Self {
        let what = "the reply is too large";
        Self {
            kind: Kind::TooLarge(limit),
            what,
            source: what.into(),
        }
    }

    /// Anything else.
    pub fn other(source: impl Into<BoxError>) -> Self {
        Self {
            kind: Kind::Other,
            what: "the exchange failed",
            source: source.into(),
        }
    }

    /// Anything that another try would not mend: the client does not try again.
    pub fn lasting(source: impl Into<BoxError>) -> Self {
        Self {
            kind: Kind::Lasting,
            what: "the exchange failed",
            source: source.into(),
        }
    }

    /// Whether no connection came about, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.kind == Kind::Connect
    }

    /// Whether the time was up.
    pub fn is_timeout(&self) -> bool {
        self.kind == Kind::Timeout
    }

    /// Whether the reply had begun, and broke off.
    pub fn is_interrupted(&self) -> bool {
        self.kind == Kind::Interrupted
    }

    /// The same failure, of reading a reply that had begun.
    pub(crate) fn within_reply(self) -> Self {
        match self.kind {
            Kind::Other => Self::interrupted(self.source),
            _ => self,
        }
    }

    /// What became of the exchange with a host, and the innermost cause.
    pub(super) fn told_of(&self, host: &str) -> String {
        let mut cause: &dyn std::error::Error = &*self.source;
        // As deep as errors are nested; a transport of the user's cannot make this loop long.
        for _ in 0..32 {
            match cause.source() {
                Some(inner) => cause = inner,
                None => break,
            }
        }
        let cause = one_line(&cause.to_string());
        match self.kind {
            Kind::Connect => format!("no connection to {host}: {cause}"),
            Kind::Timeout => format!("{host} did not answer in time: {cause}"),
            Kind::Interrupted => format!("the reply of {host} broke off: {cause}"),
            Kind::TooLarge(_) | Kind::Lasting | Kind::Other => {
                format!("the exchange with {host} failed: {cause}")
            }
        }
    }

    /// Whether another try may go better.
    pub(crate) fn is_transient(&self) -> bool {
        !matches!(self.kind, Kind::Timeout | Kind::Lasting)
    }

    /// The limit in bytes, if the reply was larger.
    pub(crate) fn limit(&self) -> Option<usize> {
        match self.kind {
            Kind::TooLarge(limit) => Some(limit),
            _ => None,
        }
    }
}
