//! Entries that say how the pages of a list follow each other.

use serde::Deserialize;

use super::super::overlay::{Change, PagingChange};
use super::RawEntry;
use crate::api::paging::PagingKind;
use crate::text::check::Invalid;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawKind {
    LinkHeader,
    NextLink,
    Token,
    LastId,
    Offset,
    Page,
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPaging {
    operation: String,
    by: RawKind,
    items: Option<String>,
    pointer: Option<String>,
    parameter: Option<String>,
    id: Option<String>,
    more: Option<String>,
    limit: Option<String>,
    first: Option<u32>,
    reason: Option<String>,
}

impl RawPaging {
    pub(super) fn entry(mut self) -> RawEntry {
        let target = self.operation.clone();
        let reason = self.reason.take();
        RawEntry {
            target,
            reason,
            change: self.change(),
        }
    }

    fn change(mut self) -> Result<Change, Invalid> {
        let kind = self.kind()?;
        let items = self.items.take();
        for pointer in [&items, &self.pointer, &self.id, &self.more] {
            check_pointer(pointer.as_deref())?;
        }
        let left = [
            ("pointer", self.pointer.is_some()),
            ("parameter", self.parameter.is_some()),
            ("id", self.id.is_some()),
            ("more", self.more.is_some()),
            ("limit", self.limit.is_some()),
            ("first", self.first.is_some()),
        ];
        if let Some((key, _)) = left.iter().find(|(_, is)| *is) {
            return Err(Invalid::new(
                format!("`{key}` does not belong to this kind of paging"),
                "remove it, or correct `by`",
            ));
        }
        Ok(Change::Paging(PagingChange {
            operation: self.operation,
            items,
            kind,
        }))
    }

    /// The kind, which takes the keys that belong to it.
    fn kind(&mut self) -> Result<Option<PagingKind>, Invalid> {
        Ok(Some(match self.by {
            RawKind::None => return Ok(None),
            RawKind::LinkHeader => PagingKind::LinkHeader,
            RawKind::NextLink => PagingKind::NextLink {
                pointer: pointer(&mut self.pointer)?,
            },
            RawKind::Token => PagingKind::Token {
                pointer: pointer(&mut self.pointer)?,
                parameter: parameter(&mut self.parameter)?,
            },
            RawKind::LastId => PagingKind::LastId {
                id: self.id.take().unwrap_or_else(|| "/id".to_owned()),
                parameter: parameter(&mut self.parameter)?,
                more: self.more.take(),
            },
            RawKind::Offset => PagingKind::Offset {
                parameter: parameter(&mut self.parameter)?,
                limit: self.limit.take(),
            },
            RawKind::Page => PagingKind::Page {
                parameter: parameter(&mut self.parameter)?,
                first: self.first.take().unwrap_or(1),
                limit: self.limit.take(),
            },
        }))
    }
}

fn pointer(given: &mut Option<String>) -> Result<String, Invalid> {
    check_pointer(given.as_deref())?;
    given.take().ok_or_else(|| {
        Invalid::new(
            "the entry does not say where the reply leads on",
            "give it in `pointer`, as in pointer = \"/meta/next\"",
        )
    })
}

fn parameter(given: &mut Option<String>) -> Result<String, Invalid> {
    given.take().ok_or_else(|| {
        Invalid::new(
            "the entry does not say which parameter leads on",
            "give the name of the query parameter in `parameter`",
        )
    })
}

fn check_pointer(given: Option<&str>) -> Result<(), Invalid> {
    match given {
        Some(text) if !text.is_empty() && !text.starts_with('/') => Err(Invalid::new(
            format!("{text:?} is not a JSON pointer"),
            "begin it with `/`, as in \"/meta/next\"",
        )),
        _ => Ok(()),
    }
}
