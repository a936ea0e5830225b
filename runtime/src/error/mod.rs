//! Errors. In: what went wrong anywhere in the runtime. Out: one type that says what, where and what
//! to do, and never shows tokens, headers or bodies.

mod condition;
mod decode;
mod resync;
mod service;

pub use decode::DecodeError;
pub use resync::Resync;
pub use service::{ErrorDetail, ServiceError};

use crate::batch::BatchError;
use crate::transfer::TransferError;

/// The result of everything that sends a request.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Any other error, as a trait object.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a request failed.
///
/// ```
/// # fn handle(error: odata_client::Error) {
/// match &error {
///     odata_client::Error::Service(reply) if error.is_not_found() => {
///         eprintln!("gone; tell the service's support {:?}", reply.request_id);
///     }
///     other => eprintln!("{other}"),
/// }
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with an error status, or with a redirect that is not followed.
    #[error(transparent)]
    Service(Box<ServiceError>),

    /// No reply came: connection, TLS, time-out.
    #[error("the request to {host} got no reply")]
    Transport {
        /// The host that the request went to.
        host: String,
        /// What the transport says.
        source: TransportError,
    },

    /// The reply came, but does not fit the expected type. The request was carried out.
    #[error(transparent)]
    Decode(Box<DecodeError>),

    /// The reply is larger than the client allows: see `ClientBuilder::reply_limit`.
    #[error(
        "the reply is larger than {limit} bytes; raise the client's reply limit or ask for less"
    )]
    ReplyTooLarge {
        /// The limit in bytes.
        limit: usize,
    },

    /// The credential gave no token.
    #[error("the credential gave no token")]
    Credential {
        /// What the credential says.
        source: BoxError,
    },

    /// The service answered with a redirect that is not followed.
    #[error("the redirect is not followed: {reason}")]
    Redirect {
        /// The rule that forbids it, and what to do.
        reason: &'static str,
    },

    /// The request cannot be sent as it is; nothing was sent.
    #[error("the request is invalid: {0}")]
    InvalidRequest(InvalidRequest),

    /// Neither the token nor the request was sent.
    #[error("nothing is sent to {host}: {reason}")]
    Refused {
        /// Scheme and host.
        host: String,
        /// The rule that forbids it, and what to do.
        reason: &'static str,
    },

    /// The service's next links go in a circle: a page's link led there already.
    #[error(
        "the next links go in a circle: the service repeats its pages; ask with other options, such as another page \
         size"
    )]
    LinkCircle,

    /// A saved link to changes is no longer good; it says what to do.
    #[error(transparent)]
    Resync(Box<Resync>),

    /// The reply is 202 and has no `Location`, so there is nothing to ask for the operation's end.
    #[error("the service accepted the request and does not say where to ask for its end")]
    NoMonitor,

    /// The service's operation ended, and not well.
    #[error("the operation ended with status {status:?}: {service}")]
    OperationFailed {
        /// What the status document says.
        status: String,
        /// The document's error; its `status` is that of the document's reply, which is mostly 200.
        service: Box<ServiceError>,
    },

    /// The operation has not ended in the time that it was given. One can wait again.
    #[error("the operation still runs after {} s; wait again, or set another time limit", waited.as_secs())]
    StillRunning {
        /// How long it was waited for.
        waited: std::time::Duration,
    },

    /// A blocking call was made where it would stop what it waits for: see `blocking`.
    #[error("{0}")]
    Blocking(&'static str),

    /// A batch, or one of its requests, failed in a way that only batches do.
    #[error(transparent)]
    Batch(Box<BatchError>),

    /// An upload or download failed in a way that only these do.
    #[error(transparent)]
    Transfer(Box<TransferError>),

    /// The client cannot be built from its settings.
    #[error("the client's settings are invalid: {0}")]
    Settings(String),
}

/// What is wrong with a request before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// A header's name has characters that no header name may have.
    #[error("the header name {0:?} has characters that are not allowed")]
    HeaderName(String),
    /// A header's value, which is not shown, has line breaks or other characters beyond ASCII text.
    #[error(
        "the value of the header {0} has characters that are not allowed, such as a line break"
    )]
    HeaderValue(String),
    /// A key or path segment is empty, `.` or `..`, which would lead to another resource.
    #[error("{0:?} cannot be a path segment: it would lead to another resource")]
    PathSegment(String),
    /// A range of bytes that has none.
    #[error("the range of bytes is empty")]
    EmptyRange,
    /// A key of structured values, which URLs do not have.
    #[error("a key cannot be null, structured or a list")]
    Key,
    /// A property that is to be cleared, and that its type does not declare.
    #[error(
        "{type_name} declares no property {path:?}: use its constant or its name on the wire, and for a property of \
         an open type `clear_undeclared`, or a null in `extra`"
    )]
    Undeclared {
        /// The name or path.
        path: String,
        /// The qualified name of the type.
        type_name: &'static str,
    },
    /// The URL as a whole is not one.
    #[error("the URL cannot be built: {0}")]
    Url(String),
}

/// Why a transport got no reply.
///
/// ```
/// use odata_client::TransportError;
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

    /// Whether another try may go better.
    pub(crate) fn may_pass(&self) -> bool {
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

impl Error {
    /// The service's error, if the service answered with one.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) | Self::OperationFailed { service: error, .. } => Some(error),
            Self::Resync(resync) => Some(&resync.service),
            Self::Batch(error) => match &**error {
                BatchError::Call { source, .. } => source.service(),
                _ => None,
            },
            Self::Transfer(error) => match &**error {
                TransferError::SessionGone { source } => source.service(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The status of the service's reply, if that was an error.
    pub fn status(&self) -> Option<http::StatusCode> {
        self.service().map(|error| error.status)
    }

    /// The service's error code, such as `itemNotFound`.
    pub fn code(&self) -> Option<&str> {
        self.service()?.code.as_deref()
    }

    /// The service's id of the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Decode(error) => error.request_id(),
            _ => self.service()?.request_id.as_deref(),
        }
    }

    /// 404 or 410.
    pub fn is_not_found(&self) -> bool {
        matches!(
            self.status(),
            Some(http::StatusCode::NOT_FOUND | http::StatusCode::GONE)
        )
    }

    /// How long the service asks to wait: its `Retry-After`, in seconds or as a date, which is counted
    /// from the reply's own `Date`.
    pub fn retry_after(&self) -> Option<std::time::Duration> {
        self.service()?.retry_after()
    }

    /// The client's id of the request, if the service answered with an error.
    pub fn client_request_id(&self) -> Option<&str> {
        self.service()?.client_request_id.as_deref()
    }

    /// 429: too many requests.
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(http::StatusCode::TOO_MANY_REQUESTS)
    }
}

impl From<InvalidRequest> for Error {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(error)
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}
