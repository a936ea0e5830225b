//! Faults on demand. In: what shall go wrong, in order. Out: a middleware that lets it go wrong.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use http::StatusCode;

use crate::error::{Error, Result, TransportError};
use crate::pipeline::{HttpRequest, HttpResponse, Middleware, Next};
use crate::{Body, BoxFuture};

/// What goes wrong with one try.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing: the request is sent.
    None,
    /// No connection comes about; nothing is sent.
    Connect,
    /// The request is sent, and the connection fails before the reply is there.
    Reset,
    /// The time is up; nothing is sent.
    Timeout,
    /// The service answers with this status and these headers, and no body; nothing is sent.
    Status(StatusCode, Vec<(&'static str, String)>),
}

/// A middleware for `ClientBuilder::attempt_middleware` that lets tries go wrong, in the order
/// given; when the list is used up, requests are sent.
#[derive(Clone, Debug, Default)]
pub struct FaultInjection(Arc<Mutex<VecDeque<Fault>>>);

impl FaultInjection {
    /// These faults, one per try.
    pub fn new(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self(Arc::new(Mutex::new(faults.into_iter().collect())))
    }

    /// How many faults are left.
    pub fn left(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn take(&self) -> Fault {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        faults.pop_front().unwrap_or(Fault::None)
    }
}

impl Middleware for FaultInjection {
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        Box::pin(async move {
            let host = crate::origin::host_and_port(request.uri());
            let failed = |source| Err(Error::Transport { host, source });
            match self.take() {
                Fault::None => next.run(request).await,
                Fault::Connect => failed(TransportError::connect("injected fault")),
                Fault::Timeout => failed(TransportError::timeout("injected fault")),
                Fault::Reset => {
                    next.run(request).await?;
                    failed(TransportError::other("injected fault"))
                }
                Fault::Status(status, headers) => {
                    let mut reply = http::Response::builder().status(status);
                    for (name, value) in headers {
                        reply = reply.header(name, value);
                    }
                    let reply = reply.body(Body::empty());
                    reply.map_err(|error| Error::Settings(format!("the injected fault: {error}")))
                }
            }
        })
    }
}
