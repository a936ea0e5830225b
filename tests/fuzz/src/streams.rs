//! Bytes as a stream of events, or of JSON lines, that comes in parts. However it is cut, the same comes out; a stream that
//! is cut within an event is an error, and nothing takes more memory than the limit of replies.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use service_client::codegen::{Kind, Lines, Operation, Path, Reply, Status, TextEvents};
use service_client::{
    Body, BoxFuture, Bytes, Client, Error, Json, RetryPolicy, error::TransportError, http,
    transport::Transport,
};

use super::support::now;

const LIMIT: usize = 4096;

static EVENTS: Operation = Operation {
    replies: &[Reply::new(
        Status::Code(200),
        "text/event-stream",
        Kind::Events,
    )],
    ..Operation::NEW
};

static LINES: Operation = Operation {
    replies: &[Reply::new(
        Status::Code(200),
        "application/jsonl",
        Kind::Lines,
    )],
    ..Operation::NEW
};

/// Runs an input: how long the parts are, and the stream.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    let Some((size, stream)) = bytes.split_first() else {
        return;
    };
    let size = usize::from(*size).max(1);
    let whole = events(stream, stream.len().max(1));
    assert_eq!(events(stream, size), whole, "parts of {size} bytes");
    let (texts, end) = whole;
    for text in &texts {
        assert!(text.chars().count() <= LIMIT);
    }
    // Whatever came before, what is cut is no end.
    if end == End::Whole {
        let cut = [stream, b"\ndata: cut"].concat();
        let (more, end) = events(&cut, size);
        assert_eq!(
            (more.get(..texts.len()), end),
            (Some(texts.as_slice()), End::Cut)
        );
    }
    assert_eq!(lines(stream, size), lines(stream, stream.len().max(1)));
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Whole,
    Cut,
    TooLarge,
}

impl End {
    fn of(error: &Error) -> Self {
        match error {
            Error::ReplyTooLarge { limit: LIMIT } => Self::TooLarge,
            Error::Transport { source, .. } if source.is_interrupted() => Self::Cut,
            error => panic!("{error:?}"),
        }
    }
}

fn events(stream: &[u8], size: usize) -> (Vec<String>, End) {
    let call = path("text/event-stream", stream, size).call::<TextEvents>(&EVENTS);
    let mut events = now(call).unwrap_or_else(|error| panic!("{error}"));
    let mut texts = Vec::new();
    loop {
        match now(Pin::new(&mut events).try_next()) {
            Ok(Some(event)) => texts.push(event.data),
            Ok(None) => return (texts, End::Whole),
            Err(error) => return (texts, End::of(&error)),
        }
    }
}

/// The values; what is none.
fn lines(stream: &[u8], size: usize) -> Vec<Option<Json>> {
    let call = path("application/jsonl", stream, size).call::<Lines<Json>>(&LINES);
    let mut lines = now(call).unwrap_or_else(|error| panic!("{error}"));
    let mut values = Vec::new();
    loop {
        match now(lines.try_next()) {
            Ok(Some(value)) => values.push(Some(value)),
            Ok(None) => return values,
            Err(Error::Decode(_)) => values.push(None),
            Err(error) => {
                values.push(Some(format!("{:?}", End::of(&error)).into()));
                return values;
            }
        }
    }
}

fn path(content_type: &'static str, stream: &[u8], size: usize) -> Path {
    let parts = stream.chunks(size).map(Bytes::copy_from_slice).collect();
    let service = Service {
        content_type,
        parts: Arc::new(Mutex::new(parts)),
    };
    let client = Client::builder("https://svc.example")
        .retry(RetryPolicy::none())
        .reply_limit(LIMIT)
        .transport(service)
        .build();
    Path::new(&client.unwrap_or_else(|error| panic!("{error}")))
}

/// Answers once, in parts.
struct Service {
    content_type: &'static str,
    parts: Arc<Mutex<Vec<Bytes>>>,
}

impl Transport for Service {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async { Err(TransportError::other("only streams")) })
    }

    fn open(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let parts = std::mem::take(&mut *parts).into_iter();
        let body = Body::stream(Parts(parts), None);
        let reply = http::Response::builder()
            .header("content-type", self.content_type)
            .body(body);
        Box::pin(async { reply.map_err(TransportError::other) })
    }
}

struct Parts(std::vec::IntoIter<Bytes>);

impl futures_core::Stream for Parts {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.next().map(Ok))
    }
}
