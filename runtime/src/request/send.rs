//! Sending. In: a request. Out: the reply's bytes, or an error. Not generic, so compiled once.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, RANGE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::{RawResponse, Request};
use crate::client::{Client, Inner};
use crate::error::{Error, InvalidRequest, Result};
use crate::pipeline::{CLIENT_REQUEST_ID, HttpRequest, HttpResponse, Options};
use crate::{Body, BoxFuture};

/// Sends a request once polled. The reply is whole.
pub(crate) fn send(request: Request) -> BoxFuture<'static, Result<RawResponse>> {
    Box::pin(async move {
        let client = request.client.clone();
        let (reply, client_request_id) = exchange(request, false).await?;
        whole(&client, reply, client_request_id).await
    })
}

/// Sends a request once polled. The body of a reply that is no error is a stream: bounded by the time
/// limit between its parts, and not by the client's size limit.
pub(crate) fn open(request: Request) -> BoxFuture<'static, Result<HttpResponse>> {
    Box::pin(async move {
        let client = request.client.clone();
        let (reply, client_request_id) = exchange(request, true).await?;
        if reply.status().is_success() {
            return Ok(reply);
        }
        let whole = whole(&client, reply, client_request_id).await?;
        Err(whole.service_error())
    })
}

/// The reply, and the id that the request went out with.
async fn exchange(request: Request, streamed: bool) -> Result<(HttpResponse, String)> {
    let client = request.client.clone();
    let mut message = prepare(request)?;
    Options::change(&mut message, |options| options.streamed = streamed);
    let id = message.headers().get(CLIENT_REQUEST_ID);
    let id = id
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    Ok((client.inner().run(message).await?, id))
}

/// The reply with its body; an error status is an error.
async fn whole(client: &Client, reply: HttpResponse, id: String) -> Result<RawResponse> {
    let limit = client.inner().exchange.reply_limit;
    let (head, body) = reply.into_parts();
    let body = body.collect(limit).await;
    let body = body.map_err(|source| match source.limit() {
        Some(limit) => Error::ReplyTooLarge { limit },
        None => Error::Transport {
            host: client.inner().hosts.host().to_owned(),
            source,
        },
    })?;
    let reply = RawResponse {
        status: head.status,
        headers: head.headers,
        body,
        client_request_id: id,
        range: None,
    };
    if reply.status.is_success() || reply.status.is_redirection() {
        Ok(reply)
    } else {
        Err(reply.service_error())
    }
}

/// The HTTP message, without the token.
pub(crate) fn prepare(request: Request) -> Result<HttpRequest> {
    if let Some(problem) = request.problem {
        return Err(problem.into());
    }
    let client = request.client.clone();
    let client = client.inner();
    let (uri, anonymous) = target(&request, client)?;
    let mut options = Options {
        anonymous,
        compress: request.compress,
        timeout: request.timeout,
        redirects: request.redirects,
        ..Options::default()
    };
    // The client's own headers may hold keys: they are for the service, not for where its links lead.
    let mut headers = match client.hosts.check_known(&uri) {
        Ok(()) => client.headers.clone(),
        Err(_) => HeaderMap::new(),
    };
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
        None => Body::empty(),
    };
    if content.is_empty() && request.method != Method::GET && request.method != Method::DELETE {
        // Said outright: services answer 411 to a POST that does not say how long it is.
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    for (name, value) in &request.headers {
        let value = header_value(name, value)?;
        headers.insert(header_name(name)?, value);
    }
    if let Some(range) = request.range {
        insert_header(&mut headers, RANGE.as_str(), &range.header()?)?;
    }
    if let Some(size) = request.page_size {
        prefer_page_size(&mut headers, size)?;
    }
    if anonymous {
        headers.remove(AUTHORIZATION);
    } else if let Some(value) = headers.get_mut(AUTHORIZATION) {
        value.set_sensitive(true);
        client.hosts.check_token(&uri)?;
        options.anonymous = true;
    }
    identify(&mut headers);

    let mut message = http::Request::new(content);
    *message.method_mut() = request.method;
    *message.uri_mut() = uri;
    *message.headers_mut() = headers;
    message.extensions_mut().insert(options);
    Ok(message)
}

/// Where to send it, and whether without the token.
fn target(request: &Request, client: &Inner) -> Result<(Uri, bool)> {
    if let Some(link) = &request.link {
        return link.check(client);
    }
    let url = format!("{}{}{}", client.base, request.path, request.query_text());
    let uri = Uri::try_from(url).map_err(|error| InvalidRequest::Url(error.to_string()))?;
    Ok((uri, false))
}

/// Adds the page size to what is preferred already (RFC 7240; OData Protocol, section 8.2.8.7).
fn prefer_page_size(headers: &mut HeaderMap, size: u32) -> Result<()> {
    let mut preferences = format!("odata.maxpagesize={size}");
    for others in headers.get_all("prefer") {
        let text = others.to_str().unwrap_or_default();
        preferences = format!("{text}, {preferences}");
    }
    Ok(insert_header(headers, "prefer", &preferences)?)
}

/// Gives the request an id, unless it has one.
fn identify(headers: &mut HeaderMap) {
    if !headers.contains_key(CLIENT_REQUEST_ID) {
        let id = uuid::Uuid::new_v4().to_string();
        if let Ok(id) = HeaderValue::from_str(&id) {
            headers.insert(CLIENT_REQUEST_ID, id);
        }
    }
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
