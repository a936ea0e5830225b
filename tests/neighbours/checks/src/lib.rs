//! What every program does with odata-client.

use std::io::Read;
use std::net::TcpListener;

use odata_client::{Client, Json, Resource, RetryPolicy};

/// The error of a program.
pub type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Sends a request by https to a listener that answers nothing: what comes must be a TLS handshake.
///
/// # Errors
/// If the client cannot be built, or something else comes.
pub fn speaks_tls() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base = format!("https://{}", listener.local_addr()?);
    let first = std::thread::spawn(move || -> std::io::Result<u8> {
        let mut byte = [0];
        listener.accept()?.0.read_exact(&mut byte)?;
        Ok(byte[0])
    });
    let client = Client::builder(base).retry(RetryPolicy::none()).build()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let reply = runtime.block_on(async { Resource::root(&client).list::<Json>().await });
    if reply.is_ok() {
        return Err("a listener that answers nothing has answered".into());
    }
    match first.join() {
        // A record of the type `handshake` (RFC 8446, section 5.1).
        Ok(Ok(22)) => Ok(()),
        other => Err(format!("instead of a TLS handshake came {other:?}").into()),
    }
}
