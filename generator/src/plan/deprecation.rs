//! Deprecation: `Org.OData.Core.V1.Revisions` goes in, `#[deprecated]` comes out.

use crate::csdl::Expression;
use crate::model::Annotations;

use super::Deprecation;
use super::docs::one_line;
use super::text;

const REVISIONS: &str = "Org.OData.Core.V1.Revisions";

/// A revision that deprecates something, in one line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revision {
    /// Since when.
    pub(crate) date: Option<String>,
    /// When it goes.
    pub(crate) removal: Option<String>,
    /// What to do.
    pub(crate) description: Option<String>,
}

/// The revision that deprecates; the last of several counts.
pub(crate) fn revision(annotations: &Annotations) -> Option<Revision> {
    let revisions = annotations.get(REVISIONS)?.value.as_ref()?.items();
    let last = revisions
        .iter()
        .rev()
        .find(|revision| is_deprecation(revision))?;
    let text = |property: &str| {
        let text = last.property(property).and_then(Expression::as_str);
        text.map(one_line)
    };
    Some(Revision {
        date: text("Date"),
        removal: text("RemovalDate"),
        description: text("Description"),
    })
}

/// The deprecation that annotations speak of.
///
/// `since` stays empty: it wants a version of this crate, and a revision names one of the service.
pub(super) fn of(annotations: &Annotations) -> Option<Deprecation> {
    let Revision {
        date,
        removal,
        description,
    } = revision(annotations)?;
    let description = match description {
        Some(description) => text::note(&description),
        None => "deprecated by the service".to_owned(),
    };
    let dates = [
        date.map(|date| format!("deprecated on {}", text::note(&date))),
        removal.map(|date| format!("removal on {}", text::note(&date))),
    ];
    let dates: Vec<String> = dates.into_iter().flatten().collect();
    let note = match dates.as_slice() {
        [] => description,
        dates => format!("{description} ({})", dates.join(", ")),
    };
    Some(Deprecation { since: None, note })
}

fn is_deprecation(revision: &Expression) -> bool {
    revision
        .property("Kind")
        .is_some_and(|kind| kind.enum_names().contains(&"Deprecated"))
}
