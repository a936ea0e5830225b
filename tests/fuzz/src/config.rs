//! Bytes as `csdlgen.toml`: refused with places, or each crate's settings make a crate, and its lock is read as it
//! was written.

use std::path::Path;

use csdlgen::config::{Config, Target};
use csdlgen::references::References;
use csdlgen::update::{Lock, Origin};

use super::csdl_xml::generate;
use super::support::check_errors;

/// The service that all settings are tried with.
pub(crate) const SMALL: &[u8] = include_bytes!("small.csdl");

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match Config::parse("csdlgen.toml", text, Path::new("")) {
        Err(errors) => check_errors(&errors, Some(text)),
        Ok(config) => config.targets.into_iter().take(2).for_each(try_target),
    }
}

fn try_target(mut target: Target) {
    // What the settings name on disk or elsewhere is left alone.
    target.overlay = None;
    target.license_file = None;
    target.options.references = References::default();
    let _ = generate(SMALL, &target.options);
    let origin = Origin::default();
    let lock = Lock::new(&target, &target.options, SMALL, &[], Some(&origin));
    let lock = lock.unwrap_or_else(|errors| panic!("{errors}"));
    let file = lock.file().unwrap_or_else(|errors| panic!("{errors}"));
    let read: Result<Lock, _> = toml::from_str(&file.contents);
    assert_eq!(read.as_ref(), Ok(&lock), "{}", file.contents);
}
