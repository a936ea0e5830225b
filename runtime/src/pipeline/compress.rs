//! Compression of requests. In: a body that shall be compressed. Out: gzip, or the body as it was
//! if the service does not take gzip.

use std::io::Write;

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderValue, StatusCode};

use super::{HttpRequest, HttpResponse, Middleware, Next, Options};
use crate::error::{Error, Result, TransportError};
use crate::{Body, BoxFuture};

/// Compresses if the request or the client says so; a 415 brings the body uncompressed.
pub(crate) struct Compress {
    pub(crate) all: bool,
}

impl Middleware for Compress {
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        let wanted = self.all || Options::of(&request).compress;
        let plain = request.body().as_bytes().filter(|body| !body.is_empty());
        match plain.cloned() {
            Some(body) if wanted && !request.headers().contains_key(CONTENT_ENCODING) => {
                Box::pin(compress(request, body, next))
            }
            _ => next.run(request),
        }
    }
}

async fn compress(request: HttpRequest, body: Bytes, next: Next<'_>) -> Result<HttpResponse> {
    let mut compressed = request.clone();
    *compressed.body_mut() = Body::from(gzip(&body).map_err(|error| Error::Transport {
        host: crate::origin::host_and_port(request.uri()),
        source: TransportError::other(error),
    })?);
    let headers = compressed.headers_mut();
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    headers.remove(CONTENT_LENGTH);
    let reply = next.run(compressed).await?;
    if reply.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        return next.run(request).await;
    }
    Ok(reply)
}

fn gzip(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body)?;
    encoder.finish()
}
