//! Annotations that a reference includes.
//!
//! What comes in: references with `edmx:IncludeAnnotations`. What goes out: the annotations of their documents for
//! what the completed document has, with full names, as if they stood in it (OData CSDL XML 4.01, section 3.4).
//! Only vocabularies that decide what is generated are looked for.

use super::additions::Additions;
use super::needs::Index;
use crate::csdl::{Annotation, Document, IncludeAnnotations, Reference, TargetedAnnotations};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::odata::known;

/// The annotations that the document itself and those that it needs include.
pub(super) fn included(
    additions: &mut Additions<'_>,
    main: &Document,
    others: &[Reference],
) -> Result<Vec<TargetedAnnotations>, Diagnostics> {
    let mut found = Vec::new();
    // Without a place to look for them, they are as little missed as vocabularies, whose own documents are named so too.
    if additions.settings.references.is_empty() {
        return Ok(found);
    }
    for reference in main.references.iter().chain(others) {
        let wanted = reference.include_annotations.iter();
        let wanted: Vec<_> = wanted
            .filter(|wanted| known::is_read(&wanted.term_namespace))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let settings = additions.settings;
        let store = &settings.references.store;
        let Some(entry) = store.find(settings, reference, None, additions.warnings)? else {
            let message = format!(
                "the annotations of `{}` are not at hand",
                reference.uri.escape_debug()
            );
            let remedy = "they are ignored; put the document into the folder of references";
            additions
                .warnings
                .push(Diagnostic::warning(reference.position.clone(), message).with_remedy(remedy));
            continue;
        };
        let at = additions.library.add(entry);
        if let Some(document) = additions.library.document(at) {
            found.extend(matching(document, &wanted, |at_schema, namespace| {
                // What came with its schema is there already.
                !additions.wanted.places.contains(&(at, at_schema))
                    && additions.wanted.namespaces.contains(namespace)
            }));
        }
    }
    Ok(found)
}

/// The annotations of a document that are wanted, of targets that are accepted.
fn matching(
    document: &Document,
    wanted: &[&IncludeAnnotations],
    accepted: impl Fn(usize, &str) -> bool,
) -> Vec<TargetedAnnotations> {
    let index = Index::new(document);
    let mut found = Vec::new();
    for (at, schema) in document.schemas.iter().enumerate() {
        for targeted in &schema.targeted {
            let Some(namespace) = index.target(schema, &targeted.target) else {
                continue;
            };
            if !accepted(at, namespace) {
                continue;
            }
            let fits = |annotation: &&Annotation| {
                let term = index.namespace_of(schema, &annotation.term);
                let qualifier = annotation
                    .qualifier
                    .as_ref()
                    .or(targeted.qualifier.as_ref());
                wanted.iter().any(|wanted| {
                    let targets = wanted.target_namespace.as_deref();
                    term == Some(wanted.term_namespace.as_str())
                        && (wanted.qualifier.is_none() || wanted.qualifier.as_ref() == qualifier)
                        && targets.is_none_or(|targets| targets == namespace)
                })
            };
            let full = |name: &str| index.resolved(schema, name);
            let annotations = targeted.annotations.iter().filter(fits);
            let annotations: Vec<_> = annotations.map(|one| renamed(one, &full)).collect();
            if !annotations.is_empty() {
                found.push(TargetedAnnotations {
                    target: full(&targeted.target),
                    qualifier: targeted.qualifier.clone(),
                    annotations,
                    position: targeted.position.clone(),
                });
            }
        }
    }
    found
}

/// An annotation with the full names of its terms. Documents nest to a limited depth, and so does this.
fn renamed(annotation: &Annotation, full: &impl Fn(&str) -> String) -> Annotation {
    let mut renamed = annotation.clone();
    renamed.term = full(&annotation.term);
    let nested = annotation.annotations.iter();
    renamed.annotations = nested.map(|one| self::renamed(one, full)).collect();
    renamed
}
