//! What the programs in `src/bin` share: the generated code, and a client by the environment.

/// Calls, as the build script generates them.
pub mod calls {
    include!(concat!(env!("OUT_DIR"), "/calls.rs"));
}

/// Users, drives and teams, as the build script generates them.
pub mod graph {
    include!(concat!(env!("OUT_DIR"), "/graph.rs"));
}

use std::error::Error;

use odata_client::{Client, StaticToken};

/// What `main` of the programs gives.
pub type Outcome = Result<(), Box<dyn Error>>;

/// A client with the token of `GRAPH_TOKEN`, of the service at `GRAPH_ROOT` or else of Graph v1.0.
///
/// # Errors
/// If there is no token, or the root is not a URL.
pub fn client() -> Result<Client, Box<dyn Error>> {
    let token = std::env::var("GRAPH_TOKEN").map_err(|_| "set GRAPH_TOKEN to an access token")?;
    let mut builder = graph::GraphClient::builder();
    if let Ok(root) = std::env::var("GRAPH_ROOT") {
        builder = builder.base_url(root);
    }
    Ok(builder.credential(StaticToken::new(token)).build()?)
}

/// The argument of the program at a place, from 1 on.
///
/// # Errors
/// If there is none; `what` says what it should be.
pub fn argument(place: usize, what: &str) -> Result<String, String> {
    let argument = std::env::args().nth(place);
    argument.ok_or_else(|| format!("argument {place} is missing: {what}"))
}

/// The code of the guide in `docs` is compiled, and where it needs no network run, as this crate's documentation tests.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../../../docs/src/start.md")]
    mod start {}
    #[doc = include_str!("../../../docs/src/sign-in.md")]
    mod sign_in {}
    #[doc = include_str!("../../../docs/src/generate.md")]
    mod generate {}
    #[doc = include_str!("../../../docs/src/queries.md")]
    mod queries {}
    #[doc = include_str!("../../../docs/src/derived.md")]
    mod derived {}
    #[doc = include_str!("../../../docs/src/paging.md")]
    mod paging {}
    #[doc = include_str!("../../../docs/src/delta.md")]
    mod delta {}
    #[doc = include_str!("../../../docs/src/notifications.md")]
    mod notifications {}
    #[doc = include_str!("../../../docs/src/batch.md")]
    mod batch {}
    #[doc = include_str!("../../../docs/src/files.md")]
    mod files {}
    #[doc = include_str!("../../../docs/src/errors.md")]
    mod errors {}
    #[doc = include_str!("../../../docs/src/testing.md")]
    mod testing {}
    #[doc = include_str!("../../../docs/src/odata.md")]
    mod odata {}
}
