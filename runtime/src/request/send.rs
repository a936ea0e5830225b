//! Sending. In: a request. Out: the reply's bytes, or an error. Not generic, so compiled once.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::{RawResponse, Request};
use crate::BoxFuture;
use crate::error::{Error, InvalidRequest, Result};

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Sends a request once polled.
pub(crate) fn send(request: Request) -> BoxFuture<'static, Result<RawResponse>> {
    Box::pin(exchange(request))
}

async fn exchange(request: Request) -> Result<RawResponse> {
    let client = request.client.clone();
    let client = client.inner();
    let mut message = prepare(request)?;
    client.authorize(message.headers_mut()).await?;

    let method = message.method().clone();
    let client_request_id = text_of(message.headers().get(CLIENT_REQUEST_ID));
    let result = client.transport.send(message).await;
    let host = client.origin.host();
    let reply = result.map_err(|source| match source.limit() {
        Some(limit) => Error::ReplyTooLarge { limit },
        None => Error::Transport {
            host: host.to_owned(),
            source,
        },
    });
    let status = reply
        .as_ref()
        .map(|reply| reply.status().as_u16())
        .unwrap_or_default();
    tracing::debug!(%method, host, status, client_request_id, "request");

    let (head, body) = reply?.into_parts();
    if body.len() > client.reply_limit {
        return Err(Error::ReplyTooLarge {
            limit: client.reply_limit,
        });
    }
    let reply = RawResponse {
        status: head.status,
        headers: head.headers,
        body,
        client_request_id,
    };
    if reply.status.is_success() || reply.status.is_redirection() {
        Ok(reply)
    } else {
        Err(reply.service_error())
    }
}

/// The HTTP message, without the token.
fn prepare(request: Request) -> Result<http::Request<Bytes>> {
    if let Some(problem) = request.problem {
        return Err(problem.into());
    }
    let client = request.client.inner();
    let url = format!("{}{}{}", client.base, request.path, request.query_text());
    let uri = Uri::try_from(url).map_err(|error| InvalidRequest::Url(error.to_string()))?;

    let mut headers = client.headers.clone();
    headers
        .entry(ACCEPT)
        .or_insert(HeaderValue::from_static(request.accept));
    let content = match request.body {
        Some((content_type, content)) => {
            headers.insert(
                CONTENT_TYPE,
                header_value(CONTENT_TYPE.as_str(), &content_type)?,
            );
            content
        }
        None => Bytes::new(),
    };
    if content.is_empty() && request.method != Method::GET && request.method != Method::DELETE {
        // Said outright: services answer 411 to a POST that does not say how long it is.
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    for (name, value) in &request.headers {
        let value = header_value(name, value)?;
        headers.insert(header_name(name)?, value);
    }
    if !headers.contains_key(CLIENT_REQUEST_ID) {
        let id = uuid::Uuid::new_v4().to_string();
        headers.insert(
            CLIENT_REQUEST_ID,
            header_value(CLIENT_REQUEST_ID.as_str(), &id)?,
        );
    }
    if let Some(value) = headers.get_mut(AUTHORIZATION) {
        value.set_sensitive(true);
    }

    let mut message = http::Request::new(content);
    *message.method_mut() = request.method;
    *message.uri_mut() = uri;
    *message.headers_mut() = headers;
    Ok(message)
}

/// Checks a header's name.
pub(crate) fn header_name(name: &str) -> Result<HeaderName, InvalidRequest> {
    name.parse()
        .map_err(|_| InvalidRequest::HeaderName(name.to_owned()))
}

/// Checks a header's value: ASCII without line breaks and other control characters.
pub(crate) fn header_value(name: &str, value: &str) -> Result<HeaderValue, InvalidRequest> {
    HeaderValue::from_str(value)
        .ok()
        .filter(|_| value.is_ascii())
        .ok_or_else(|| InvalidRequest::HeaderValue(name.to_owned()))
}

fn text_of(value: Option<&HeaderValue>) -> String {
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

/// Sets a header that two crates know: used by the client for its default headers.
pub(crate) fn insert_header(
    headers: &mut HeaderMap,
    name: &str,
    value: &str,
) -> Result<(), InvalidRequest> {
    let checked = header_value(name, value)?;
    headers.insert(header_name(name)?, checked);
    Ok(())
}
