//! The entries of an overlay, read and checked.
//!
//! In goes the text of the TOML file; out comes an [`Overlay`], or all that is wrong with it.

use std::path::PathBuf;
use std::sync::Arc;

use toml::Spanned;

mod changes;

pub use changes::*;

use super::raw::{self, RawOverlay};
use crate::diagnostic::{Diagnostic, Diagnostics, Position};

/// Where an overlay is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayFile {
    /// The path to open.
    pub path: PathBuf,
    /// The path as the user wrote it, with `/`.
    pub name: String,
    /// The metadata is a part of what the overlay is for: entries for types, enumerations and operations
    /// that are not there are passed over.
    pub partial: bool,
}

/// Corrections and conventions of a service, in the order of the file's tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// Whether entries for what the metadata does not have are passed over rather than refused.
    pub partial: bool,
    /// Whether entries that do not fit the metadata are passed over: it is another version than the overlay is for.
    pub lenient: bool,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it begins.
    pub position: Position,
    /// Why it is there.
    pub reason: String,
    /// What it does.
    pub change: Change,
}

impl Overlay {
    /// Reads an overlay.
    ///
    /// # Errors
    /// The file cannot be read, or all that is wrong in it.
    pub fn read(file: &OverlayFile) -> Result<Self, Diagnostics> {
        let text = crate::bounded::settings(&file.path).map_err(|error| {
            Diagnostic::error(None, format!("cannot read {}: {error}", file.name))
                .with_remedy("name the overlay with `overlay` in csdlgen.toml, or --overlay")
        })?;
        Self::parse(&file.name, &text, file.partial)
    }

    /// Checks the text of an overlay.
    ///
    /// # Errors
    /// All that is wrong in it: unknown keys, entries without a reason, invalid values.
    pub fn parse(name: &str, text: &str, partial: bool) -> Result<Self, Diagnostics> {
        let file: Arc<str> = name.into();
        let raw: RawOverlay = toml::from_str(text).map_err(|error| {
            let start = error.span().unwrap_or_default().start;
            let position = Position::in_text(&file, text, start);
            Diagnostic::error(position, error.message().replace('\n', ", ")).with_remedy(
                "the comment at the head of metadata/graph.overlay.toml lists the entries",
            )
        })?;
        let mut entries = Vec::new();
        let mut errors = Vec::new();
        for raw in raw.into_entries() {
            let position = Position::in_text(&file, text, raw.span().start);
            match checked(raw, &position) {
                Ok(entry) => entries.push(entry),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(Self {
                partial,
                lenient: false,
                entries,
            })
        } else {
            errors.sort_by(|a, b| a.position.cmp(&b.position));
            Err(Diagnostics(errors))
        }
    }
}

fn checked(raw: Spanned<raw::RawEntry>, position: &Position) -> Result<Entry, Diagnostic> {
    let raw = raw.into_inner();
    let Some(reason) = raw.reason.filter(|reason| !reason.trim().is_empty()) else {
        let message = format!("the entry for {} has no reason", raw.target);
        return Err(Diagnostic::error(position.clone(), message).with_remedy(
            "say in `reason` why it is needed, so that it can go when it no longer is",
        ));
    };
    let change = raw.change.map_err(|invalid| {
        Diagnostic::error(position.clone(), invalid.message).with_remedy(invalid.remedy)
    })?;
    Ok(Entry {
        position: position.clone(),
        reason,
        change,
    })
}
