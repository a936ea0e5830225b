//! Time limits that seldom end. In: how long. Out: a future over a timer that serves one limit after another.
//!
//! What is waited for nearly always comes in time. To set a timer and to take it away wakes the thread of
//! `futures_timer` each time, which costs more than the rest of a small request; so a timer stays set for the
//! next limit, which ends later than this one would have: it then begins with some time of the wait less, and
//! is set anew only if it goes off.

use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use futures_timer::Delay;

/// How many timers are kept: as many as there are requests at a time, up to this.
const KEPT: usize = 64;

/// Timers that no limit uses.
static IDLE: Mutex<Vec<Timer>> = Mutex::new(Vec::new());

/// Ends at its time, and not before.
pub(super) struct Limit {
    end: Instant,
    timer: Option<Timer>,
}

struct Timer {
    delay: Delay,
    /// When it goes off, at the latest.
    end: Instant,
}

impl Limit {
    /// `None` for times that no clock reaches.
    pub(super) fn new(duration: Duration) -> Option<Self> {
        let end = Instant::now().checked_add(duration)?;
        Some(Self { end, timer: None })
    }
}

impl Future for Limit {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let end = self.end;
        // Taken out meanwhile: a timer that fails is not to be kept.
        let mut timer = self.timer.take().unwrap_or_else(|| Timer::before(end));
        loop {
            let state = Pin::new(&mut timer.delay).poll(context);
            if state.is_pending() || Instant::now() >= end {
                self.timer = Some(timer);
                return state;
            }
            timer.set(end);
        }
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.keep();
        }
    }
}

impl Timer {
    /// A timer that goes off at `end`, or before.
    fn before(end: Instant) -> Self {
        let mut idle = idle();
        if let Some(at) = idle.iter().rposition(|timer| timer.end <= end) {
            return idle.swap_remove(at);
        }
        let kept = idle.pop();
        drop(idle);
        match kept {
            Some(mut timer) => {
                timer.set(end);
                timer
            }
            None => Self {
                delay: Delay::new(end.saturating_duration_since(Instant::now())),
                end,
            },
        }
    }

    fn set(&mut self, end: Instant) {
        self.end = end;
        self.delay
            .reset(end.saturating_duration_since(Instant::now()));
    }

    fn keep(mut self) {
        // Otherwise it would hold on to the task that it was to wake.
        let mut context = Context::from_waker(Waker::noop());
        let _ = Pin::new(&mut self.delay).poll(&mut context);
        let mut idle = idle();
        if idle.len() < KEPT {
            idle.push(self);
        }
    }
}

fn idle() -> MutexGuard<'static, Vec<Timer>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(milliseconds: u64) -> Limit {
        Limit::new(Duration::from_millis(milliseconds)).unwrap()
    }

    fn is_pending(limit: &mut Limit) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        Pin::new(limit).poll(&mut context).is_pending()
    }

    #[tokio::test]
    async fn no_limit_ends_before_its_time_whichever_timer_it_has() {
        // Kept: timers that go off before, and long after the limits that have them next.
        for kept in [1, 30, 3_600_000] {
            assert!(is_pending(&mut limit(kept)));
        }
        for milliseconds in [40, 5, 20, 0, 60, 1] {
            let start = Instant::now();
            limit(milliseconds).await;
            assert!(start.elapsed() >= Duration::from_millis(milliseconds));
        }
    }

    #[tokio::test]
    async fn a_kept_timer_wakes_who_has_it_now() {
        for _ in 0..3 {
            let waiting: Vec<_> = (0..2 * KEPT)
                .map(|at| tokio::spawn(limit(u64::try_from(at % 7).unwrap_or_default())))
                .collect();
            drop(limit(50));
            for waiting in waiting {
                waiting.await.unwrap();
            }
        }
    }

    #[test]
    fn a_kept_timer_lets_go_of_the_task() {
        let task = std::sync::Arc::new(Task);
        let waker = Waker::from(std::sync::Arc::clone(&task));
        let mut waiting = limit(3_600_000);
        let pending = Pin::new(&mut waiting).poll(&mut Context::from_waker(&waker));
        assert!(pending.is_pending());
        drop((waiting, waker));
        assert_eq!(std::sync::Arc::strong_count(&task), 1);
    }

    struct Task;

    impl std::task::Wake for Task {
        fn wake(self: std::sync::Arc<Self>) {}
    }

    #[test]
    fn a_time_that_no_clock_reaches_is_no_limit() {
        assert!(Limit::new(Duration::MAX).is_none());
    }
}
