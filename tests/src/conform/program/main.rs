//! Runs every case against a recording transport: `program REPLIES`, a JSON file. One line of JSON a case.

mod cases;
mod recorder;
mod written;

use std::collections::HashMap;
use std::io::Write as _;
use std::panic::AssertUnwindSafe;

use serde_json::{Value, json};

/// What a case gives: what was read, written back; or why nothing was.
pub type Answer = std::pin::Pin<Box<dyn Future<Output = Result<Value, Box<dyn std::error::Error>>>>>;

/// Makes the request of a case.
pub type Case = fn(cases::Client) -> Answer;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("name the file of replies")?;
    let replies: HashMap<usize, recorder::Reply> = serde_json::from_slice(&std::fs::read(path)?)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut output = std::io::stdout().lock();
    for (number, case) in cases::ALL {
        let reply = replies.get(number).cloned().unwrap_or_default();
        let recorder = recorder::Recorder::new(reply);
        let client = recorder.client();
        let answer = client.and_then(|client| {
            let answer = std::panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(case(client))));
            answer.unwrap_or_else(|_| Err("the case panicked".into()))
        });
        let answer = match answer {
            Ok(value) => json!({ "value": value }),
            Err(error) => json!({ "error": error.to_string() }),
        };
        writeln!(output, "{}", json!({ "case": number, "sent": recorder.first(), "read": answer }))?;
    }
    Ok(())
}
