//! Sending. In: a request. Out: the reply's bytes, or an error. Not generic, so compiled once.

use http::Uri;
use http::header::AUTHORIZATION;

use super::{RawResponse, Request};
use crate::client::Client;
use crate::error::{Error, InvalidRequest, Result};
use crate::origin::host_and_port;
use crate::pipeline::{CLIENT_REQUEST_ID, HttpRequest, HttpResponse, Moved, Options};
use crate::{Body, BoxFuture};

/// Sends a request once polled. The reply is whole.
pub(crate) fn send(request: Request) -> BoxFuture<'static, Result<RawResponse>> {
    Box::pin(async move {
        let client = request.client.clone();
        let (reply, sent) = exchange(request, false).await?;
        whole(&client, reply, sent).await
    })
}

/// Sends a request once polled. The body of a reply that is not an error is a stream: bounded by the time
/// limit between its parts, and not by the client's size limit.
pub(crate) fn open(request: Request) -> BoxFuture<'static, Result<HttpResponse>> {
    Box::pin(async move {
        let client = request.client.clone();
        let (reply, sent) = exchange(request, true).await?;
        if reply.status().is_success() {
            return Ok(reply);
        }
        let whole = whole(&client, reply, sent).await?;
        Err(whole.service_error())
    })
}

/// What a reply must know of its request.
struct Sent {
    id: String,
    /// Where it went, redirects included.
    url: String,
    host: String,
}

/// The reply, and what it answers.
async fn exchange(request: Request, streamed: bool) -> Result<(HttpResponse, Sent)> {
    let client = request.client.clone();
    let mut message = prepare(request)?;
    Options::change(&mut message, |options| options.streamed = streamed);
    let id = message.headers().get(CLIENT_REQUEST_ID);
    let id = id
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let host = host_and_port(message.uri());
    let url = message.uri().to_string();
    let reply = client.inner().run(message).await?;
    let moved = reply.extensions().get::<Moved>();
    let url = moved.map_or(url, |moved| moved.0.to_string());
    Ok((reply, Sent { id, url, host }))
}

/// The reply with its body; an error status is an error.
async fn whole(client: &Client, reply: HttpResponse, sent: Sent) -> Result<RawResponse> {
    let limit = client.inner().exchange.reply_limit;
    let (head, body) = reply.into_parts();
    let body = body.collect(limit).await;
    let body = body.map_err(|source| match source.limit() {
        Some(limit) => Error::ReplyTooLarge { limit },
        None => Error::Transport {
            host: sent.host,
            source,
        },
    })?;
    let reply = RawResponse {
        status: head.status,
        headers: head.headers,
        body,
        client_request_id: sent.id,
        range: None,
        client: client.clone(),
        url: sent.url,
    };
    if reply.status.is_success() || reply.status.is_redirection() {
        Ok(reply)
    } else {
        Err(reply.service_error())
    }
}

/// The HTTP message, without the token.
pub(crate) fn prepare(request: Request) -> Result<HttpRequest> {
    if let Some(problem) = &request.problem {
        return Err(problem.clone().into());
    }
    #[cfg(feature = "odata")]
    request.odata.check()?;
    let client = request.client.clone();
    let client = client.inner();
    let (uri, anonymous) = target(&request)?;
    let mut options = Options {
        anonymous,
        compress: request.compress,
        timeout: request.timeout,
        redirects: request.redirects,
        security: request.described.flatten(),
        ..Options::default()
    };
    let known = client.hosts.check_known(&uri).is_ok();
    let mut headers = super::headers::headers(&request, client, known)?;
    let content = request
        .body
        .map_or_else(Body::empty, |(_, content)| content);
    if anonymous {
        headers.remove(AUTHORIZATION);
    } else if let Some(value) = headers.get_mut(AUTHORIZATION) {
        value.set_sensitive(true);
        client.hosts.check_token(&uri)?;
        options.anonymous = true;
    }
    let mut message = http::Request::new(content);
    *message.method_mut() = request.method;
    *message.uri_mut() = uri;
    *message.headers_mut() = headers;
    message.extensions_mut().insert(options);
    Ok(message)
}

/// Where to send it, and whether without the token.
fn target(request: &Request) -> Result<(Uri, bool)> {
    if let Some(link) = &request.link {
        return link.check(&request.client);
    }
    let root = request.root.as_deref().unwrap_or(request.client.base_url());
    let url = format!("{root}{}{}", request.path, request.query_text());
    let uri = Uri::try_from(url).map_err(|error| InvalidRequest::Url(error.to_string()))?;
    Ok((uri, false))
}
