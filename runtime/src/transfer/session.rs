//! Upload sessions. In: the URL that an action such as `createUploadSession` answers, and a source.
//! Out: the file at the service, sent in slices, and the service's last reply.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::Method;

use super::range::{ByteRange, expected, property};
use super::{TransferError, UploadSource, upload};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::request::{LinkPolicy, RawResponse, Request, send_request};
use crate::value::{Field, Json, Model, to_json};
use crate::{DateTimeOffset, RetryPolicy};

/// The size of slices, unless set: below the 4 MB that Outlook takes, and the multiple of 320 KiB that
/// OneDrive asks for.
const SLICE: usize = 12 * (320 << 10);

/// An upload session: a file that is sent in slices, and can be gone on with after any failure.
///
/// `T` is what the service answers in the end, such as the item that the file has become. The URL of
/// the session is the permission to write to it: no token is sent along, and neither errors nor
/// `Debug` show it. Only one slice is in memory at a time.
///
/// A slice that fails is sent again alone: after 429, 503, 504 and broken connections as often as the
/// client's [`RetryPolicy`] says; after other errors of the server and time-outs as often as the
/// session's own. If it is not clear what has arrived, the service is asked.
///
/// ```no_run
/// # use service_client::{Client, transfer::{Reader, UploadSession}};
/// # async fn run<Item: service_client::Model + service_client::Field + Default>(
/// #     client: Client, session: Item, file: futures_util::io::Cursor<Vec<u8>>,
/// # ) -> service_client::Result<()> {
/// // `session` is what `createUploadSession` answered.
/// let mut upload = UploadSession::<Item>::from_reply(&client, &session)?
///     .slice_size(10 * 320 * 1024)
///     .on_progress(|progress| println!("{} of {}", progress.sent, progress.total));
/// let item = upload.upload(Reader::new(file)).await?;
/// # Ok(()) }
/// ```
#[must_use = "a session does nothing until something is uploaded"]
pub struct UploadSession<T> {
    pub(super) link: SessionLink,
    pub(super) settings: Settings,
    reply: PhantomData<fn() -> T>,
}

/// Where the session is.
pub(super) struct SessionLink {
    client: Client,
    url: String,
    timeout: Option<Duration>,
}

pub(super) struct Settings {
    pub(super) slice: usize,
    pub(super) retry: RetryPolicy,
    pub(super) progress: Option<Box<dyn FnMut(UploadProgress) + Send>>,
}

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UploadProgress {
    /// How many bytes the service has, from the first one on.
    pub sent: u64,
    /// How many bytes there are.
    pub total: u64,
}

/// What the service says about a session.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct UploadStatus {
    /// When the service forgets the session.
    pub expires: Option<DateTimeOffset>,
    /// What the service waits for, sorted.
    pub next_expected_ranges: Vec<ByteRange>,
}

impl<T: Model + Field + Default> UploadSession<T> {
    /// A session by its URL, such as one that was saved.
    ///
    /// # Errors
    /// If it is not a URL. That it must be https, loopback excepted, is checked when something is sent.
    pub fn from_url(client: &Client, url: impl Into<String>) -> Result<Self> {
        let url = url.into();
        if let Err(reason) = crate::url::parse(&url) {
            let what = format!("the URL {reason}");
            return Err(TransferError::Url { what }.into());
        }
        Ok(Self {
            link: SessionLink {
                client: client.clone(),
                url,
                timeout: None,
            },
            settings: Settings {
                slice: SLICE,
                retry: RetryPolicy::default(),
                progress: None,
            },
            reply: PhantomData,
        })
    }

    /// A session by the reply that began it: any model with a property `uploadUrl`, in whatever case.
    ///
    /// # Errors
    /// If there is no such property, or its value is not a URL.
    pub fn from_reply(client: &Client, reply: &dyn Field) -> Result<Self> {
        let reply: Json = serde_json::from_slice(&to_json(reply)).unwrap_or_default();
        let url = property(&reply, "uploadUrl").and_then(Json::as_str);
        Self::from_url(client, url.ok_or(TransferError::NoUrl)?)
    }

