//! The end of the pipeline. In: a request as it goes out. Out: its reply, read within the limits of
//! time and size, and decompressed.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, Method};

use super::{HttpRequest, HttpResponse, Options};
use crate::error::{Error, Result, TransportError};
use crate::origin::host_and_port;
use crate::transport::Transport;
use crate::{Body, clock::Clock};

/// Sends one try.
pub(crate) struct Exchange {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) timeout: Duration,
    pub(crate) reply_limit: usize,
}

impl Exchange {
    /// Dropping the future cancels the request.
    pub(crate) async fn run(&self, request: HttpRequest) -> Result<HttpResponse> {
        let host = host_and_port(request.uri());
        let limit = Options::of(&request).timeout.unwrap_or(self.timeout);
        let reply = in_time(self.clock.time_limit(limit), self.exchange(request)).await;
        reply.map_err(|source| match source.limit() {
            Some(limit) => Error::ReplyTooLarge { limit },
            None => Error::Transport { host, source },
        })
    }

    async fn exchange(&self, mut request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let options = Options::of(&request);
        let coding = if options.streamed { "identity" } else { "gzip" };
        request
            .headers_mut()
            .entry(ACCEPT_ENCODING)
            .or_insert(HeaderValue::from_static(coding));
        let is_head = request.method() == Method::HEAD;
        let (head, body) = request.into_parts();
        let request = http::Request::from_parts(head, body.claim());
        let (mut head, body) = self.transport.open(request).await?.into_parts();
        let body = if options.streamed && head.status.is_success() {
            let timeout = options.timeout.unwrap_or(self.timeout);
            patient(body, Arc::clone(&self.clock), timeout)
        } else if is_head {
            Body::empty()
        } else {
            let bytes = body.collect(self.reply_limit).await;
            let bytes = bytes.map_err(TransportError::within_reply)?;
            decompressed(&mut head.headers, bytes, self.reply_limit)?.into()
        };
        Ok(http::Response::from_parts(head, body))
    }
}

/// What `work` gives, or a time-out.
async fn in_time<T>(
    limit: crate::BoxFuture<'static, ()>,
    work: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    match select(Box::pin(work), limit).await {
        Either::Left((result, _)) => result,
        Either::Right(_) => Err(TransportError::timeout("see `ClientBuilder::timeout`")),
    }
}

/// A stream whose every part must come in time. The whole may take as long as it likes.
fn patient(body: Body, clock: Arc<dyn Clock>, timeout: Duration) -> Body {
    let length = body.len();
    let chunks = futures_util::stream::unfold(body, move |mut body| {
        let limit = clock.time_limit(timeout);
        async move {
            let chunk = in_time(limit, body.chunk()).await.transpose()?;
            Some((chunk.map_err(TransportError::within_reply), body))
        }
    });
    Body::stream(chunks, length)
}

/// The body without gzip (RFC 9110, section 8.4.1.3), unless it grows beyond the limit.
fn decompressed(
    headers: &mut HeaderMap,
    body: Bytes,
    limit: usize,
) -> Result<Bytes, TransportError> {
    let is_gzip = headers.get(CONTENT_ENCODING).is_some_and(|coding| {
        let coding = coding.as_bytes();
        coding.eq_ignore_ascii_case(b"gzip") || coding.eq_ignore_ascii_case(b"x-gzip")
    });
    if !is_gzip || body.is_empty() {
        return Ok(body);
    }
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut plain = Vec::new();
    flate2::read::MultiGzDecoder::new(&*body)
        .take(most)
        .read_to_end(&mut plain)
        .map_err(TransportError::other)?;
    if plain.len() > limit {
        return Err(TransportError::too_large(limit));
    }
    Ok(plain.into())
}
