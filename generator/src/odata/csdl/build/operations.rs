//! `Action`, `Function`, `Parameter` and `ReturnType`.
//!
//! What comes in: their elements. What goes out: their parts of the document (OData CSDL XML 4.01,
//! section 12).

use super::super::checks;
use super::super::document::{Operation, OperationElement, Parameter, ReturnType};
use super::super::report::Report;
use super::super::xml::{Element, Namespace};
use super::annotations::annotation;
use super::{only_annotations, types};

pub(super) fn operation(
    report: &mut Report,
    element: Element,
    kind: OperationElement,
) -> Operation {
    let (mut fields, children) = report.begin(element);
    let mut operation = Operation {
        element: kind,
        name: fields.name(),
        is_bound: fields.boolean("IsBound").unwrap_or(false),
        is_composable: fields.boolean("IsComposable").unwrap_or(false),
        entity_set_path: fields.text("EntitySetPath"),
        parameters: Vec::new(),
        returns: None,
        annotations: Vec::new(),
        position: fields.position(),
    };
    fields.finish();
    for child in children {
        match (&child.namespace, &*child.name) {
            (Namespace::Edm, "Parameter") => operation.parameters.push(parameter(report, child)),
            (Namespace::Edm, "ReturnType") => {
                let returns = return_type(report, child);
                if operation.returns.is_some() {
                    let message = format!("`{}` has more than one `ReturnType`", operation.name);
                    report.error(&returns.position, message, "keep one");
                }
                operation.returns = Some(returns);
            }
            (Namespace::Edm, "Annotation") => {
                operation.annotations.extend(annotation(report, child));
            }
            _ => report.unknown(&child, "Action or Function"),
        }
    }
    checks::returns(report, &operation, "ReturnType");
    operation
}

fn parameter(report: &mut Report, element: Element) -> Parameter {
    let (mut fields, children) = report.begin(element);
    let name = fields.name();
    let ty = fields.required("Type");
    let nullable = fields.boolean("Nullable");
    let facets = types::facets(&mut fields);
    let position = fields.finish();
    let annotations = only_annotations(report, children, "Parameter");
    Parameter {
        name,
        ty,
        nullable,
        facets,
        annotations,
        position,
    }
}

fn return_type(report: &mut Report, element: Element) -> ReturnType {
    let (mut fields, children) = report.begin(element);
    let ty = fields.required("Type");
    let nullable = fields.boolean("Nullable");
    let facets = types::facets(&mut fields);
    let position = fields.finish();
    let annotations = only_annotations(report, children, "ReturnType");
    ReturnType {
        ty,
        nullable,
        facets,
        annotations,
        position,
    }
}