    /// The size of slices in bytes, at least 1; 3.75 MiB (3,932,160 bytes) unless set. Services have limits
    /// of their own: OneDrive and SharePoint take multiples of 320 KiB (327,680 bytes) below 60 MiB, and may
    /// fail at the end of the file otherwise; Outlook takes less than 4 MB for attachments of messages and
    /// events.
    pub fn slice_size(mut self, bytes: usize) -> Self {
        self.settings.slice = bytes;
        self
    }

    /// Is called with every slice that has arrived.
    pub fn on_progress(mut self, progress: impl FnMut(UploadProgress) + Send + 'static) -> Self {
        self.settings.progress = Some(Box::new(progress));
        self
    }

    /// How often a slice is sent without going on, and how long to wait.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// How long a slice may take, in place of the client's time limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.link.timeout = Some(timeout);
        self
    }

    /// The URL of the session, to be saved. Whoever has it can write to the session.
    pub fn url(&self) -> &str {
        &self.link.url
    }

    /// Uploads a source from its beginning. It is complete when the service has accepted its last byte:
    /// a reply that leaves this open is followed by a question for the status. A service that answers
    /// nothing in the end gives an empty `T`. Dropping the future stops the upload; the session stays, and can be
    /// [resumed](Self::resume) or [cancelled](Self::cancel).
    ///
    /// # Errors
    /// If the source cannot be read or is empty, the service answers with an error, or a slice has
    /// failed too often.
    pub async fn upload(&mut self, source: impl UploadSource) -> Result<T> {
        self.upload_raw(source).await?.read_as()
    }

    /// As [`upload`](Self::upload); gives the service's last reply as it came.
    ///
    /// # Errors
    /// As `upload`, except that the reply is not read.
    pub async fn upload_raw(&mut self, mut source: impl UploadSource) -> Result<RawResponse> {
        upload::run(&self.link, &mut self.settings, &mut source, false).await
    }

    /// Asks the service what it has, and uploads what is missing.
    ///
    /// # Errors
    /// As [`upload`](Self::upload).
    pub async fn resume(&mut self, source: impl UploadSource) -> Result<T> {
        self.resume_raw(source).await?.read_as()
    }

    /// As [`resume`](Self::resume); gives the service's last reply as it came.
    ///
    /// # Errors
    /// As `resume`, except that the reply is not read.
    pub async fn resume_raw(&mut self, mut source: impl UploadSource) -> Result<RawResponse> {
        upload::run(&self.link, &mut self.settings, &mut source, true).await
    }

    /// Asks the service what it has and how long it keeps it.
    ///
    /// # Errors
    /// If the service answers with an error, or does not know the session any more.
    pub async fn status(&self) -> Result<UploadStatus> {
        let reply: Json = self.link.ask().await?.json()?;
        let expires = property(&reply, "expirationDateTime").and_then(Json::as_str);
        Ok(UploadStatus {
            expires: expires.and_then(|text| text.parse().ok()),
            next_expected_ranges: expected(&reply).unwrap_or_default(),
        })
    }

    /// Deletes the session, and what was uploaded. A session that the service does not know any more
    /// is not an error.
    ///
    /// # Errors
    /// If the service answers with another error, or not.
    pub async fn cancel(self) -> Result<()> {
        match send_request(self.link.request(Method::DELETE)).await {
            Err(error) if !error.is_not_found() => Err(error),
            _ => Ok(()),
        }
    }
}

impl SessionLink {
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn request(&self, method: Method) -> Request {
        let mut request = Request::to_link(&self.client, method, &self.url, LinkPolicy::NoToken);
        request.timeout = self.timeout;
        request
    }

    /// The reply to a question for the status.
    pub(super) async fn ask(&self) -> Result<RawResponse> {
        let asked = send_request(self.request(Method::GET)).await;
        asked.map_err(gone)
    }
}

/// Says what a session that is not found means.
pub(super) fn gone(error: Error) -> Error {
    if !error.is_not_found() {
        return error;
    }
    TransferError::SessionGone {
        source: error.into(),
    }
    .into()
}

/// Shows host and size of slices.
impl<T> fmt::Debug for UploadSession<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = crate::url::parse(&self.link.url).ok();
        let host = url.as_ref().and_then(http::Uri::host).unwrap_or_default();
        f.debug_struct("UploadSession")
            .field("host", &host)
            .field("slice_size", &self.settings.slice)
            .finish_non_exhaustive()
    }
}
