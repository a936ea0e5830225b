//! Retries. In: a reply or failure that passes. Out: what a later try gives.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue, Method, StatusCode};

use super::{HttpRequest, HttpResponse, Middleware, Next, Options, again, retry_after};
use crate::error::{Error, Result};
use crate::{BoxFuture, clock::Clock};

const RETRY_ATTEMPT: HeaderName = HeaderName::from_static("retry-attempt");

/// What is tried again, and when.
///
/// Tried again are 429, 503 and 504, and, for verbs that can be repeated without harm (GET, HEAD,
/// OPTIONS, PUT, DELETE), connections that fail; and only if the body can be sent again. A wait is
/// as long as `Retry-After` says; without it 3 s, 6 s, 12 s and so on up to 180 s, and up to 1 s more.
///
/// ```
/// use std::time::Duration;
/// use service_client::{Client, RetryPolicy};
/// let patient = RetryPolicy::default().tries(6).max_wait(Duration::from_secs(600));
/// let client = Client::builder("https://example.org").retry(patient);
/// let never = Client::builder("https://example.org").retry(RetryPolicy::none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    tries: u32,
    delay: Duration,
    max_wait: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            tries: 3,
            delay: Duration::from_secs(3),
            max_wait: Duration::from_secs(180),
        }
    }
}

impl RetryPolicy {
    /// One try only.
    pub fn none() -> Self {
        Self::default().tries(1)
    }

    /// How many tries there are at most, the first one included; 3 unless set.
    #[must_use]
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries;
        self
    }

    /// The first wait, which doubles with every try; 3 s unless set.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The longest wait; 180 s unless set. A service that asks for a longer one is not asked again:
    /// its reply is the error, and `Error::retry_after` says how long it wants.
    #[must_use]
    pub fn max_wait(mut self, wait: Duration) -> Self {
        self.max_wait = wait;
        self
    }

    /// How long to wait before the next try; `None` if there is none.
    pub(crate) fn wait(&self, tried: u32, asked: Option<Duration>) -> Option<Duration> {
        if tried >= self.tries {
            return None;
        }
        if asked.is_some() {
            return asked.filter(|asked| *asked <= self.max_wait);
        }
        let factor = 2_u32.saturating_pow(tried.saturating_sub(1));
        let wait = self.delay.saturating_mul(factor);
        Some(wait.saturating_add(jitter()).min(self.max_wait))
    }
}

/// Up to a second, so that clients that failed together do not come back together.
fn jitter() -> Duration {
    let (random, _) = uuid::Uuid::new_v4().as_u64_pair();
    Duration::from_millis(random % 1000)
}

pub(crate) struct Retry {
    pub(crate) policy: RetryPolicy,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Middleware for Retry {
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        Box::pin(self.run(request, next))
    }
}

impl Retry {
    async fn run(&self, mut request: HttpRequest, next: Next<'_>) -> Result<HttpResponse> {
        let mut tried = 0;
        loop {
            let repeat = again(&request);
            tried += 1;
            let result = next.run(request).await;
            let Some(mut following) = repeat.filter(|request| is_passing(request, &result)) else {
                return result;
            };
            let asked = result
                .as_ref()
                .ok()
                .and_then(|reply| retry_after(reply.headers(), self.clock.now()));
            let Some(wait) = self.policy.wait(tried, asked) else {
                return result;
            };
            drop(result);
            tracing::debug!(tried, wait_ms = wait.as_millis(), "waiting to try again");
            self.clock.sleep(wait).await;
            let headers = following.headers_mut();
            headers.insert(RETRY_ATTEMPT, HeaderValue::from(tried));
            Options::change(&mut following, |options| options.resends = tried);
            request = following;
        }
    }
}

/// Whether a later try may go better, and does no harm.
fn is_passing(request: &HttpRequest, result: &Result<HttpResponse>) -> bool {
    use StatusCode as Status;
    match result {
        Ok(reply) => [
            Status::TOO_MANY_REQUESTS,
            Status::SERVICE_UNAVAILABLE,
            Status::GATEWAY_TIMEOUT,
        ]
        .contains(&reply.status()),
        Err(Error::Transport { source, .. }) => {
            let repeatable = [
                Method::GET,
                Method::HEAD,
                Method::OPTIONS,
                Method::PUT,
                Method::DELETE,
            ];
            repeatable.contains(request.method()) && source.is_transient()
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap() {
        let policy = RetryPolicy::default().tries(20);
        let seconds = [3, 6, 12, 24, 48, 96, 180, 180];
        for (tried, least) in (1..).zip(seconds) {
            let wait = policy.wait(tried, None).unwrap();
            let least = Duration::from_secs(least);
            assert!(
                wait >= least && wait <= least + Duration::from_secs(1),
                "{wait:?}"
            );
            assert!(wait <= Duration::from_secs(180));
        }
        assert_eq!(policy.wait(20, None), None);
        assert!(policy.wait(19, None).is_some());
    }

    #[test]
    fn what_the_service_asks_for_wins() {
        let policy = RetryPolicy::default();
        let seconds = Duration::from_secs;
        assert_eq!(policy.wait(1, Some(seconds(0))), Some(seconds(0)));
        assert_eq!(policy.wait(2, Some(seconds(120))), Some(seconds(120)));
        assert_eq!(policy.wait(2, Some(seconds(181))), None);
        assert_eq!(policy.wait(3, Some(seconds(1))), None);
    }
}
