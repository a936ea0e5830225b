//! Deprecation: `Org.OData.Core.V1.Revisions` goes in, `#[deprecated]` comes out.

use crate::model::Annotations;

use crate::odata::vocabulary::{Revision, revision};
use crate::plan::Deprecation;
use crate::text::markdown as text;

/// The deprecation that annotations speak of.
pub(in crate::plan) fn of(annotations: &Annotations) -> Option<Deprecation> {
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
    Some(Deprecation { note })
}
