//! Bytes as an overlay: refused with places, or applied to a service, of which a crate is made.

use csdlgen::config::Crate;
use csdlgen::fixup::Overlay;

use super::config::SMALL;
use super::csdl_xml::generate;
use super::support::check_errors;

/// Runs an input. With a comment at its head, entries for what is not there are passed over.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match Overlay::parse("overlay.toml", text, text.starts_with('#')) {
        Err(errors) => check_errors(&errors, Some(text)),
        Ok(overlay) => {
            let options = Crate {
                overlay: Some(overlay),
                ..Crate::default()
            };
            let _ = generate(SMALL, &options);
        }
    }
}
