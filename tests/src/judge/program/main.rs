//! Sends every case to a server: `program URL FIRST KEYS SERVERS EXAMPLES`, each but the first two a file of JSON. A line of JSON
//! for a case, from the first one on. It ends where the server does.

mod cases;
mod examples;
mod wire;

use std::io::Write as _;
use std::panic::AssertUnwindSafe;

use client::service_client::{self, EventStream, Field, JsonLines, from_json, to_json};
use serde_json::{Value, json};

type Failed = Box<dyn std::error::Error>;

/// What became of a call.
pub type Answer = std::pin::Pin<Box<dyn Future<Output = Result<(), Failed>>>>;

/// Makes and sends a request.
pub type Case = fn(cases::Client) -> Answer;

/// Reads JSON as a type, and writes it again.
pub type Back = fn(&[u8]) -> Result<Vec<u8>, Failed>;

/// A value of a generated type.
pub fn given<T: Field>(json: &str) -> Result<T, Failed> {
    from_json(json.as_bytes()).map_err(|error| format!("the value {json} is not taken: {error}").into())
}

/// Reads a reply.
pub async fn value<T>(call: impl IntoFuture<Output = service_client::Result<T>>) -> Result<(), Failed> {
    call.await?;
    Ok(())
}

/// Reads all events of a reply.
#[allow(dead_code)]
pub async fn events<T>(call: impl IntoFuture<Output = service_client::Result<EventStream<T>>>) -> Result<(), Failed> {
    let mut events = call.await?;
    while events.try_next().await?.is_some() {}
    Ok(())
}

/// Reads all lines of a reply.
#[allow(dead_code)]
pub async fn lines<T: Field>(call: impl IntoFuture<Output = service_client::Result<JsonLines<T>>>) -> Result<(), Failed> {
    let mut lines = call.await?;
    while lines.try_next().await?.is_some() {}
    Ok(())
}

/// Reads JSON as a type, and writes it again.
pub fn back<T: Field>(json: &[u8]) -> Result<Vec<u8>, Failed> {
    Ok(to_json(&from_json::<T>(json)?))
}

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, first, keys, servers, examples] = arguments.as_slice() else {
        return Err("URL FIRST KEYS SERVERS EXAMPLES".into());
    };
    let list = |path: &str| -> Result<Vec<String>, Failed> { Ok(serde_json::from_slice(&std::fs::read(path)?)?) };
    let (keys, servers) = (list(keys)?, list(servers)?);
    let first: usize = first.parse()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut output = std::io::stdout().lock();
    if first == 0 {
        for (number, (back, text)) in examples::ALL.iter().zip(list(examples)?).enumerate() {
            let line = match back(text.as_bytes()) {
                Ok(written) => json!({ "example": number, "written": String::from_utf8_lossy(&written) }),
                Err(error) => json!({ "example": number, "error": error.to_string() }),
            };
            writeln!(output, "{line}")?;
        }
    }
    for (number, case) in cases::ALL.iter().enumerate().skip(first) {
        let wire = wire::Wire::new(url, &servers);
        let client = wire.client(url, &keys)?;
        let answer = std::panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(case(client))));
        let answer = answer.unwrap_or_else(|_| Err("the case panicked".into()));
        let error = answer.err().map(|error| explained(error.as_ref()));
        let heard = wire.heard();
        let lost = heard.lost;
        writeln!(output, "{}", json!({ "case": number, "error": error, "heard": heard.into_json() }))?;
        output.flush()?;
        if lost {
            break;
        }
    }
    Ok(())
}

/// An error with its causes.
fn explained(error: &dyn std::error::Error) -> Value {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.contains(&next) {
            text = format!("{text}: {next}");
        }
        cause = error.source();
    }
    json!(text)
}
