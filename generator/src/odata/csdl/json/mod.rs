//! CSDL JSON: text → [`Document`].
//!
//! What comes in: the text of a document. What goes out: the same document as from CSDL XML, except for what the
//! two cannot both say, with errors and warnings in the [`Report`] (OData CSDL JSON 4.01, sections 3 and 4).
//! Where a member is left out and JSON's default is not XML's, JSON's is written into the document.
//!
//! Inside: `tree` (text → tree of values), `object` (the members of one), the rest (tree → document).

mod annotations;
mod container;
mod expressions;
mod object;
mod operations;
mod properties;
mod schema;
mod tree;
mod types;

use self::object::Object;
use self::tree::{Kind, Member, Value};
use super::checks;
use super::document::{Document, Include, IncludeAnnotations, NamedContainer, Reference};
use super::limits::Limits;
use super::report::Report;
use crate::diagnostic::{Diagnostic, Position};
use crate::json::scan;

/// Whether a text is JSON, as far as its first character tells; XML begins with another.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Reads a document; `None` after errors that leave nothing to build from.
///
/// # Errors
/// Where the text is not well-formed.
pub(super) fn document(
    report: &mut Report,
    text: &str,
    limits: &Limits,
) -> Result<Option<Document>, Diagnostic> {
    scan::check(&report.file, text, limits)?;
    let root = tree::parse(&report.file, text, limits)?;
    Ok(build(report, root))
}

fn build(report: &mut Report, root: Value) -> Option<Document> {
    let name = report.file.clone();
    let mut root = Object::begin(report, "the document", root.place, root)?;
    if !root.has("$Version") {
        let message = "the document has no `$Version`".to_owned();
        let remedy = "is this the service's `$metadata`? CSDL JSON begins with `\"$Version\"`";
        report.error(&root.position, message, remedy);
        return None;
    }
    let version = root.required(report, "$Version");
    checks::version(report, &root.position, "the document", &version);
    let container = named_container(report, &mut root);
    let mut references = Vec::new();
    for member in root.map(report, "$Reference") {
        references.extend(reference(report, member));
    }
    let mut schemas = Vec::new();
    let named = root.named();
    let empty = named.is_empty();
    for member in named {
        schemas.extend(schema::schema(report, member));
    }
    if empty {
        let message = "the document has no schema".to_owned();
        report.error(
            &root.position,
            message,
            "is this the service's `$metadata`?",
        );
    }
    root.finish(report);
    Some(Document {
        name,
        version,
        references,
        schemas,
        container,
    })
}

fn named_container(report: &mut Report, root: &mut Object) -> Option<NamedContainer> {
    let position = root.position_of(report, "$EntityContainer")?;
    let name = root.required(report, "$EntityContainer");
    Some(NamedContainer { name, position })
}

fn reference(report: &mut Report, member: Member) -> Option<Reference> {
    let what = format!("the reference to `{}`", member.name);
    let mut object = Object::begin(report, what, member.place, member.value)?;
    let (mut includes, mut include_annotations) = (Vec::new(), Vec::new());
    for item in object.array(report, "$Include") {
        includes.extend(include(report, item));
    }
    for item in object.array(report, "$IncludeAnnotations") {
        include_annotations.extend(self::include_annotations(report, item));
    }
    let annotations = object.annotations(report);
    Some(Reference {
        uri: member.name,
        includes,
        include_annotations,
        annotations,
        position: object.finish(report),
    })
}

fn include(report: &mut Report, item: Value) -> Option<Include> {
    let mut object = Object::begin(report, "an item of `$Include`", item.place, item)?;
    Some(Include {
        namespace: object.namespace(report, "$Namespace"),
        alias: object.text(report, "$Alias"),
        annotations: object.annotations(report),
        position: object.finish(report),
    })
}

fn include_annotations(report: &mut Report, item: Value) -> Option<IncludeAnnotations> {
    let mut object = Object::begin(report, "an item of `$IncludeAnnotations`", item.place, item)?;
    Some(IncludeAnnotations {
        term_namespace: object.namespace(report, "$TermNamespace"),
        qualifier: object.text(report, "$Qualifier"),
        target_namespace: object.text(report, "$TargetNamespace"),
        position: object.finish(report),
    })
}

/// What messages call an element: its kind, where that is known, and its name.
fn named_element(element: &str, name: &str) -> String {
    match element {
        "" => format!("`{name}`"),
        _ => format!("`{element}` `{name}`"),
    }
}

/// Begins a named element: its name, checked, and its object.
fn begin(report: &mut Report, element: &str, member: Member) -> Option<(String, Object)> {
    let what = named_element(element, &member.name);
    let position = member.place.in_file(&report.file);
    identifier(report, &position, &what, &member.name);
    let object = Object::begin(report, what, member.place, member.value)?;
    Some((member.name, object))
}

/// Checks the name of an element.
fn identifier(report: &mut Report, position: &Position, what: &str, name: &str) {
    checks::identifier(report, position, &format!("the name of {what}"), name);
}

/// Takes `$Kind`, where given, and checks it; `None` after an error.
fn expect_kind(report: &mut Report, object: &mut Object, name: &str, kinds: &[&str]) -> Option<()> {
    let Some(member) = object.take("$Kind") else {
        return Some(());
    };
    if let Kind::String(kind) = &member.value.kind
        && kinds.contains(&kind.as_str())
    {
        return Some(());
    }
    let found = match &member.value.kind {
        Kind::String(kind) => format!("`{kind}`"),
        _ => member.value.describe().to_owned(),
    };
    let position = member.value.place.in_file(&report.file);
    let message = format!("`$Kind` of `{name}` is {found}");
    report.error(&position, message, "correct it, or leave it out");
    None
}
