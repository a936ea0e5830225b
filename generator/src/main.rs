//! The command `csdlgen`; see [`csdlgen::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    csdlgen::cli::main()
}
