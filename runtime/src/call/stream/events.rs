//! Server-sent events. In: a reply of `text/event-stream`. Out: events with typed data.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::event_parser::{EventParser, RawEvent};
use super::open::Source;
use crate::error::{DecodeError, Error, Result};

/// A server-sent event (HTML, section 9.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it says.
    pub data: T,
    /// Its type, if it has one.
    pub event: Option<String>,
    /// The id that the stream had last: where to go on, with the header `Last-Event-ID`.
    pub id: Option<String>,
    /// How long the service wants to be left alone after the connection has broken.
    pub retry: Option<Duration>,
}

/// Events as they come, each within the client's limit of replies. It is a [`Stream`]; `try_next` needs no extension trait.
///
/// A stream that breaks off within an event, or before the event that the description has for its end, is an error and not an
/// end. An event whose data does not fit is an error, after which the stream goes on.
///
/// ```no_run
/// # async fn run(call: service_client::Call<service_client::codegen::Events<service_client::Json>>) -> service_client::Result<()> {
/// let mut events = call.await?;
/// while let Some(event) = events.try_next().await? {
///     println!("{:?}: {}", event.event, event.data);
/// }
/// # Ok(()) }
/// ```
#[must_use = "a stream does nothing until it is asked for something"]
pub struct EventStream<T> {
    core: EventCore,
    read: fn(&[u8]) -> Result<T, DecodeError>,
}

/// What does not depend on the type of the data.
pub(in crate::call) struct EventCore {
    source: Source,
    parser: EventParser,
    end: Option<Cow<'static, str>>,
    is_over: bool,
}

impl EventCore {
    pub(super) fn new(source: Source, end: Option<&'static str>) -> Self {
        Self {
            parser: EventParser::new(source.limit),
            source,
            end: end.map(Cow::Borrowed),
            is_over: false,
        }
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<RawEvent>>> {
        while !self.is_over {
            let error = match self.parser.next() {
                Some(Ok(event)) if self.is_end(&event) => break,
                Some(Ok(event)) => return Poll::Ready(Some(Ok(event))),
                Some(Err(_)) => {
                    let limit = self.source.limit;
                    Some(Error::ReplyTooLarge { limit })
                }
                None => match ready!(self.source.poll_bytes(context)) {
                    Some(Ok(bytes)) => {
                        self.parser.feed(&bytes);
                        continue;
                    }
                    Some(Err(error)) => Some(error),
                    None => self.ended(),
                },
            };
            self.is_over = true;
            if let Some(error) = error {
                return Poll::Ready(Some(Err(error)));
            }
        }
        self.is_over = true;
        Poll::Ready(None)
    }

    fn is_end(&self, event: &RawEvent) -> bool {
        let end = self.end.as_ref();
        end.is_some_and(|end| end.as_bytes() == event.data)
    }

    /// What the end of the bytes is, if not the end of the events.
    fn ended(&self) -> Option<Error> {
        if self.parser.is_within_event() {
            return Some(self.source.cut("the stream ended within an event"));
        }
        self.end.as_ref()?;
        Some(
            self.source
                .cut("the stream ended before the event that marks its end"),
        )
    }
}

impl<T> EventStream<T> {
    pub(in crate::call) fn new(core: EventCore, read: fn(&[u8]) -> Result<T, DecodeError>) -> Self {
        Self { core, read }
    }

    /// Ends the stream at the event with this data, such as `[DONE]`, which is not given; a stream that ends without it is
    /// an error. In place of what the description has.
    pub fn until(mut self, data: impl Into<String>) -> Self {
        self.core.end = Some(Cow::Owned(data.into()));
        self
    }

    /// The next event; `None` after the last one.
    ///
    /// # Errors
    /// If the connection breaks, the stream ends too soon, an event is too large, or its data does not fit.
    pub async fn try_next(&mut self) -> Result<Option<Event<T>>> {
        std::future::poll_fn(|context| self.poll_event(context))
            .await
            .transpose()
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>>>> {
        let event = ready!(self.core.poll_event(context));
        Poll::Ready(event.map(|event| {
            let event = event?;
            Ok(Event {
                data: (self.read)(&event.data)?,
                event: event.event,
                id: event.id,
                retry: event.retry,
            })
        }))
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(context)
    }
}

/// Shows whether it is over.
impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("is_over", &self.core.is_over)
            .finish_non_exhaustive()
    }
}
