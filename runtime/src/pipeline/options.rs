//! What stages must know of a request beyond what HTTP says. In: the request builder's settings.
//! Out: an extension of the HTTP request.

use std::time::Duration;

use super::HttpRequest;
use crate::call::Scheme;

/// What becomes of redirects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Redirects {
    #[default]
    Follow,
    Keep,
}

/// What a description says of security: alternatives, of each of which all schemes are needed. `None`: nothing.
pub(crate) type Security = Option<&'static [&'static [&'static Scheme]]>;

/// Travels in the request's extensions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// No token, wherever it goes.
    pub(crate) anonymous: bool,
    /// Which credentials the request is for; `None`: the client's own.
    pub(crate) security: Security,
    /// Give the body of the reply as a stream, and not decompressed.
    pub(crate) streamed: bool,
    /// Follow redirects, or give one as the reply.
    pub(crate) redirects: Redirects,
    /// Compress the body of the request.
    pub(crate) compress: bool,
    /// In place of the client's time limit.
    pub(crate) timeout: Option<Duration>,
    /// How many tries there were before this one.
    pub(crate) resends: u32,
}

impl Options {
    pub(crate) fn of(request: &HttpRequest) -> Self {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .unwrap_or_default()
    }

    pub(crate) fn change(request: &mut HttpRequest, change: impl FnOnce(&mut Self)) {
        let mut options = Self::of(request);
        change(&mut options);
        request.extensions_mut().insert(options);
    }
}
