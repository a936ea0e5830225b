//! A provider of the program's own choice: ring here, a certified one elsewhere.

fn main() -> checks::Outcome {
    let Err(error) = checks::speaks_tls() else {
        return Err("there is a provider, although none was installed".into());
    };
    if !error.to_string().contains("install_default") {
        return Err(error);
    }
    let provider = rustls::crypto::ring::default_provider();
    provider
        .install_default()
        .map_err(|_| "odata-client has installed a provider")?;
    checks::speaks_tls()?;
    println!("without a provider an error says what to do; with one, it is used");
    Ok(())
}
