//! Deprecation: `Org.OData.Core.V1.Revisions` goes in, `#[deprecated]` comes out.

use crate::csdl::Expression;
use crate::model::Annotations;

use super::Deprecation;
use super::docs::one_line;

const REVISIONS: &str = "Org.OData.Core.V1.Revisions";

/// The deprecation that annotations speak of; the last of several revisions counts.
///
/// `since` stays empty: it wants a version of this crate, and a revision names one of the service.
pub(super) fn of(annotations: &Annotations) -> Option<Deprecation> {
    let revisions = annotations.get(REVISIONS)?.value.as_ref()?.items();
    let last = revisions
        .iter()
        .rev()
        .find(|revision| is_deprecation(revision))?;
    let text = |property: &str| last.property(property).and_then(Expression::as_str);
    let description =
        text("Description").map_or_else(|| "deprecated by the service".to_owned(), one_line);
    let date = |property: &str, words: &str| Some(format!("{words} {}", one_line(text(property)?)));
    let dates = [
        date("Date", "deprecated on"),
        date("RemovalDate", "removal on"),
    ];
    let dates: Vec<String> = dates.into_iter().flatten().collect();
    let note = match dates.as_slice() {
        [] => description,
        dates => format!("{description} ({})", dates.join(", ")),
    };
    Some(Deprecation { since: None, note })
}

fn is_deprecation(revision: &Expression) -> bool {
    let kind = revision
        .property("Kind")
        .map(Expression::enum_members)
        .unwrap_or_default();
    kind.iter().any(|member| member.ends_with("/Deprecated"))
}
