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
use service_sign_in::SignIn;

/// What `main` of the programs gives.
pub type Outcome = Result<(), Box<dyn Error>>;

/// The option by which a program calls Microsoft Graph itself.
const REAL: &str = "--real";

/// A client of Graph v1.0 where `--real` is given, else of the service at `GRAPH_ROOT`, such as a mock on this machine. It has
/// the token of `GRAPH_TOKEN`, or signs the user in, with the app's registration `GRAPH_CLIENT_ID`.
///
/// # Errors
/// If it is not said which service, or who asks; or if the root is not a URL.
pub fn client() -> Result<Client, Box<dyn Error>> {
    let mut builder = graph::GraphClient::builder();
    if !std::env::args().any(|argument| argument == REAL) {
        let root = std::env::var("GRAPH_ROOT");
        let root = root.map_err(
            |_| "give --real to call Microsoft Graph, or set GRAPH_ROOT to a mock of it",
        )?;
        builder = builder.base_url(root);
    }
    if let Ok(token) = std::env::var("GRAPH_TOKEN") {
        return Ok(builder.credential(StaticToken::new(token)).build()?);
    }
    let id = std::env::var("GRAPH_CLIENT_ID");
    let id = id.map_err(|_| "set GRAPH_CLIENT_ID to the id of an app's registration, or GRAPH_TOKEN to an access token")?;
    let credential = SignIn::microsoft("common")
        .client_id(id)
        .device_code(|prompt| eprintln!("{prompt}"))?;
    Ok(builder.credential(credential).build()?)
}

/// The argument of the program at a place, from 1 on.
///
/// # Errors
/// If there is none; `what` says what it should be.
pub fn argument(place: usize, what: &str) -> Result<String, String> {
    let mut arguments = std::env::args().filter(|argument| argument != REAL);
    let argument = arguments.nth(place);
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
    #[doc = include_str!("../../../docs/src/references.md")]
    mod references {}
    #[doc = include_str!("../../../docs/src/values.md")]
    mod values {}
    #[doc = include_str!("../../../docs/src/mail.md")]
    mod mail {}
    #[doc = include_str!("../../../docs/src/places.md")]
    mod places {}
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
