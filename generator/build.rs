//! Tells a released version of the generator from one in development.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(csdlgen_released)");
    // cargo puts it into every package that is published.
    if Path::new(".cargo_vcs_info.json").exists() {
        println!("cargo::rustc-cfg=csdlgen_released");
    }
}
