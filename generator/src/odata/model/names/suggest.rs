//! What to do about an unknown name: the nearest known one of its kind, or to declare it.

use super::super::primitive;
use super::{Names, Scope};
use crate::text::nearest;

/// How many unknown names get a search for the nearest one; each search looks at all names.
const MAX_SUGGESTIONS: u32 = 50;

/// What an entry of the index names, for suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::odata::model) enum Kind {
    Type,
    Operation,
    Container,
}

impl Names<'_> {
    /// What to do about an unknown name.
    pub(in crate::odata::model) fn remedy(
        &self,
        kind: Kind,
        scope: Scope,
        unknown: &str,
    ) -> String {
        self.suggestion(kind, scope, unknown).unwrap_or_else(|| {
            let what = match kind {
                Kind::Type => "type",
                Kind::Operation => "operation",
                Kind::Container => "container",
            };
            format!("declare the {what}, or correct the name")
        })
    }

    /// Whether one more search for the nearest name is worth its time; counts it.
    pub(in crate::odata::model) fn may_search(&self) -> bool {
        let searches = self.searches.get();
        self.searches.set(searches.saturating_add(1));
        searches < MAX_SUGGESTIONS
    }

    fn suggestion(&self, kind: Kind, scope: Scope, unknown: &str) -> Option<String> {
        if !self.may_search() {
            return None;
        }
        let full = match unknown.rsplit_once('.') {
            Some((prefix, name)) => format!("{}.{name}", self.full_namespace(scope, prefix)),
            None => unknown.to_owned(),
        };
        let edm: Vec<String> = match kind {
            Kind::Type => primitive::NAMES
                .iter()
                .map(|(name, _)| format!("Edm.{name}"))
                .collect(),
            Kind::Operation | Kind::Container => Vec::new(),
        };
        let declared = self.declared.iter().filter(|(other, _)| *other == kind);
        let candidates = declared
            .map(|(_, name)| name.as_str())
            .chain(edm.iter().map(String::as_str));
        let nearest = nearest(&full, candidates)?;
        Some(format!("did you mean `{nearest}`?"))
    }
}
