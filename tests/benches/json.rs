//! `cargo bench -p tests --bench json`: how fast replies are read and written, beside serde's derive on the same
//! types and `serde_json::Value`.
//!
//! The types are those of users, messages and files in Graph's v1.0 metadata, where a copy lies beside the repository. This
//! program generates their crate and its twins into the target folder, with the package of `tests/json`, and
//! runs that: `-- 'read 999 users'` chooses, `-- --test` runs each once.

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};

use tests::service::graph;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let Some(metadata) = graph() else {
        return Ok(ExitCode::SUCCESS);
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("json");
    tests::json::prepare(&metadata, &folder)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut bench = Command::new(cargo);
    bench
        .args(["bench", "--bench", "json", "--"])
        .args(
            std::env::args_os()
                .skip(1)
                .filter(|argument| argument != "--bench"),
        )
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"));
    let status = bench.status()?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
