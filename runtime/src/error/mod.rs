//! Errors. In: what went wrong anywhere in the runtime. Out: one type that says what, where and what
//! to do, and never shows tokens, headers or bodies.

mod condition;
mod decode;
mod details;
mod invalid_request;
mod no_content;
mod service;
mod transport;

pub use decode::DecodeError;
pub use invalid_request::InvalidRequest;
pub use no_content::NoContent;
pub use service::{ErrorDetail, ServiceError};
pub use transport::TransportError;

use crate::credential::Shared;
#[cfg(feature = "odata")]
use crate::odata::{BatchError, Resync};
use crate::transfer::TransferError;

/// The result of everything that sends a request.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Any other error, as a trait object.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a request failed.
///
/// ```
/// # fn handle(error: service_client::Error) {
/// match &error {
///     service_client::Error::Service(reply) if error.is_not_found() => {
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

    /// No whole reply came: connection, TLS, time-out, or a reply that broke off.
    #[error("{}", source.told_of(host))]
    Transport {
        /// Host and port that the request went to.
        host: String,
        /// What the transport says.
        source: TransportError,
    },

    /// The service answered with a status that its description does not have for this operation. Its body is kept.
    #[error(
        "{0}; the service's description does not have this status here, so its reply is not read: see `Error::body`"
    )]
    Undeclared(Box<ServiceError>),

    /// The reply came, but does not fit the expected type. The request was carried out.
    #[error(transparent)]
    Decode(Box<DecodeError>),

    /// The service answered without content where a value was awaited. Unless the status is 202, the request
    /// was carried out.
    #[error(transparent)]
    NoContent(Box<NoContent>),

    /// A round of changes ended without a link to the next one: the service does not track changes there, or
    /// its reply is not whole. What came until then are items all the same.
    #[cfg(feature = "odata")]
    #[error(
        "the service ended the round of changes without a next link or delta link, so later changes cannot be \
         asked for; does it track changes of this collection?"
    )]
    NoDeltaLink,

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
        /// Scheme, host and port.
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

    /// A saved link to changes is no longer valid; it says what to do.
    #[cfg(feature = "odata")]
    #[error(transparent)]
    Resync(Box<Resync>),

    /// The reply is 202 and has no `Location`, so there is nothing to ask for the operation's end.
    #[cfg(feature = "odata")]
    #[error("the service accepted the request and does not say where to ask for its end")]
    NoMonitor,

    /// The service's operation failed.
    #[cfg(feature = "odata")]
    #[error("the operation ended with status {status:?}: {service}")]
    OperationFailed {
        /// What the status document says.
        status: String,
        /// The document's error; its `status` is that of the document's reply, which is mostly 200.
        service: Box<ServiceError>,
    },

    /// The operation has not ended in the time that it was given. One can wait again.
    #[cfg(feature = "odata")]
    #[error("the operation still runs after {} s; wait again, or set another time limit", waited.as_secs())]
    StillRunning {
        /// How long it was waited for.
        waited: std::time::Duration,
    },

    /// A blocking call was made where it would stop what it waits for: see `blocking`.
    #[error("{0}")]
    Blocking(&'static str),

    /// A batch, or one of its requests, failed in a way that only batches do.
    #[cfg(feature = "odata")]
    #[error(transparent)]
    Batch(Box<BatchError>),

    /// An upload or download failed in a way that only these do.
    #[error(transparent)]
    Transfer(Box<TransferError>),

    /// The client cannot be built from its settings.
    #[error("the client's settings are invalid: {0}")]
    Settings(String),
}

impl Error {
    /// The service's error, if the service answered with one.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) | Self::Undeclared(error) => Some(error),
            #[cfg(feature = "odata")]
            Self::OperationFailed { service: error, .. } => Some(error),
            #[cfg(feature = "odata")]
            Self::Resync(resync) => Some(&resync.service),
            #[cfg(feature = "odata")]
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
            Self::NoContent(error) => error.request_id.as_deref(),
            _ => self.service()?.request_id.as_deref(),
        }
    }

    /// The body of the service's error reply, as far as it is kept: see [`ServiceError::body`].
    pub fn body(&self) -> Option<&bytes::Bytes> {
        self.service().map(ServiceError::body)
    }

    /// The body of the service's error reply, read as JSON into a type of your own; `None` if the service did
    /// not answer with an error, or the body does not fit: see [`ServiceError::body_as`].
    pub fn body_as<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        self.service()?.body_as().ok()
    }

    /// What the credential says, as its own type of error; `None` if the error is another, or has another type.
    ///
    /// ```
    /// use service_client::{Client, LinkPolicy, http::Method, credential::token_fn};
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let credential = token_fn(async || Err(std::fmt::Error.into()));
    /// let client = Client::builder("https://example.org").credential(credential).build()?;
    /// let error = client.link(Method::GET, "users", LinkPolicy::AllowedHosts).await.unwrap_err();
    /// assert!(error.credential_as::<std::fmt::Error>().is_some());
    /// # Ok::<(), service_client::Error>(()) }).unwrap();
    /// ```
    pub fn credential_as<T: std::error::Error + 'static>(&self) -> Option<&T> {
        let Self::Credential { source } = self else {
            return None;
        };
        match source.downcast_ref::<Shared>() {
            Some(shared) => shared.0.downcast_ref(),
            None => source.downcast_ref(),
        }
    }

    /// The body of the service's error reply, read as JSON into a generated type, such as the error type of the service's
    /// description; `None` if the service did not answer with an error, or the body does not fit.
    pub fn decoded<T: crate::Field>(&self) -> Option<T> {
        crate::from_json(self.body()?).ok()
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

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

/// A text of the peer's on one line: what a terminal would act upon is spelled out.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            line.extend(letter.escape_debug());
        } else {
            line.push(letter);
        }
    }
    line
}
