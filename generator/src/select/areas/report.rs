//! Patterns of features that select nothing.

use super::super::pattern::{Kind, Pattern};
use super::super::report::{no_type, selects_nothing};
use super::super::{too_many, walk};
use super::Parts;
use super::ends::Ends;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Says which patterns select nothing, where `found` has what each selects.
///
/// # Errors
/// The patterns cannot be followed within reason.
pub(super) fn unused(
    parts: &Parts<'_>,
    patterns: &[Pattern],
    found: &[Ends],
) -> Result<Vec<Diagnostic>, Diagnostics> {
    if found.iter().all(|ends| !ends.is_empty()) {
        return Ok(Vec::new());
    }
    let walked = walk::walk(parts.api, patterns, &[]).map_err(|walk::TooMany| too_many())?;
    let all = patterns.iter().zip(found).zip(&walked.included);
    let unused = all.filter(|((_, ends), _)| ends.is_empty());
    let errors = unused.map(|((pattern, _), progress)| match &pattern.kind {
        Kind::Type(name) => {
            let names = parts.api.types.iter().map(|ty| ty.name.clone());
            no_type(&names.collect::<Vec<_>>(), pattern, name)
        }
        Kind::Paths(segments, verbs) => selects_nothing(pattern, segments, *verbs, progress),
    });
    Ok(errors.collect())
}
