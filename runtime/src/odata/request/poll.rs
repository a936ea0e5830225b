//! Long-running operations. In: a reply that says where to look (202 with `Location`; OData Protocol 4.01,
//! section 11.6). Out: status documents as they come, and how it ended.

mod ask;
mod start;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::decode::decode_value;
use super::finished::Finished;
use super::monitor::{Monitor, Progress, Status};
use crate::BoxFuture;
use crate::error::{Error, Result};
use crate::request::{RawResponse, Request};
use crate::value::Field;

pub(super) use start::start;

/// How often to ask, unless the service or the user says so.
const INTERVAL: Duration = Duration::from_secs(5);
/// How long to wait at most, unless the user says so.
const TIME_LIMIT: Duration = Duration::from_secs(30 * 60);

/// Tells from a status document how far the operation is.
type Decide<T> = Arc<dyn Fn(&T) -> Progress + Send + Sync>;

/// A long-running operation of the service, whose end is waited for by asking again and again.
///
/// `T` is what its status documents are read into: a [`Monitor`], or the service's own type of
/// operations. Awaiting it gives how it [`Finished`]; [`try_next`](Self::try_next) gives each document
/// on the way. Dropping it ends the waiting, not the operation: save [`monitor`](Self::monitor) to wait
/// again, with [`Poller::resume`].
///
/// The wait between two questions is the service's `Retry-After`, else the
/// [`interval`](Self::interval). Where the monitor is on another host than the service, it is asked
/// without the token.
///
/// ```no_run
/// # use odata_client::{Invocation, Json, returns::Nothing, operation::{Poller, Progress}};
/// # async fn run(copy: Invocation<Nothing>) -> odata_client::Result<()> {
/// let mut copying = copy.send_and_poll().await?;
/// while let Some(status) = copying.try_next().await? {
///     println!("{:?} %", status.percentage_complete);
/// }
/// let finished = copying.wait().await?;
/// println!("made {:?}", finished.document.resource_id);
/// # Ok(()) }
/// ```
#[must_use = "an operation is not waited for until it is awaited"]
pub struct Poller<T = Monitor> {
    /// What its links are resolved against.
    request: Request,
    monitor: Option<String>,
    interval: Duration,
    limit: Duration,
    asked: Option<Duration>,
    began: Option<jiff::Timestamp>,
    decide: Option<Decide<T>>,
    end: Option<End>,
}

/// The last reply.
#[derive(Clone)]
struct End {
    reply: RawResponse,
    kind: EndKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum EndKind {
    /// The first reply: there was nothing to wait for.
    AtOnce,
    /// A status document that says so.
    Document,
    /// The reply to the request that was waited for, as the monitor gave it.
    Embedded,
}

impl<T> Poller<T> {
    fn at(request: Request, monitor: Option<String>) -> Self {
        Self {
            request,
            monitor,
            interval: INTERVAL,
            limit: TIME_LIMIT,
            asked: None,
            began: None,
            decide: None,
            end: None,
        }
    }

    /// Reads the status documents into another type, such as the service's own type of operations.
    pub fn documents<U>(self) -> Poller<U> {
        Poller {
            request: self.request,
            monitor: self.monitor,
            interval: self.interval,
            limit: self.limit,
            asked: self.asked,
            began: self.began,
            decide: None,
            end: self.end,
        }
    }

    /// Decides by the document whether the operation runs, is done or has failed; in place of what its
    /// property `status` says.
    pub fn decide(mut self, decide: impl Fn(&T) -> Progress + Send + Sync + 'static) -> Self {
        self.decide = Some(Arc::new(decide));
        self
    }

    /// How long to wait between two questions where the service does not say; 5 s unless set.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// How long to wait in all; 30 min unless set. Where the next question would come later than that,
    /// [`Error::StillRunning`] comes at once.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// The URL that is asked; `None` where the operation had ended with the first reply.
    pub fn monitor(&self) -> Option<&str> {
        self.monitor.as_deref()
    }

