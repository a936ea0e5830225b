//! What the programs in `src/bin` share: a client by the environment, and arguments.

use std::error::Error;

use msgraph::GraphClient;
use msgraph::odata_client::StaticToken;

/// What `main` of the programs gives.
pub type Outcome = Result<(), Box<dyn Error>>;

/// Microsoft Graph with the token of `GRAPH_TOKEN`, or the service at `GRAPH_ROOT`.
///
/// # Errors
/// `GRAPH_TOKEN` is not set, or `GRAPH_ROOT` is an invalid URL.
pub fn graph() -> Result<GraphClient, Box<dyn Error>> {
    let token = std::env::var("GRAPH_TOKEN").map_err(|_| "set GRAPH_TOKEN to an access token")?;
    let mut builder = GraphClient::builder();
    if let Ok(root) = std::env::var("GRAPH_ROOT") {
        builder = builder.base_url(root);
    }
    Ok(builder.credential(StaticToken::new(token)).build()?.into())
}

/// The argument of the program at a place, from 1 on.
///
/// # Errors
/// If there is none; `what` says what it should be.
pub fn argument(place: usize, what: &str) -> Result<String, String> {
    let argument = std::env::args().nth(place);
    argument.ok_or_else(|| format!("argument {place} is missing: {what}"))
}

/// The code of the repository's README is compiled.
#[cfg(all(doctest, feature = "communications"))]
#[doc = include_str!("../../../README.md")]
mod readme {}
