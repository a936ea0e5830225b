//! Of services that are described in the terms of HTTP.

use super::{ANONYMOUS, BUILDER, BUILDERS, CALLS, CLIENT, CLIENTS, NEW, Names};

/// Methods of the client of a service in the terms of HTTP.
pub(crate) const HTTP_CLIENTS: Names = Names {
    printed: &[
        NEW,
        ANONYMOUS,
        BUILDER,
        CLIENT,
        "with_api_key",
        "with_password",
    ],
    at_times: &[],
    runtime: &[],
    language: CLIENTS.language,
};

/// Methods of request builders of such services: all others are the service's.
pub(crate) const HTTP_BUILDERS: Names = Names {
    printed: &[],
    at_times: &[],
    runtime: &[],
    language: BUILDERS.language,
};

/// Methods of calls of such services: `service_client::codegen::call!` gives most.
pub(crate) const HTTP_CALLS: Names = Names {
    printed: &[],
    at_times: &[],
    runtime: &[
        "header",
        "query",
        "timeout",
        "compress",
        "base_url",
        "send",
        "send_raw",
        "items",
        "pages",
        "stream",
        "into_future",
    ],
    language: CALLS.language,
};
