//! Cargo on packages that tests write.

use std::path::Path;
use std::process::{Command, Output};

/// Runs cargo in a package that lies in `CARGO_TARGET_TMPDIR` (`env!` of it is `temporary`), without a network, with what other
/// tests have built.
///
/// The packages depend on no transport: what sends is the same for all of them, and TLS takes longer to compile than everything
/// else that they depend on.
///
/// # Panics
/// If cargo cannot be run.
pub fn cargo(temporary: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(temporary).join("build"))
        .env("CARGO_NET_OFFLINE", "true")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap_or_else(|error| panic!("cargo cannot be run: {error}"))
}

/// As [`cargo`], where it must succeed.
///
/// # Panics
/// If it does not.
pub fn compiles(temporary: &str, folder: &Path, arguments: &[&str]) {
    let output = cargo(temporary, folder, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
}
