//! Annotations as written → annotations of the model.
//!
//! What comes in: annotations of the document. What goes out: the same with the full names of their terms
//! (OData CSDL XML 4.01, section 14.2).

use super::names::{Names, Scope};
use super::types::{Annotation, Annotations};
use crate::csdl;
use crate::odata::known;

/// Converts annotations; `qualifier` is that of the `Annotations` element around them.
pub(super) fn convert(
    names: &Names<'_>,
    scope: Scope,
    annotations: &[csdl::Annotation],
    qualifier: Option<&str>,
) -> Annotations {
    let convert_one = |annotation: &csdl::Annotation| Annotation {
        term: term(names, scope, &annotation.term),
        qualifier: annotation
            .qualifier
            .clone()
            .or_else(|| qualifier.map(str::to_owned)),
        value: annotation.value.clone(),
        // Documents nest to a limited depth, and so does this.
        annotations: convert(names, scope, &annotation.annotations, None),
        position: annotation.position.clone(),
    };
    Annotations(annotations.iter().map(convert_one).collect())
}

/// The full name of a term and its qualifier, from `Term#Qualifier`.
pub(super) fn full_term<'w>(
    names: &Names<'_>,
    scope: Scope,
    written: &'w str,
) -> (String, Option<&'w str>) {
    let (name, qualifier) = match written.split_once('#') {
        Some((name, qualifier)) => (name, Some(qualifier)),
        None => (written, None),
    };
    (term(names, scope, name), qualifier)
}

/// The full name of a term; as written where its alias is neither declared nor that of a known vocabulary.
fn term(names: &Names<'_>, scope: Scope, written: &str) -> String {
    match written.rsplit_once('.') {
        Some((prefix, name)) => {
            let full = names.full_namespace(scope, prefix);
            let known = known::by_alias(full).filter(|_| !names.has_namespace(full));
            format!("{}.{name}", known.unwrap_or(full))
        }
        None => written.to_owned(),
    }
}
