//! JSON values one after the other. In: a reply of JSON lines, NDJSON or a JSON text sequence. Out: typed values.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::open::Source;
use super::record_parser::RecordParser;
use crate::error::{DecodeError, Error, Result};
use crate::value::{Field, read_field};

/// JSON values as they come, each within the client's limit of replies. It is a [`Stream`]; `try_next` needs no extension
/// trait.
///
/// A stream that breaks off within a value is an error and not an end. A value that does not fit is an error, after which the
/// stream goes on.
#[must_use = "a stream does nothing until it is asked for something"]
pub struct JsonLines<T> {
    core: LineCore,
    item: PhantomData<fn() -> T>,
}

/// The text of a value, and whether it is the last one without an end of its own.
type Record = (Vec<u8>, bool);

/// What does not depend on the type of the values.
pub(in crate::call) struct LineCore {
    source: Source,
    parser: RecordParser,
    is_over: bool,
}

impl LineCore {
    pub(super) fn new(source: Source) -> Self {
        Self {
            parser: RecordParser::new(source.limit),
            source,
            is_over: false,
        }
    }

    fn poll_text(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Record>>> {
        while !self.is_over {
            match self.parser.next() {
                Some(Ok(text)) => return Poll::Ready(Some(Ok((text, false)))),
                Some(Err(_)) => {
                    self.is_over = true;
                    let limit = self.source.limit;
                    return Poll::Ready(Some(Err(Error::ReplyTooLarge { limit })));
                }
                None => {}
            }
            match ready!(self.source.poll_bytes(context)) {
                Some(Ok(bytes)) => self.parser.feed(&bytes),
                Some(Err(error)) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.is_over = true;
                    let rest = self.parser.rest();
                    return Poll::Ready(rest.map(|text| Ok((text, true))));
                }
            }
        }
        Poll::Ready(None)
    }

    fn read(&self, text: &[u8], is_last: bool, value: &mut dyn Field) -> Result<()> {
        let read = read_field(text, value);
        let is_json = || serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
        match read {
            Err(_) if is_last && !is_json() => {
                Err(self.source.cut("the stream ended within a value"))
            }
            read => read.map_err(|error: DecodeError| error.into()),
        }
    }
}

impl<T> JsonLines<T> {
    pub(in crate::call) fn new(core: LineCore) -> Self {
        let item = PhantomData;
        Self { core, item }
    }
}

impl<T: Field> JsonLines<T> {
    /// The next value; `None` after the last one.
    ///
    /// # Errors
    /// If the connection breaks, the stream ends within a value, or a value is too large or does not fit.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        std::future::poll_fn(|context| self.poll_value(context))
            .await
            .transpose()
    }

    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        let text = ready!(self.core.poll_text(context));
        Poll::Ready(text.map(|text| {
            let (text, is_last) = text?;
            let mut value = T::empty();
            self.core.read(&text, is_last, &mut value)?;
            Ok(value)
        }))
    }
}

impl<T: Field> Stream for JsonLines<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_value(context)
    }
}

/// Shows whether it is over.
impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines")
            .field("is_over", &self.core.is_over)
            .finish_non_exhaustive()
    }
}
