//! `Schema` and `Term`.
//!
//! What comes in: their elements. What goes out: their parts of the document (OData CSDL XML 4.01,
//! sections 5 and 14.1).

use super::super::document::{OperationElement, Schema, Term, TypeElement};
use super::super::report::Report;
use super::super::xml::{Element, Namespace};
use super::annotations::{annotation, targeted};
use super::{container, only_annotations, operations, types};

pub(super) fn schema(report: &mut Report, element: Element) -> Schema {
    let (mut fields, children) = report.begin(element);
    let namespace = fields.namespace("Namespace");
    let alias = fields.text("Alias");
    let position = fields.finish();
    let mut schema = Schema {
        namespace,
        alias,
        structured: Vec::new(),
        enums: Vec::new(),
        definitions: Vec::new(),
        operations: Vec::new(),
        terms: Vec::new(),
        containers: Vec::new(),
        targeted: Vec::new(),
        annotations: Vec::new(),
        position,
    };
    for child in children {
        add(report, &mut schema, child);
    }
    schema
}

fn add(report: &mut Report, schema: &mut Schema, child: Element) {
    if child.namespace != Namespace::Edm {
        return report.unknown(&child, "Schema");
    }
    match &*child.name {
        "EntityType" => {
            schema
                .structured
                .push(types::structured(report, child, TypeElement::Entity));
        }
        "ComplexType" => {
            schema
                .structured
                .push(types::structured(report, child, TypeElement::Complex));
        }
        "EnumType" => schema.enums.push(types::enumeration(report, child)),
        "TypeDefinition" => schema.definitions.push(types::definition(report, child)),
        "Action" => {
            schema.operations.push(operations::operation(
                report,
                child,
                OperationElement::Action,
            ));
        }
        "Function" => {
            schema.operations.push(operations::operation(
                report,
                child,
                OperationElement::Function,
            ));
        }
        "Term" => schema.terms.push(term(report, child)),
        "EntityContainer" => schema.containers.push(container::container(report, child)),
        "Annotations" => schema.targeted.extend(targeted(report, child)),
        "Annotation" => schema.annotations.extend(annotation(report, child)),
        _ => report.unknown(&child, "Schema"),
    }
}

fn term(report: &mut Report, element: Element) -> Term {
    let (mut fields, children) = report.begin(element);
    let name = fields.name();
    let ty = fields.required("Type");
    let base = fields.text("BaseTerm");
    let default_value = fields.text("DefaultValue");
    let applies_to = fields.text("AppliesTo");
    let nullable = fields.boolean("Nullable");
    let facets = types::facets(&mut fields);
    let position = fields.finish();
    let annotations = only_annotations(report, children, "Term");
    Term {
        name,
        ty,
        base,
        default_value,
        applies_to,
        nullable,
        facets,
        annotations,
        position,
    }
}
