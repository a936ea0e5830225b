//! Bytes as CSDL XML: they are read, or refused with places; what is read goes on to the files of a crate.

use csdlgen::config::Crate;
use csdlgen::csdl;
use csdlgen::pipeline::{self, Source};

use super::support::{check_diagnostic, check_errors, check_generated, check_same};

/// Runs an input, unless it is JSON.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    if !is_json(bytes) {
        read(bytes);
    }
}

pub(crate) fn is_json(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{")
}

/// Reads a document of either format and makes a crate of it.
pub(crate) fn read(bytes: &[u8]) {
    // In another encoding, places count other characters.
    let wide = bytes.get(..2).is_some_and(|start| start.contains(&0));
    let declared = bytes
        .windows(8)
        .any(|word| word.eq_ignore_ascii_case(b"encoding"));
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|_| !wide && !declared);
    match csdl::read("fuzz.csdl", bytes) {
        Err(errors) => return check_errors(&errors, text),
        Ok(read) => {
            for warning in &read.warnings {
                check_diagnostic(warning, text);
            }
            let again = csdl::read("fuzz.csdl", bytes).map(|again| again.document);
            assert_eq!(
                again.ok().as_ref(),
                Some(&read.document),
                "two readings differ"
            );
        }
    }
    let _ = generate(bytes, &Crate::default());
}

/// Makes a crate, or has it refused; a second time, if the number of bytes says so, in the same way. Whether it was
/// made.
pub(crate) fn generate(bytes: &[u8], options: &Crate) -> bool {
    let source = Source {
        name: "fuzz.csdl".to_owned(),
        bytes: bytes.to_vec(),
    };
    let made = pipeline::run(&source, options);
    if bytes.len().is_multiple_of(4) {
        check_same(&made, &pipeline::run(&source, options));
    }
    match made {
        Ok(made) => {
            check_generated(&made);
            true
        }
        Err(errors) => {
            assert!(!errors.0.is_empty(), "refused without an error");
            for error in &errors.0 {
                check_diagnostic(error, None);
                assert!(!error.message.contains("fault of csdlgen"), "{error}");
            }
            false
        }
    }
}
