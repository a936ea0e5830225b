//! TLS as transports have it. In: whether it is needed, protocols to offer. Out: rustls's settings, with the system's
//! certificates.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls_platform_verifier::BuilderVerifierExt;

use crate::error::{Error, Result};

/// Settings with the provider that the program has installed, else that of a feature; none is set for the whole process.
/// `https`: without it, a system without certificates is not an error. `protocols`: what is offered by ALPN, best first.
///
/// # Errors
/// No provider of cryptography is installed or built in, or the system has no certificates.
pub(super) fn config(https: bool, protocols: &[&[u8]]) -> Result<ClientConfig> {
    let mut config = verified(provider()?, https).map_err(|error| failed(&error))?;
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(config)
}

/// What to say where it cannot be set up.
pub(super) fn failed(error: &dyn std::fmt::Display) -> Error {
    Error::Settings(format!(
        "TLS cannot be set up; has the system CA certificates? {error}"
    ))
}

fn verified(provider: Arc<CryptoProvider>, https: bool) -> Result<ClientConfig, rustls::Error> {
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let config = match config.clone().with_platform_verifier() {
        Ok(config) => config,
        Err(error) if https => return Err(error),
        Err(_) => config.with_root_certificates(rustls::RootCertStore::empty()),
    };
    Ok(config.with_no_client_auth())
}

/// The program's own, or that of a feature.
fn provider() -> Result<Arc<CryptoProvider>> {
    CryptoProvider::get_default().map_or_else(provider_of_feature, |own| Ok(Arc::clone(own)))
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
#[expect(clippy::unnecessary_wraps, reason = "fails without a feature")]
fn provider_of_feature() -> Result<Arc<CryptoProvider>> {
    Ok(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(all(
    any(feature = "hyper-ring", feature = "reqwest-ring"),
    not(any(feature = "hyper", feature = "reqwest"))
))]
#[expect(clippy::unnecessary_wraps, reason = "fails without a feature")]
fn provider_of_feature() -> Result<Arc<CryptoProvider>> {
    Ok(Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(not(any(
    feature = "hyper",
    feature = "hyper-ring",
    feature = "reqwest",
    feature = "reqwest-ring"
)))]
fn provider_of_feature() -> Result<Arc<CryptoProvider>> {
    Err(Error::Settings(
        "TLS has no provider of cryptography; turn on the feature `hyper` or `hyper-ring`, or install one with \
         `rustls::crypto::CryptoProvider::install_default` before"
            .to_owned(),
    ))
}
