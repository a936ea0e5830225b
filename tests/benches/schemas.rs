//! `cargo bench -p tests --bench schemas -- [NAME…]`: how fast values of the ten schemas of a document in OpenAPI that have the
//! most properties are read and written, beside serde's derive on the same types.
//!
//! The names are those of JSON documents in `../shared/openapi`, without one kubernetes, stripe and github. The crate of each and its
//! twins are generated into the target folder, with the package of `tests/schemas`, which runs there.

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};

use tests::service::openapi;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let given = std::env::args().skip(1).filter(|it| it != "--bench");
    let mut names: Vec<String> = given.collect();
    if names.is_empty() {
        names = ["kubernetes", "stripe", "github"].map(str::to_owned).into();
    }
    let Some(documents) = openapi() else {
        return Ok(ExitCode::SUCCESS);
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    for name in names {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemas");
        let target = folder.join("target");
        let folder = folder.join(&name);
        tests::schemas::prepare(&documents.join(format!("{name}.json")), 10, &folder)?;
        println!("{name}:");
        let mut program = Command::new(&cargo);
        program
            .args(["run", "-q", "--release"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", target);
        if !program.status()?.success() {
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
