//! For tests of code that uses a client. In: what a test wants to happen. Out: a clock that nobody
//! waits for, faults on demand, and with the feature `mock` a mock of the service.

mod clock;
mod faults;
#[cfg(feature = "mock")]
pub mod mock;

pub use clock::PausedClock;
pub use faults::{Fault, FaultInjection};
