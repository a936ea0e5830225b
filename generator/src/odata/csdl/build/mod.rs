//! From the tree of elements to the document.
//!
//! What comes in: the root element. What goes out: the [`Document`], with errors and warnings in the
//! [`Report`] (OData CSDL XML 4.01, sections 3 and 5).

mod annotations;
mod constants;
mod container;
mod expressions;
mod operations;
mod records;
mod schema;
mod types;
mod version;

use self::annotations::annotation;
use super::checks;
use super::document::{Annotation, Document, Include, IncludeAnnotations, Reference, Schema};
use super::report::Report;
use super::xml::{Element, Namespace};

/// Builds the document; `None` after an error that leaves nothing to build from.
pub(super) fn document(report: &mut Report, root: Element) -> Option<Document> {
    version::check(report, &root)?;
    let name = report.file.clone();
    let root_position = root.place.in_file(&report.file);
    let (mut fields, children) = report.begin(root);
    let version = fields.required("Version");
    let position = fields.finish();
    checks::version(report, &position, "`edmx:Edmx`", &version);
    let (mut references, mut schemas) = (Vec::new(), Vec::new());
    for child in children {
        match (&child.namespace, &*child.name) {
            (Namespace::Edmx, "Reference") => references.push(reference(report, child)),
            (Namespace::Edmx, "DataServices") => data_services(report, child, &mut schemas),
            _ => report.unknown(&child, "edmx:Edmx"),
        }
    }
    if schemas.is_empty() {
        report.error(
            &root_position,
            "the document has no `Schema` in `edmx:DataServices`".to_owned(),
            "is this the service's `$metadata`? `Schema` must be in the namespace \
             `http://docs.oasis-open.org/odata/ns/edm`",
        );
    }
    Some(Document {
        name,
        version,
        references,
        schemas,
        container: None,
    })
}

fn data_services(report: &mut Report, element: Element, schemas: &mut Vec<Schema>) {
    let (fields, children) = report.begin(element);
    fields.finish();
    for child in children {
        match (&child.namespace, &*child.name) {
            (Namespace::Edm, "Schema") => schemas.push(schema::schema(report, child)),
            _ => report.unknown(&child, "edmx:DataServices"),
        }
    }
}

fn reference(report: &mut Report, element: Element) -> Reference {
    let (mut fields, children) = report.begin(element);
    let uri = fields.required("Uri");
    let position = fields.finish();
    let (mut includes, mut include_annotations, mut annotations) = (vec![], vec![], vec![]);
    for child in children {
        match (&child.namespace, &*child.name) {
            (Namespace::Edmx, "Include") => includes.push(include(report, child)),
            (Namespace::Edmx, "IncludeAnnotations") => {
                include_annotations.push(self::include_annotations(report, child));
            }
            (Namespace::Edm, "Annotation") => annotations.extend(annotation(report, child)),
            _ => report.unknown(&child, "edmx:Reference"),
        }
    }
    Reference {
        uri,
        includes,
        include_annotations,
        annotations,
        position,
    }
}

fn include(report: &mut Report, element: Element) -> Include {
    let (mut fields, children) = report.begin(element);
    let namespace = fields.namespace("Namespace");
    let alias = fields.text("Alias");
    let position = fields.finish();
    let annotations = only_annotations(report, children, "edmx:Include");
    Include {
        namespace,
        alias,
        annotations,
        position,
    }
}

fn include_annotations(report: &mut Report, element: Element) -> IncludeAnnotations {
    let (mut fields, children) = report.begin(element);
    let term_namespace = fields.namespace("TermNamespace");
    let qualifier = fields.text("Qualifier");
    let target_namespace = fields.text("TargetNamespace");
    let position = fields.finish();
    for child in &children {
        report.unknown(child, "edmx:IncludeAnnotations");
    }
    IncludeAnnotations {
        term_namespace,
        qualifier,
        target_namespace,
        position,
    }
}

/// The annotations of an element that has no other children.
fn only_annotations(report: &mut Report, children: Vec<Element>, parent: &str) -> Vec<Annotation> {
    let mut annotations = Vec::new();
    for child in children {
        if child.is_edm("Annotation") {
            annotations.extend(annotation(report, child));
        } else {
            report.unknown(&child, parent);
        }
    }
    annotations
}
