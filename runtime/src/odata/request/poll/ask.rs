//! One question: when it is due, and how it is sent.

use std::time::Duration;

use http::Method;

use super::Poller;
use crate::error::{Error, Result};
use crate::pipeline::{Redirects, retry_after};
use crate::request::{LinkPolicy, RawResponse, Request, send_request};

impl<T> Poller<T> {
    /// Waits until it is time to ask.
    pub(super) async fn pause(&mut self) -> Result<()> {
        let now = self.now();
        let began = *self.began.get_or_insert(now);
        let waited = Duration::try_from(now.duration_since(began)).unwrap_or_default();
        // Asked again at once, the service would be asked without end.
        let asked = self.asked.filter(|wait| !wait.is_zero());
        let wait = asked.unwrap_or(self.interval);
        if waited.saturating_add(wait) > self.limit {
            // Whoever waits again gets the whole time again.
            self.began = None;
            return Err(Error::StillRunning { waited });
        }
        self.request.client.clock().sleep(wait).await;
        Ok(())
    }

    /// Asks once.
    pub(super) async fn ask(&mut self, monitor: &str) -> Result<RawResponse> {
        let client = &self.request.client;
        let policy = LinkPolicy::TokenIfAllowed;
        let mut request = Request::to_link(client, Method::GET, monitor, policy).of_odata();
        // A redirect says that it is done and where to look: that is for the user to decide.
        request.redirects = Redirects::Keep;
        request.accept = "application/json, application/http;q=0.9";
        let reply = send_request(request).await?;
        self.asked = retry_after(&reply.headers, self.now());
        Ok(reply)
    }
}