    fn now(&self) -> jiff::Timestamp {
        self.request.client.clock().now()
    }
}

impl<T: Field + Default> Poller<T> {
    /// Waits until it is time to ask, and gives the status document; `None` when the operation has
    /// ended. A document that says so is given too.
    ///
    /// # Errors
    /// [`Error::OperationFailed`] if a status document says so; [`Error::Service`] if the monitor gives the
    /// request's own reply and that is an error; [`Error::StillRunning`] when the time is up; others as for any
    /// request. After those one can wait again.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        let Some(monitor) = self.monitor.clone().filter(|_| self.end.is_none()) else {
            return Ok(None);
        };
        self.pause().await?;
        let reply = self.ask(&monitor).await?;
        if let Some(reply) = reply.embedded()? {
            let reply = accepted(reply)?;
            let document = read(&reply).unwrap_or_default();
            let kind = EndKind::Embedded;
            self.end = Some(End { reply, kind });
            return Ok(Some(document));
        }
        let document = read(&reply)?;
        match self.progress(&reply, &document) {
            Progress::Running => {}
            Progress::Done => {
                let kind = EndKind::Document;
                self.end = Some(End { reply, kind });
            }
            Progress::Failed => return Err(failed(&reply)),
        }
        Ok(Some(document))
    }

    /// Waits for the end.
    ///
    /// # Errors
    /// As of [`try_next`](Self::try_next).
    pub async fn wait(&mut self) -> Result<Finished<T>> {
        while self.try_next().await?.is_some() {}
        let Some(End { reply, kind }) = self.end.clone() else {
            return Err(Error::NoMonitor);
        };
        let document = match kind {
            EndKind::Document => read(&reply)?,
            EndKind::AtOnce | EndKind::Embedded => read(&reply).unwrap_or_default(),
        };
        let created = kind == EndKind::AtOnce && reply.status == StatusCode::CREATED;
        let ended = kind != EndKind::Embedded && !created;
        if ended && self.progress(&reply, &document) == Progress::Failed {
            return Err(failed(&reply));
        }
        let status = if ended {
            Status::of(&reply).location
        } else {
            None
        };
        let location = status.filter(|link| !link.is_empty());
        let location = location.map(|link| reply.link(&link, None));
        let header = || {
            reply
                .header_link("location")
                .or_else(|| reply.header_link("odata-entityid"))
        };
        Ok(Finished {
            document,
            location: location.or_else(header),
            reply,
            is_result: kind != EndKind::Document,
        })
    }

    fn progress(&self, reply: &RawResponse, document: &T) -> Progress {
        if reply.status.is_redirection() {
            return Progress::Done;
        }
        if let Some(decide) = &self.decide {
            return decide(document);
        }
        Status::of(reply).progress().unwrap_or(match reply.status {
            StatusCode::ACCEPTED => Progress::Running,
            _ => Progress::Done,
        })
    }
}

/// The document of a reply. A redirect has none: what it says in its body is for browsers.
fn read<T: Field + Default>(reply: &RawResponse) -> Result<T> {
    if reply.status.is_redirection() || !reply.is_json() {
        return Ok(T::default());
    }
    decode_value(reply)
}

fn failed(reply: &RawResponse) -> Error {
    Error::OperationFailed {
        status: Status::of(reply).text.unwrap_or_default(),
        service: Box::new(reply.read_error()),
    }
}

/// The reply to the request itself, unless it is an error.
fn accepted(reply: RawResponse) -> Result<RawResponse> {
    if reply.status.is_success() || reply.status.is_redirection() {
        return Ok(reply);
    }
    Err(reply.service_error())
}

impl<T: Field + Default + Send + 'static> IntoFuture for Poller<T> {
    type Output = Result<Finished<T>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(mut self) -> Self::IntoFuture {
        Box::pin(async move { self.wait().await })
    }
}

/// Shows neither links nor documents.
impl<T> fmt::Debug for Poller<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.end.is_some() {
            "ended"
        } else {
            "running"
        };
        write!(f, "Poller({state})")
    }
}

/// What requests that may begin a long-running operation can do.
macro_rules! polling {
    (impl[$($generics:tt)*] $type:ty) => {
        impl<$($generics)*> $type {
            /// Sends the request, and gives what to wait for the end of its operation with. Fails if the
            /// request cannot be sent, or the service answers with an error.
            pub fn send_and_poll(self) -> crate::BoxFuture<'static, Result<super::Poller>> {
                super::poll::start(self.into_request())
            }
        }
    };
}

pub(crate) use polling;
