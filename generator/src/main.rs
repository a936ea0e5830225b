//! The command `csdlgen`; see [`csdlgen::cli`].

use std::process::ExitCode;

/// Emission makes and drops many small trees; the usual allocator takes a third of the time for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    csdlgen::cli::main()
}
