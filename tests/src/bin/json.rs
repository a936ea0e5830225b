//! `json`: writes the package of `tests/json` with the crates that it compares into a folder.

use std::error::Error;
use std::path::Path;

use tests::service::graph;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args_os().nth(1) else {
        return Err("usage: json FOLDER".into());
    };
    match graph() {
        Some(metadata) => tests::json::prepare(&metadata, Path::new(&folder)),
        None => Ok(()),
    }
}
