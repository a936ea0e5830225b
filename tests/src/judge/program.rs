//! The program that sends the cases: cases go in, the files of a crate come out.

use std::fmt::Write as _;

use csdlgen::output::{File, InvalidPath, RelativePath};

use super::calls::Case;
use super::examples::Example;

/// Cases in one module: rustc checks modules of this size quickly.
const IN_A_MODULE: usize = 50;

/// Writes the program. `client` is the name of the generated client.
///
/// # Errors
/// None: the paths in this file are good ones.
pub fn files(client: &str, cases: &[Case], examples: &[Example]) -> Result<Vec<File>, InvalidPath> {
    let mut files = vec![
        file("Cargo.toml", MANIFEST.to_owned())?,
        file("src/main.rs", include_str!("program/main.rs").to_owned())?,
        file("src/wire.rs", include_str!("program/wire.rs").to_owned())?,
    ];
    let mut table = format!("pub use client::{client} as Client;\n\n");
    let mut rows = String::new();
    for (module, cases) in cases.chunks(IN_A_MODULE).enumerate() {
        let _ = writeln!(table, "mod m{module};");
        let mut code = "#![allow(deprecated, unused_imports)]\n\nuse client::service_client::{self, File};\n\n\
                        use crate::given;\n\n"
            .to_owned();
        for (at, case) in cases.iter().enumerate() {
            let number = module * IN_A_MODULE + at;
            let _ = writeln!(rows, "    m{module}::case_{number},");
            let Case {
                name,
                expression,
                read,
                ..
            } = case;
            let _ = write!(
                code,
                "/// {name}\npub fn case_{number}(client: super::Client) -> crate::Answer {{\n    Box::pin(async move {{\n\
                 let call = {expression};\ncrate::{read}(call).await\n    }})\n}}\n\n"
            );
        }
        files.push(file(&format!("src/cases/m{module}.rs"), code)?);
    }
    let _ = write!(table, "\npub const ALL: &[crate::Case] = &[\n{rows}];\n");
    files.push(file("src/cases.rs", table)?);
    files.push(file("src/examples.rs", of_examples(examples))?);
    Ok(files)
}

fn of_examples(examples: &[Example]) -> String {
    let mut code = "#![allow(deprecated)]\n\nuse client::service_client;\n\n\
                    pub const ALL: &[crate::Back] = &[\n"
        .to_owned();
    for example in examples {
        let _ = writeln!(code, "    crate::back::<{}>,", example.ty);
    }
    code.push_str("];\n");
    // Without examples, nothing of the runtime is named.
    code.replace(
        "use client::service_client;",
        "#[allow(unused_imports)]\nuse client::service_client;",
    )
}

fn file(path: &str, contents: String) -> Result<File, InvalidPath> {
    let path = RelativePath::new(path)?;
    Ok(File { path, contents })
}

const MANIFEST: &str = r#"[package]
name = "program"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
client = { path = "../client", default-features = false }
serde_json = { version = "1", features = ["float_roundtrip", "preserve_order"] }
tokio = { version = "1", features = ["rt", "time"] }
ureq = { version = "3", default-features = false }

[profile.dev]
debug = false
"#;
