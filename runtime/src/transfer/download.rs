//! Downloads. In: a request for content. Out: its bytes as they come, gone on with where a connection
//! breaks (RFC 9110, sections 13.1.5 and 14).

use std::fmt;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::TransferError;
use super::part::{Part, strong_tag};
use super::range::ByteRange;
use crate::error::{Error, Result, TransportError};
use crate::request::{RawResponse, Request, open};
use crate::{Body, BoxFuture, RetryPolicy};

/// Content as it comes from the service, of any size: only what has just come is in memory.
///
/// If the connection breaks, the rest is asked for (`Range` with `If-Range`), so long as the service
/// gave a strong `ETag`; if the content is another one by then, that is an error. How often this is
/// tried without anything coming, and how long to wait, says a [`RetryPolicy`]. The client's time
/// limit is for each part, not for the whole.
///
/// It is a [`Stream`] too.
///
/// ```no_run
/// # async fn run(mut content: service_client::transfer::MediaStream) -> service_client::Result<()> {
/// let mut size = 0;
/// while let Some(bytes) = content.chunk().await? {
///     size += bytes.len();
/// }
/// # Ok(()) }
/// ```
pub struct MediaStream {
    request: Request,
    retry: RetryPolicy,
    headers: HeaderMap,
    part: Part,
    /// What tells whether the content is the same: a strong `ETag`.
    tag: Option<String>,
    /// How often in a row nothing came.
    tried: u32,
    state: State,
}

enum State {
    Reading(Body),
    GoingOn(BoxFuture<'static, Result<(Part, Body)>>),
    Done,
}

/// Sends the request, and gives the stream once the head of the reply is there.
pub(crate) fn open_stream(request: Request) -> BoxFuture<'static, Result<MediaStream>> {
    Box::pin(async move {
        let wanted = request.range.unwrap_or(ByteRange {
            start: 0,
            end: None,
        });
        let (head, body) = open(request.clone()).await?.into_parts();
        let part = Part::first(head.status, &head.headers, &body, wanted)?;
        Ok(MediaStream {
            request,
            retry: RetryPolicy::default(),
            tag: strong_tag(&head.headers),
            headers: head.headers,
            part,
            tried: 0,
            state: State::Reading(body),
        })
    })
}

/// Sends a request for a part of the content, and gives this part whole, within the client's limit.
pub(crate) fn read_range(request: Request) -> BoxFuture<'static, Result<RawResponse>> {
    Box::pin(async move {
        let client = request.client.clone();
        let limit = client.inner().exchange.reply_limit;
        let mut stream = open_stream(request).await?;
        let mut part = BytesMut::new();
        while let Some(bytes) = stream.chunk().await? {
            if bytes.len() > limit - part.len() {
                return Err(Error::ReplyTooLarge { limit });
            }
            part.extend_from_slice(&bytes);
        }
        Ok(RawResponse {
            status: StatusCode::OK,
            headers: stream.headers,
            body: part.freeze(),
            client_request_id: String::new(),
            client,
            // Nobody looks for links in a part of a stream.
            url: String::new(),
            range: None,
        })
    })
}

/// The part that was asked for of a reply that is whole already, as in a batch.
#[cfg(feature = "odata")]
pub(crate) fn cut_reply(reply: &RawResponse, wanted: ByteRange) -> Result<Bytes, TransferError> {
    let body = reply.body.clone();
    let mut part = Part::first(
        reply.status,
        &reply.headers,
        &Body::from(body.clone()),
        wanted,
    )?;
    let bytes = part.cut(body);
    if part.is_whole() {
        return Ok(bytes);
    }
    Err(TransferError::Short { offset: part.at })
}

impl MediaStream {
    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// If the connection breaks and the rest cannot be had, or the content has changed meanwhile.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        let next = std::future::poll_fn(|context| self.poll_chunk(context)).await;
        next.transpose()
    }

    /// How often the rest is asked for, and how long to wait before.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many bytes the content has in all, if the service says so.
    pub fn total(&self) -> Option<u64> {
        self.part.total
    }

    /// Where the next bytes stand in the content.
    pub fn position(&self) -> u64 {
        self.part.at
    }

    /// The headers of the first reply.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The media type.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        loop {
            match &mut self.state {
                State::Done => return Poll::Ready(None),
                State::Reading(body) => {
                    let next = ready!(Pin::new(body).poll_next(context));
                    if let ControlFlow::Break(given) = self.take(next) {
                        return Poll::Ready(given);
                    }
                }
                State::GoingOn(work) => match ready!(work.as_mut().poll(context)) {
                    Ok((part, body)) => {
                        self.part = part;
                        self.state = State::Reading(body);
                    }
                    Err(error) if matches!(error, Error::Transport { .. }) => {
                        if let Err(error) = self.go_on(error) {
                            return Poll::Ready(Some(self.fail(error)));
                        }
                    }
                    Err(error) => return Poll::Ready(Some(self.fail(error))),
                },
            }
        }
    }

    /// Ends with what is to be given out after something came, if anything is.
    fn take(
        &mut self,
        next: Option<Result<Bytes, TransportError>>,
    ) -> ControlFlow<Option<Result<Bytes>>> {
        let broken = match next {
            Some(Ok(bytes)) => {
                let bytes = self.part.cut(bytes);
                if self.part.is_over() {
                    self.state = State::Done;
                }
                if bytes.is_empty() {
                    return ControlFlow::Continue(());
                }
                self.tried = 0;
                return ControlFlow::Break(Some(Ok(bytes)));
            }
            Some(Err(source)) => Error::Transport {
                host: self.request.client.inner().hosts.host(),
                source,
            },
            None if self.part.is_whole() => {
                self.state = State::Done;
                return ControlFlow::Break(None);
            }
            None => TransferError::Short {
                offset: self.part.at,
            }
            .into(),
        };
        match self.go_on(broken) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(Some(self.fail(error))),
        }
    }

    fn fail(&mut self, error: Error) -> Result<Bytes> {
        self.state = State::Done;
        Err(error)
    }

    /// Begins to ask for the rest, after a wait.
    fn go_on(&mut self, broken: Error) -> Result<()> {
        let Some(tag) = self.tag.clone() else {
            let offset = self.part.at;
            let source = broken.into();
            return Err(TransferError::NotResumable { offset, source }.into());
        };
        self.tried += 1;
        let Some(wait) = self.retry.wait(self.tried, None) else {
            return Err(broken);
        };
        let (part, mut request) = (self.part, self.request.clone());
        request.range = Some(part.rest());
        request.add_header("if-range", &tag);
        self.state = State::GoingOn(Box::pin(async move {
            request.client.clock().sleep(wait).await;
            let offset = part.at;
            match open(request).await {
                Ok(reply) => part.next(reply, &tag),
                Err(error) if error.status() == Some(StatusCode::RANGE_NOT_SATISFIABLE) => {
                    Err(TransferError::Changed { offset }.into())
                }
                Err(error) => Err(error),
            }
        }));
        Ok(())
    }
}

impl Stream for MediaStream {
    type Item = Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(context)
    }
}

/// Shows how far it is.
impl fmt::Debug for MediaStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaStream")
            .field("position", &self.part.at)
            .field("end", &self.part.end)
            .finish_non_exhaustive()
    }
}
