//! Bytes as OpenAPI: they are read, or refused with places, the same in two runs.

use csdlgen::openapi::{self, Settings};

use super::support::{check_diagnostic, check_errors};

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    // With a mark of another encoding, places count other characters.
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| !text.starts_with('\u{feff}'));
    let settings = Settings::default();
    let one = openapi::read("fuzz.yaml", bytes, &settings);
    let other = openapi::read("fuzz.yaml", bytes, &settings);
    match (one, other) {
        (Ok(one), Ok(other)) => {
            for warning in &one.warnings {
                check_diagnostic(warning, text);
            }
            assert_eq!(one, other, "two readings differ");
        }
        (Err(one), Err(other)) => {
            check_errors(&one, text);
            assert_eq!(one.0, other.0, "two readings differ");
        }
        _ => panic!("read in one run and refused in another"),
    }
}
