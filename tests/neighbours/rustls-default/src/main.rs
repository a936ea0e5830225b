//! rustls with its default features, and so with aws-lc-rs.

use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, RootCertStore};

fn main() -> checks::Outcome {
    checks::speaks_tls()?;
    if CryptoProvider::get_default().is_some() {
        return Err("odata-client installs a provider for the whole program".into());
    }
    // Panics where rustls has the features of two providers.
    let config = ClientConfig::builder()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    checks::speaks_tls()?;
    println!(
        "rustls finds its provider: {} cipher suites",
        config.crypto_provider().cipher_suites.len()
    );
    Ok(())
}
