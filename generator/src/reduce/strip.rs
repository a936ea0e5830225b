//! A document without its annotations, or without descriptions.

use crate::csdl::Document;
use crate::odata::terms::TEXTS;

use super::aliases::Aliases;
use super::{Options, Treatment, visit};

/// The document without what the options leave out; `None` where that is nothing.
pub(super) fn strip(mut document: Document, options: Options) -> Option<Document> {
    if options.annotations == Treatment::Drop {
        for schema in &mut document.schemas {
            visit::annotations(schema, &mut |list| list.clear());
            schema.targeted.clear();
            schema.terms.clear();
        }
        return Some(document);
    }
    if options.descriptions == Treatment::Keep {
        return None;
    }
    let named = document.clone();
    let aliases = Aliases::new(&named);
    for (schema, named) in document.schemas.iter_mut().zip(&named.schemas) {
        visit::annotations(schema, &mut |list| {
            list.retain(|annotation| {
                !TEXTS.contains(&aliases.full(named, &annotation.term).as_str())
            });
        });
        visit::records(schema, &mut |record| {
            record
                .properties
                .retain(|property| !property.is_description());
        });
        schema
            .targeted
            .retain(|targeted| !targeted.annotations.is_empty());
    }
    Some(document)
}
