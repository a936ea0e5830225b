//! An overlay as it is written: tables of entries by kind, with their places; each kind becomes a [`Change`].
//!
//! Inside: `model` (types, their members and annotations), `operations`, `paths` (addresses and headers),
//! `paging`.

mod model;
mod operations;
mod paging;
mod paths;

use serde::Deserialize;
use toml::Spanned;

use self::model::{RawCapability, RawMember, RawNavigation, RawPolymorphic, RawProperty};
use self::operations::{RawOperation, RawParameter, RawUpload};
use self::paging::RawPaging;
use self::paths::{RawHeader, RawPath};
use super::overlay::Change;
use crate::text::check::Invalid;

/// The whole file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawOverlay {
    path: Vec<Spanned<RawPath>>,
    header: Vec<Spanned<RawHeader>>,
    json: Vec<Spanned<RawType>>,
    stream: Vec<Spanned<RawType>>,
    resource: Vec<Spanned<RawType>>,
    polymorphic: Vec<Spanned<RawPolymorphic>>,
    upload: Vec<Spanned<RawUpload>>,
    property: Vec<Spanned<RawProperty>>,
    navigation: Vec<Spanned<RawNavigation>>,
    member: Vec<Spanned<RawMember>>,
    parameter: Vec<Spanned<RawParameter>>,
    operation: Vec<Spanned<RawOperation>>,
    capability: Vec<Spanned<RawCapability>>,
    paging: Vec<Spanned<RawPaging>>,
}

/// An entry of any kind.
pub(super) struct RawEntry {
    /// What it is for, in messages.
    pub(super) target: String,
    pub(super) reason: Option<String>,
    pub(super) change: Result<Change, Invalid>,
}

impl RawOverlay {
    /// All entries: types and members first, so that what refers to them finds them.
    pub(super) fn into_entries(self) -> Vec<Spanned<RawEntry>> {
        let mut entries = Vec::new();
        collect(&mut entries, self.property, RawProperty::entry);
        collect(&mut entries, self.navigation, RawNavigation::entry);
        collect(&mut entries, self.member, RawMember::entry);
        collect(&mut entries, self.operation, RawOperation::entry);
        collect(&mut entries, self.parameter, RawParameter::entry);
        collect(&mut entries, self.capability, RawCapability::entry);
        collect(&mut entries, self.paging, RawPaging::entry);
        collect(&mut entries, self.path, RawPath::entry);
        collect(&mut entries, self.header, RawHeader::entry);
        collect(&mut entries, self.upload, RawUpload::entry);
        collect(&mut entries, self.resource, |raw| {
            raw.entry(|ty| Change::Resource { ty })
        });
        collect(&mut entries, self.polymorphic, RawPolymorphic::entry);
        collect(&mut entries, self.stream, |raw| {
            raw.entry(|ty| Change::Stream { ty })
        });
        collect(&mut entries, self.json, |raw| {
            raw.entry(|ty| Change::Json { ty })
        });
        entries
    }
}

fn collect<R>(
    entries: &mut Vec<Spanned<RawEntry>>,
    raw: Vec<Spanned<R>>,
    entry: impl Fn(R) -> RawEntry,
) {
    entries.extend(raw.into_iter().map(|raw| {
        let span = raw.span();
        Spanned::new(span, entry(raw.into_inner()))
    }));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    r#type: String,
    reason: Option<String>,
}

impl RawType {
    fn entry(self, change: impl Fn(String) -> Change) -> RawEntry {
        RawEntry {
            target: self.r#type.clone(),
            reason: self.reason,
            change: Ok(change(self.r#type)),
        }
    }
}
