//! Replies that are streams. In: a request. Out: the head of its reply, and a body that is read as it comes.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use super::events::EventCore;
use super::lines::LineCore;
use crate::Body;
use crate::call::operation::{Kind, Operation};
use crate::call::reply::{Response, Sending, Wanted, declared, is_declared_type, undeclared};
use crate::client::Client;
use crate::error::{DecodeError, Error, Result, TransportError};
use crate::request::{RawResponse, open};

/// What a stream is read from.
pub(super) struct Source {
    body: Body,
    host: String,
    pub(super) limit: usize,
}

impl Source {
    /// The next bytes; `None` at the end.
    pub(super) fn poll_bytes(
        &mut self,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<bytes::Bytes>>> {
        use futures_core::Stream as _;
        let next = std::pin::Pin::new(&mut self.body).poll_next(context);
        next.map(|next| next.map(|bytes| bytes.map_err(|source| self.broken(source))))
    }

    fn broken(&self, source: TransportError) -> Error {
        let host = self.host.clone();
        Error::Transport { host, source }
    }

    /// The stream ended where it should not.
    pub(super) fn cut(&self, what: &'static str) -> Error {
        self.broken(TransportError::interrupted(what))
    }
}

/// Sends a request, and waits for the head of a reply of the kind that is wanted.
async fn open_source(
    request: Sending,
    operation: &'static Operation,
    wanted: Wanted,
    kind: Kind,
) -> Result<Response<Source>> {
    let client = request.0.client.clone();
    let reply = open(request.0).await?;
    let (status, headers) = (reply.status(), reply.headers().clone());
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let index = declared(operation.replies, wanted, status, content_type);
    if index.is_none() {
        return Err(undeclared(&gathered(&client, reply).await?));
    }
    check_type(operation, kind, content_type)?;
    check_coding(&headers)?;
    let source = Source {
        body: reply.into_body(),
        host: client.inner().hosts.host(),
        limit: client.inner().exchange.reply_limit,
    };
    Ok(Response::new(status, headers, source))
}

/// The reply, whole.
async fn gathered(client: &Client, reply: crate::transport::HttpResponse) -> Result<RawResponse> {
    let limit = client.inner().exchange.reply_limit;
    let (head, body) = reply.into_parts();
    let body = body.collect(limit).await;
    let body = body.map_err(|source| Error::Transport {
        host: client.inner().hosts.host(),
        source,
    })?;
    Ok(RawResponse {
        status: head.status,
        headers: head.headers,
        body,
        client_request_id: String::new(),
        range: None,
        client: client.clone(),
        url: String::new(),
    })
}

fn check_type(operation: &Operation, kind: Kind, content_type: Option<&str>) -> Result<()> {
    if is_declared_type(operation.replies, kind, content_type) {
        return Ok(());
    }
    let expected = match kind {
        Kind::Events => "text/event-stream",
        _ => "a JSON value on each line",
    };
    Err(DecodeError::media_type(expected, content_type).into())
}

/// A stream is asked for as it is.
fn check_coding(headers: &HeaderMap) -> Result<()> {
    let coding = headers
        .get(CONTENT_ENCODING)
        .map(http::HeaderValue::as_bytes);
    if coding.is_none_or(|coding| coding.is_empty() || coding.eq_ignore_ascii_case(b"identity")) {
        return Ok(());
    }
    let expected = "a stream that is not compressed, as it was asked for";
    Err(DecodeError::mismatch(String::new(), expected, "a compressed one").into())
}

pub(in crate::call) async fn open_events(
    request: Sending,
    operation: &'static Operation,
) -> Result<Response<EventCore>> {
    let reply = open_source(request, operation, Wanted::Events, Kind::Events).await?;
    Ok(reply.map(|source| EventCore::new(source, operation.end)))
}

pub(in crate::call) async fn open_lines(
    request: Sending,
    operation: &'static Operation,
) -> Result<Response<LineCore>> {
    let reply = open_source(request, operation, Wanted::Lines, Kind::Lines).await?;
    Ok(reply.map(LineCore::new))
}
