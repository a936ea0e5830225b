//! A clock that stands still. In: sleeps and advances. Out: virtual time.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use crate::{BoxFuture, clock::Clock};

/// A clock whose time passes only when somebody sleeps, and then at once; or by
/// [`advance`](Self::advance). Time limits end when the virtual time reaches them. Clones are one
/// clock.
///
/// ```
/// use std::time::Duration;
/// use service_client::{ testing::PausedClock, clock::Clock};
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let clock = PausedClock::new();
/// clock.sleep(Duration::from_secs(120)).await;
/// assert_eq!(clock.elapsed(), Duration::from_secs(120));
/// assert_eq!(clock.sleeps(), [Duration::from_secs(120)]);
/// # });
/// ```
#[derive(Clone, Default)]
pub struct PausedClock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    elapsed: Duration,
    sleeps: Vec<Duration>,
    waiting: Vec<Waker>,
}

impl PausedClock {
    /// A clock that stands at 2026-01-01T00:00:00Z.
    pub fn new() -> Self {
        Self::default()
    }

    /// How much virtual time has passed.
    pub fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    /// All sleeps so far, in order.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    /// How many time limits are waited for.
    pub fn waiting(&self) -> usize {
        self.state().waiting.len()
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        let waiting = {
            let mut state = self.state();
            state.elapsed = state.elapsed.saturating_add(duration);
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for PausedClock {
    fn now(&self) -> jiff::Timestamp {
        let start = jiff::Timestamp::constant(1_767_225_600, 0);
        start.saturating_add(self.elapsed()).unwrap_or(start)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            clock.state().sleeps.push(duration);
            clock.advance(duration);
        })
    }

    fn time_limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        let end = self.elapsed().saturating_add(duration);
        Box::pin(std::future::poll_fn(move |context| {
            let mut state = clock.state();
            if state.elapsed >= end {
                return Poll::Ready(());
            }
            if !state
                .waiting
                .iter()
                .any(|waker| waker.will_wake(context.waker()))
            {
                state.waiting.push(context.waker().clone());
            }
            Poll::Pending
        }))
    }
}

impl fmt::Debug for PausedClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PausedClock({:?})", self.elapsed())
    }
}
