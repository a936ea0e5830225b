//! Bodies. In: bytes, or a stream of them. Out: what a transport sends, or what it received.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::error::{BoxError, TransportError};

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// The most that is set aside for a reply that only says how long it will be.
const RESERVED: usize = 1 << 20;

/// The body of a request or a reply: bytes, which can be sent again, or a stream, which cannot.
///
/// ```
/// use service_client::Body;
/// assert!(Body::from("text").is_repeatable());
/// assert_eq!(Body::from("text").len(), Some(4));
/// ```
#[derive(Clone)]
pub struct Body(Content);

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    /// Clones share the stream; whoever sends it first has it.
    Stream {
        chunks: Arc<Mutex<Option<Chunks>>>,
        length: Option<u64>,
    },
}

impl Body {
    /// No body.
    pub const fn empty() -> Self {
        Self(Content::Bytes(Bytes::new()))
    }

    /// A body that is made as it is sent, of `length` bytes if that is known. It can be sent once: no
    /// retry and no redirect that keeps the body follows a failure. A clone shares the stream.
    pub fn stream<S, E>(chunks: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        use futures_util::TryStreamExt as _;
        let chunks = chunks.map_err(|error| {
            let error = error.into().downcast::<TransportError>();
            error.map_or_else(TransportError::other, |error| *error)
        });
        Self(Content::Stream {
            chunks: Arc::new(Mutex::new(Some(Box::pin(chunks)))),
            length,
        })
    }

    /// Whether it can be sent more than once.
    pub fn is_repeatable(&self) -> bool {
        matches!(self.0, Content::Bytes(_))
    }

    /// The bytes, unless it is a stream.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            Content::Stream { .. } => None,
        }
    }

    /// How many bytes it has, if that is known.
    pub fn len(&self) -> Option<u64> {
        match &self.0 {
            Content::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Content::Stream { length, .. } => *length,
        }
    }

    /// Whether it is known to have no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// If the connection fails, the time is up, or the stream gives an error.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        std::future::poll_fn(|context| self.poll_chunk(context))
            .await
            .transpose()
    }

    /// All of it.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk); and if there are more bytes than `limit`.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let too_large = || TransportError::too_large(limit);
        let announced = self.len().map(usize::try_from);
        if announced.is_some_and(|length| length.map_or(true, |length| length > limit)) {
            return Err(too_large());
        }
        if let Content::Bytes(bytes) = self.0 {
            return Ok(bytes);
        }
        let first = match self.chunk().await? {
            None => return Ok(Bytes::new()),
            Some(chunk) if chunk.len() > limit => return Err(too_large()),
            Some(chunk) => chunk,
        };
        let Some(mut next) = self.chunk().await? else {
            return Ok(first);
        };
        let expected = announced.and_then(Result::ok).unwrap_or_default();
        let mut body = BytesMut::with_capacity(expected.min(RESERVED).max(first.len()));
        body.extend_from_slice(&first);
        loop {
            if next.len() > limit - body.len() {
                return Err(too_large());
            }
            body.extend_from_slice(&next);
            match self.chunk().await? {
                Some(chunk) => next = chunk,
                None => return Ok(body.freeze()),
            }
        }
    }

    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Content::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                Poll::Ready(Some(bytes).filter(|bytes| !bytes.is_empty()).map(Ok))
            }
            Content::Stream { chunks, .. } => {
                let mut chunks = chunks.lock().unwrap_or_else(PoisonError::into_inner);
                match &mut *chunks {
                    Some(chunks) => chunks.as_mut().poll_next(context),
                    None => Poll::Ready(Some(Err(TransportError::other(
                        "the body is a stream, and was sent before",
                    )))),
                }
            }
        }
    }

    /// Takes the stream away from clones: they cannot send it any more.
    pub(crate) fn claim(self) -> Self {
        match self.0 {
            Content::Stream { chunks, length } => {
                let taken = chunks.lock().unwrap_or_else(PoisonError::into_inner).take();
                Self(Content::Stream {
                    chunks: Arc::new(Mutex::new(taken)),
                    length,
                })
            }
            bytes @ Content::Bytes(_) => Self(bytes),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Content::Bytes(bytes.into()))
    }
}

/// Shows the size only.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.len() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(context)
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
        let chunk = self.get_mut().poll_chunk(context);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(http_body::Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        matches!(&self.0, Content::Bytes(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.len().map_or_else(
            http_body::SizeHint::default,
            http_body::SizeHint::with_exact,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn collected(parts: &[&'static str], length: Option<u64>, limit: usize) -> Option<Bytes> {
        let parts: Vec<_> = parts
            .iter()
            .map(|part| Ok::<_, TransportError>(Bytes::from(*part)))
            .collect();
        let body = Body::stream(futures_util::stream::iter(parts), length);
        match body.collect(limit).await {
            Ok(whole) => Some(whole),
            Err(error) => {
                assert_eq!(error.limit(), Some(limit));
                None
            }
        }
    }

    #[tokio::test]
    async fn parts_become_a_whole_within_the_limit() {
        for parts in [
            &[][..],
            &[""],
            &["abc"],
            &["", "a"],
            &["ab", "", "c", "def"],
        ] {
            let whole = parts.concat();
            // Right, not told, and wrong both ways: what comes is what counts.
            for length in [Some(whole.len() as u64), None, Some(0), Some(6)] {
                let read = collected(parts, length, 6).await;
                assert_eq!(read.as_deref(), Some(whole.as_bytes()), "{parts:?}");
            }
            if let Some(limit) = whole.len().checked_sub(1) {
                assert_eq!(collected(parts, None, limit).await, None, "{parts:?}");
            }
        }
        assert_eq!(collected(&["a"], Some(7), 6).await, None);
        assert_eq!(
            collected(&["a"], Some(u64::MAX), usize::MAX)
                .await
                .is_some(),
            usize::BITS == 64
        );
    }
}
