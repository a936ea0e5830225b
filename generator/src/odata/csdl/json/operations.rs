//! Actions and functions.
//!
//! What comes in: the objects of overloads. What goes out: their parts of the document (OData CSDL JSON 4.01,
//! section 12).

use super::super::checks;
use super::super::document::{Operation, OperationElement, Parameter, ReturnType};
use super::super::report::Report;
use super::object::Object;
use super::properties::nullable;
use super::tree::Value;
use super::types::{facets_of, type_name};
use super::{identifier, named_element};

/// All overloads of a name.
pub(super) fn overloads(report: &mut Report, name: &str, items: Vec<Value>) -> Vec<Operation> {
    let mut operations = Vec::new();
    for item in items {
        let what = format!("an overload of `{name}`");
        let Some(mut object) = Object::begin(report, what, item.place, item) else {
            continue;
        };
        let kind = object.required(report, "$Kind");
        match kind.as_str() {
            "Action" => operations.push(operation(report, name, object, OperationElement::Action)),
            "Function" => {
                operations.push(operation(report, name, object, OperationElement::Function));
            }
            // That it is missing is said already.
            "" => {}
            _ => {
                let message = format!("`$Kind` of an overload of `{name}` is `{kind}`");
                report.error(
                    &object.position,
                    message,
                    "it must be `Action` or `Function`",
                );
            }
        }
    }
    operations
}

fn operation(
    report: &mut Report,
    name: &str,
    mut object: Object,
    element: OperationElement,
) -> Operation {
    let mut parameters = Vec::new();
    for item in object.array(report, "$Parameter") {
        parameters.extend(parameter(report, name, item));
    }
    let returns = object.object(report, "$ReturnType");
    let returns = returns.map(|object| return_type(report, object));
    let operation = Operation {
        element,
        name: name.to_owned(),
        is_bound: object.boolean(report, "$IsBound").unwrap_or(false),
        is_composable: object.boolean(report, "$IsComposable").unwrap_or(false),
        entity_set_path: object.text(report, "$EntitySetPath"),
        parameters,
        returns,
        annotations: object.annotations(report),
        position: object.finish(report),
    };
    checks::returns(report, &operation, "$ReturnType");
    operation
}

fn parameter(report: &mut Report, of: &str, item: Value) -> Option<Parameter> {
    let position = item.place.in_file(&report.file);
    let mut object = Object::begin(report, format!("a parameter of `{of}`"), item.place, item)?;
    let name = object.required(report, "$Name");
    // That it is missing is said already.
    if !name.is_empty() {
        identifier(report, &position, &named_element("Parameter", &name), &name);
    }
    let ty = type_name(report, &mut object);
    let nullable = Some(nullable(report, &mut object));
    let facets = facets_of(report, &mut object, &ty);
    let annotations = object.annotations(report);
    object.finish(report);
    Some(Parameter {
        name,
        ty,
        nullable,
        facets,
        annotations,
        position,
    })
}

fn return_type(report: &mut Report, mut object: Object) -> ReturnType {
    let ty = type_name(report, &mut object);
    let nullable = Some(nullable(report, &mut object));
    let facets = facets_of(report, &mut object, &ty);
    let annotations = object.annotations(report);
    ReturnType {
        ty,
        nullable,
        facets,
        annotations,
        position: object.finish(report),
    }
}
