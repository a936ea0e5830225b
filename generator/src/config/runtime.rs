//! The folder of the runtime crate: in goes what the user wrote, out comes the path that the generated `Cargo.toml` needs.

use std::path::{Path, PathBuf};

use super::relative;
use crate::bounded;
use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::text::slashed;

/// The packages that generated crates stand on.
const RUNTIMES: [&str; 2] = ["odata-client", "service-client"];

/// The folder of the runtime crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeFolder {
    /// The folder to open.
    pub path: PathBuf,
    /// The folder as the user wrote it, with `/`: what messages show.
    pub name: String,
    /// Where it is written.
    pub position: Option<Position>,
}

impl RuntimeFolder {
    /// The folder as seen from the generated crate; as it is where it is absolute.
    ///
    /// # Errors
    /// The current folder cannot be told.
    pub fn seen_from(&self, out: &Path) -> Result<String, Diagnostics> {
        if Path::new(&self.name).is_absolute() {
            return Ok(self.name.clone());
        }
        relative(out, &self.path).map_err(|error| {
            let message = format!("cannot tell where the runtime {:?} is: {error}", self.name);
            self.refuse(message, "give an absolute path")
        })
    }

    /// That the runtime is there.
    ///
    /// # Errors
    /// The folder has no `Cargo.toml`, or that of another package.
    pub fn find(&self) -> Result<(), Diagnostics> {
        let name = &self.name;
        let remedy = "name the folder runtime/odata of csdlgen's repository (runtime for OpenAPI), relative to \
                      csdlgen.toml, or on the command line to the current folder; or give a version instead of a folder";
        let package = self.path.join("Cargo.toml");
        let text = bounded::settings(&package).map_err(|error| {
            let message = format!(
                "no runtime in {name:?}: cannot read {}: {error}",
                slashed(&package)
            );
            self.refuse(message, remedy)
        })?;
        let package: Option<String> = text
            .parse::<toml::Table>()
            .ok()
            .and_then(|table| Some(table.get("package")?.get("name")?.as_str()?.to_owned()));
        match package {
            Some(package) if RUNTIMES.contains(&package.as_str()) => Ok(()),
            Some(package) => {
                let message = format!("no runtime in {name:?}: it has the package {package:?}");
                Err(self.refuse(message, remedy))
            }
            None => {
                let message = format!("no runtime in {name:?}: its Cargo.toml names no package");
                Err(self.refuse(message, remedy))
            }
        }
    }

    fn refuse(&self, message: String, remedy: &str) -> Diagnostics {
        Diagnostic::error(self.position.clone(), message)
            .with_remedy(remedy)
            .into()
    }
}
