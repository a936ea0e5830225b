//! Tracing. In: a try. Out: a span with the field names of OpenTelemetry's HTTP conventions. No
//! path, query, header or body is in it: they hold what people wrote and who they are.

use tracing::Instrument as _;
use tracing::field::Empty;

use super::{HttpRequest, HttpResponse, Middleware, Next, Options};
use crate::BoxFuture;
use crate::error::{Error, Result};

pub(crate) struct Trace;

impl Middleware for Trace {
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        let span = span(&request);
        let sent = next.run(request);
        let recorder = span.clone();
        let traced = async move {
            let result = sent.await;
            record(&recorder, &result);
            result
        };
        Box::pin(traced.instrument(span))
    }
}

fn span(request: &HttpRequest) -> tracing::Span {
    let uri = request.uri();
    let https = uri.scheme() != Some(&http::uri::Scheme::HTTP);
    let resends = Options::of(request).resends;
    let id = request.headers().get(super::CLIENT_REQUEST_ID);
    let span = tracing::info_span!(
        "http",
        otel.name = request.method().as_str(),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = request.method().as_str(),
        http.request.resend_count = Empty,
        http.request.body.size = request.body().len(),
        http.response.status_code = Empty,
        http.response.body.size = Empty,
        url.scheme = if https { "https" } else { "http" },
        server.address = uri.host().unwrap_or_default(),
        server.port = uri.port_u16().unwrap_or(if https { 443 } else { 80 }),
        error.type = Empty,
        client_request_id = id.and_then(|id| id.to_str().ok()),
        request_id = Empty,
    );
    if resends > 0 {
        span.record("http.request.resend_count", resends);
    }
    span
}

fn record(span: &tracing::Span, result: &Result<HttpResponse>) {
    let failed = |what: &str| {
        span.record("error.type", what);
        span.record("otel.status_code", "ERROR");
    };
    match result {
        Ok(reply) => {
            let status = reply.status();
            span.record("http.response.status_code", status.as_u16());
            if let Some(size) = reply.body().len() {
                span.record("http.response.body.size", size);
            }
            let id = reply.headers().get("request-id");
            if let Some(id) = id.and_then(|id| id.to_str().ok()) {
                span.record("request_id", id);
            }
            if status.is_client_error() || status.is_server_error() {
                failed(status.as_str());
            }
        }
        Err(Error::Transport { source, .. }) if source.is_timeout() => failed("timeout"),
        Err(Error::Transport { source, .. }) if source.is_connect() => failed("connect"),
        Err(Error::Transport { .. }) => failed("exchange"),
        Err(Error::ReplyTooLarge { .. }) => failed("reply_too_large"),
        Err(_) => failed("_OTHER"),
    }
}
