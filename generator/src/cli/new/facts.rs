//! What of a new package follows from the arguments and from its description.

use std::path::Path;

use super::Arguments;
use crate::cli::Failure;
use crate::config::{RuntimeFolder, relative, service_root};
use crate::openapi;
use crate::starter::{self, Preset};
use crate::text::{check, slashed};

/// The name of the package.
pub(super) fn name(arguments: &Arguments, folder: &Path) -> Result<String, Failure> {
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => std::path::absolute(folder)
            .ok()
            .and_then(|path| Some(path.file_name()?.to_str()?.to_owned()))
            .unwrap_or_default(),
    };
    check::package_name(&name).map_err(|invalid| {
        Failure::Usage(format!(
            "{}\n  help: {}; or use --name",
            invalid.message, invalid.remedy
        ))
    })?;
    Ok(name)
}

/// The name of the description's file in the package.
pub(super) fn file_name(metadata: &str, bytes: &[u8]) -> String {
    let last = metadata.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let usable = !last.starts_with('.') && last.contains('.') && last.chars().all(plain);
    if usable {
        return last.to_owned();
    }
    let json = bytes.trim_ascii_start().starts_with(b"{");
    let name = match (openapi::is_openapi(bytes), json) {
        (true, true) => "openapi.json",
        (true, false) => "openapi.yaml",
        (false, true) => "service.json",
        (false, false) => "service.csdl",
    };
    name.to_owned()
}

/// Where the service is, by the address of its description; a preset says so itself.
pub(super) fn base_url(preset: Option<&Preset>, metadata: &str) -> Option<String> {
    let address = metadata.contains("://") && preset.is_none();
    address.then(|| service_root(metadata)).flatten()
}

/// The folder with csdlgen's crates, as seen from the package.
pub(super) fn crates(
    arguments: &Arguments,
    folder: &Path,
    openapi: bool,
) -> Result<Option<String>, Failure> {
    let Some(crates) = &arguments.crates else {
        return Ok(None);
    };
    let runtime = crates.join(starter::runtime_folder(openapi));
    let runtime = RuntimeFolder {
        name: slashed(&runtime),
        path: runtime,
        position: None,
    };
    runtime.find()?;
    let path = relative(folder, crates);
    let path =
        path.map_err(|error| Failure::Usage(format!("--crates {}: {error}", crates.display())))?;
    Ok(Some(path))
}
