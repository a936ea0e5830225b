//! Requests from code that is not async. In: a request, a future or a stream. Out: what it gives, once
//! it is there.
//!
//! ```no_run
//! use service_client::blocking::{self, BlockingExt};
//! use service_client::{Client, LinkPolicy, StaticToken, http::Method};
//!
//! # fn run() -> service_client::Result<()> {
//! let client = Client::builder("https://graph.microsoft.com/v1.0")
//!     .credential(StaticToken::new("…"))
//!     .build()?;
//! let reply = client.link(Method::GET, "me", LinkPolicy::AllowedHosts).send_blocking()?;
//! # Ok(()) }
//! ```
//!
//! Connections live on one thread of this crate's own, which is started by the first call and serves the
//! whole process; so they are kept from one call to the next, from whichever thread that comes.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::thread;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use crate::error::{Error, Result};

/// The runtime of all blocking calls, once there has been one.
static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

/// Sends a request and waits for its reply: every request type has it, since it can be awaited, and so
/// has what `send_raw` gives.
pub trait BlockingExt<T>: IntoFuture<Output = Result<T>> + Sized {
    /// Sends the request and waits.
    ///
    /// # Errors
    /// As awaiting it, and [`Error::Blocking`] inside an async runtime: `.await` there.
    fn send_blocking(self) -> Result<T> {
        block_on(self.into_future())?
    }
}

impl<T, R: IntoFuture<Output = Result<T>>> BlockingExt<T> for R {}

/// Waits for any future, such as a batch, an upload, or several requests joined.
///
/// # Errors
/// [`Error::Blocking`] if called inside an async runtime: waiting there would stop the tasks that are
/// waited for. `.await` instead; on a thread of `spawn_blocking`, `Handle::current().block_on(…)`.
pub fn block_on<F: Future>(future: F) -> Result<F::Output> {
    if Handle::try_current().is_ok() {
        return Err(Error::Blocking(
            "a blocking call was made inside an async runtime, which it would stop; use `.await`, or \
             make the call on a thread of its own",
        ));
    }
    Ok(runtime()?.block_on(future))
}

/// Goes through a stream, such as the items of all pages, as an iterator. What is not asked for is not
/// read.
///
/// An error of the stream is an item, after which it goes on as the stream says; [`Error::Blocking`], as
/// in [`block_on`], is the last one.
pub fn iter<T, S: Stream<Item = Result<T>>>(stream: S) -> Iter<S> {
    Iter {
        stream: Some(Box::pin(stream)),
    }
}

/// An iterator over a stream: see [`iter`].
#[must_use = "an iterator does nothing until it is asked"]
pub struct Iter<S> {
    /// `None` after the end.
    stream: Option<Pin<Box<S>>>,
}

impl<T, S: Stream<Item = Result<T>>> Iterator for Iter<S> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        let stream = self.stream.as_mut()?;
        let next = block_on(std::future::poll_fn(|context| {
            stream.as_mut().poll_next(context)
        }));
        match next {
            Ok(Some(item)) => Some(item),
            Ok(None) => {
                self.stream = None;
                None
            }
            Err(refused) => {
                self.stream = None;
                Some(Err(refused))
            }
        }
    }
}

impl<S> std::fmt::Debug for Iter<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Iter").finish_non_exhaustive()
    }
}

/// The handle of the runtime, which is started if it is not there.
fn runtime() -> Result<Handle> {
    let mut known = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*known {
        return Ok(handle.clone());
    }
    let handle = start().map_err(|error| {
        Error::Settings(format!(
            "no thread for blocking calls can be started; are too many running? {error}"
        ))
    })?;
    Ok(known.insert(handle).clone())
}

/// Starts a thread that drives a runtime as long as the process lives.
fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("service-client".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}
