//! The program that runs the cases: expressions go in, the files of a crate come out, where each case is a
//! function, and the lines of each function are known.

use std::fmt::Write as _;

use csdlgen::output::{File, InvalidPath, RelativePath};
use csdlgen::snippet::Reply;

/// Cases in one module: rustc checks modules of this size quickly, and names them in what it says.
const IN_A_MODULE: usize = 50;

/// A case as code.
#[derive(Clone, Debug)]
pub struct Function {
    /// The number of the case.
    pub number: usize,
    /// The request.
    pub expression: String,
    /// What it gives.
    pub reply: Reply,
}

/// The files of the program.
#[derive(Clone, Debug)]
pub struct Program {
    /// All of them.
    pub files: Vec<File>,
    /// File, first and last line, and number of each case.
    places: Vec<(String, usize, usize, usize)>,
}

impl Program {
    /// Writes the program. `krate` and `client` are names in Rust: of the generated crate, and of its client.
    ///
    /// # Errors
    /// Never, as long as the paths in this file are good ones.
    pub fn new(krate: &str, client: &str, functions: &[Function]) -> Result<Self, InvalidPath> {
        let mut program = Self {
            files: Vec::new(),
            places: Vec::new(),
        };
        for (path, contents) in [
            ("Cargo.toml", manifest(krate)),
            ("src/main.rs", include_str!("program/main.rs").to_owned()),
            (
                "src/recorder.rs",
                include_str!("program/recorder.rs").to_owned(),
            ),
            (
                "src/written.rs",
                include_str!("program/written.rs").to_owned(),
            ),
        ] {
            program.add(path, contents)?;
        }
        let mut table = format!("pub use {krate}::{client} as Client;\n\n");
        let mut rows = String::new();
        for (module, functions) in functions.chunks(IN_A_MODULE).enumerate() {
            let _ = writeln!(table, "mod m{module};");
            for function in functions {
                let number = function.number;
                let _ = writeln!(rows, "    ({number}, m{module}::case_{number}),");
            }
            let path = format!("src/cases/m{module}.rs");
            let contents = program.module(&path, functions);
            program.add(&path, contents)?;
        }
        let _ = write!(
            table,
            "\npub const ALL: &[(usize, crate::Case)] = &[\n{rows}];\n"
        );
        program.add("src/cases.rs", table)?;
        Ok(program)
    }

    fn add(&mut self, path: &str, contents: String) -> Result<(), InvalidPath> {
        let path = RelativePath::new(path)?;
        self.files.push(File { path, contents });
        Ok(())
    }

    fn module(&mut self, path: &str, functions: &[Function]) -> String {
        // Cases send what the documentation shows, deprecated or not.
        let mut code = "#![allow(deprecated, unused_variables)]\n\n".to_owned();
        for function in functions {
            let first = code.lines().count() + 1;
            let Function {
                number,
                expression,
                reply,
            } = function;
            let _ = write!(
                code,
                "pub fn case_{number}(client: super::Client) -> crate::Answer {{\n    Box::pin(async move {{\n        \
                 let reply = {expression}.await?;\n        crate::written::{}(&reply)\n    }})\n}}\n\n",
                reply.as_str()
            );
            self.places
                .push((path.to_owned(), first, code.lines().count(), *number));
        }
        code
    }

    /// The case that a line of a file belongs to.
    pub fn case_at(&self, file: &str, line: usize) -> Option<usize> {
        let file = file.replace('\\', "/");
        let found = self.places.iter().find(|(path, first, last, _)| {
            file.ends_with(path.as_str()) && (*first..=*last).contains(&line)
        });
        found.map(|(.., number)| *number)
    }
}

fn manifest(krate: &str) -> String {
    format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
         [dependencies]\n{krate} = {{ path = \"../client\", package = \"{krate}\", features = [\"properties\"] }}\n\
         odata-client = {{ path = \"../../../runtime/odata\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"float_roundtrip\", \"preserve_order\"] }}\n\
         tokio = {{ version = \"1\", features = [\"rt\", \"time\"] }}\n\n[profile.dev]\ndebug = false\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_case_is_its_own() {
        let functions: Vec<Function> = (0..120)
            .map(|number| Function {
                number: number * 2,
                expression: "client\n.call()".to_owned(),
                reply: Reply::One,
            })
            .collect();
        let program = Program::new("shop", "ShopClient", &functions).unwrap();
        let module = program
            .files
            .iter()
            .find(|file| file.path.to_string() == "src/cases/m2.rs")
            .unwrap();
        let lines = (1..).zip(module.contents.lines());
        for (line, text) in lines {
            let case = program.case_at("/elsewhere/src/cases/m2.rs", line);
            if let Some(name) = text.strip_prefix("pub fn case_") {
                let number = name.split('(').next().unwrap().parse().ok();
                assert_eq!(case, number);
                assert_eq!(program.case_at("src/cases/m2.rs", line + 3), number);
            }
        }
        assert_eq!(program.case_at("src/main.rs", 1), None);
        assert_eq!(program.case_at("src/cases/m2.rs", 1), None);
    }

    #[test]
    fn no_cases_are_a_program_too() {
        let program = Program::new("shop", "ShopClient", &[]).unwrap();
        assert!(
            program
                .files
                .iter()
                .any(|file| file.contents.contains("= &[\n];"))
        );
    }
}
