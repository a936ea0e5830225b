//! Where waiting begins: a reply that tells of an operation, or a saved URL.

use http::StatusCode;

use super::{End, EndKind, Poller};
use crate::BoxFuture;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::odata::request::monitor::{Progress, Status};
use crate::pipeline::retry_after;
use crate::request::{RawResponse, Request, send_request};

impl Poller {
    /// Waits for the operation that a reply tells of. A reply that tells of none, such as 204, is an
    /// operation that has ended.
    ///
    /// # Errors
    /// If the reply is 202 and does not say where to look.
    pub fn new(client: &Client, reply: RawResponse) -> Result<Self> {
        let from = Request::saved(client, client.base_url());
        Self::from_reply(from, reply)
    }

    /// Waits for the operation of a saved monitor URL.
    pub fn resume(client: &Client, monitor: &str) -> Self {
        Self::at(Request::saved(client, monitor), Some(monitor.to_owned()))
    }

    pub(super) fn from_reply(request: Request, reply: RawResponse) -> Result<Self> {
        let named = ["location", "operation-location", "azure-asyncoperation"];
        let monitor = named.iter().find_map(|name| reply.header_link(name));
        let runs = match reply.status {
            StatusCode::ACCEPTED if monitor.is_none() => return Err(Error::NoMonitor),
            StatusCode::ACCEPTED => true,
            // What was created may have a status of its own, which is not that of an operation.
            StatusCode::CREATED if reply.header_link("location") == monitor => false,
            _ => monitor.is_some() && Status::of(&reply).progress() == Some(Progress::Running),
        };
        let mut poller = Self::at(request, monitor.filter(|_| runs));
        if runs {
            poller.asked = retry_after(&reply.headers, poller.now());
        } else {
            let kind = EndKind::AtOnce;
            poller.end = Some(End { reply, kind });
        }
        Ok(poller)
    }
}

/// Sends a request and waits for the operation that it begins.
pub(in crate::odata::request) fn start(request: Request) -> BoxFuture<'static, Result<Poller>> {
    Box::pin(async move {
        let reply = send_request(request.clone()).await?;
        Poller::from_reply(request, reply)
    })
}
