//! Time. In: how long to wait. Out: a future. Behind a trait, so that tests wait for nothing.

#[cfg(not(target_arch = "wasm32"))]
mod limit;

use std::time::Duration;

use crate::BoxFuture;

/// What tells the time and waits: for retries, polls, tokens' expiry and time limits.
///
/// [`SystemClock`] unless set with `ClientBuilder::clock`;
/// [`PausedClock`](crate::testing::PausedClock) is for tests.
pub trait Clock: Send + Sync + 'static {
    /// The time.
    fn now(&self) -> jiff::Timestamp;

    /// Ends after this time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Ends after this time, like [`sleep`](Self::sleep); but what is waited for is something else,
    /// and this is how long at most. A paused clock lets a sleep pass at once, and not this.
    fn time_limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

/// The system's clock; works in any async runtime.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(futures_timer::Delay::new(duration))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn time_limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match limit::Limit::new(duration) {
            Some(limit) => Box::pin(limit),
            None => self.sleep(duration),
        }
    }
}
