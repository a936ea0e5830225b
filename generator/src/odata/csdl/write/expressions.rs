//! Annotations and their values → elements.

use super::super::document::Annotation;
use super::super::expression::{Expression, Operator, PathKind, Record};
use super::element::Element;

pub(super) fn annotations(found: &[Annotation]) -> impl Iterator<Item = Element<'_>> {
    found.iter().map(annotation)
}

fn annotation(annotation: &Annotation) -> Element<'_> {
    let element = Element::new("Annotation")
        .with("Term", &annotation.term)
        .with_some("Qualifier", annotation.qualifier.as_ref())
        .at(&annotation.position);
    valued(element, annotation.value.as_ref(), &annotation.annotations)
}

/// An element with a value, as attribute where that can be, and annotations.
fn valued<'d>(
    mut element: Element<'d>,
    value: Option<&'d Expression>,
    found: &'d [Annotation],
) -> Element<'d> {
    match value.map(|value| (value, constant(value))) {
        Some((_, Some((name, text)))) => element = element.with(name, text),
        Some((value, None)) => element.extend([expression(value)]),
        None => {}
    }
    element.extend(annotations(found));
    element
}

/// The name and text of an expression that is text.
fn constant(value: &Expression) -> Option<(&'static str, String)> {
    Some(match value {
        Expression::Binary(text) => ("Binary", text.clone()),
        Expression::Bool(value) => ("Bool", value.to_string()),
        Expression::Date(text) => ("Date", text.clone()),
        Expression::DateTimeOffset(text) => ("DateTimeOffset", text.clone()),
        Expression::Decimal(text) => ("Decimal", text.clone()),
        Expression::Duration(text) => ("Duration", text.clone()),
        Expression::EnumMember(members) => ("EnumMember", members.join(" ")),
        Expression::Float(value) => ("Float", float(*value)),
        Expression::Guid(text) => ("Guid", text.clone()),
        Expression::Int(value) => ("Int", value.to_string()),
        Expression::String(text) => ("String", text.clone()),
        Expression::TimeOfDay(text) => ("TimeOfDay", text.clone()),
        Expression::Path { kind, path } => {
            let name = match kind {
                PathKind::Value => "Path",
                PathKind::Annotation => "AnnotationPath",
                PathKind::ModelElement => "ModelElementPath",
                PathKind::NavigationProperty => "NavigationPropertyPath",
                PathKind::Property => "PropertyPath",
            };
            (name, path.clone())
        }
        _ => return None,
    })
}

/// A number as XML Schema has it (OData CSDL XML 4.01, section 14.3.8).
fn float(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "INF" } else { "-INF" }.to_owned()
    } else {
        value.to_string()
    }
}

fn expression(value: &Expression) -> Element<'_> {
    if let Some((name, text)) = constant(value) {
        return Element::text(name, text);
    }
    match value {
        Expression::Collection(items) => holding(Element::new("Collection"), items),
        Expression::Record(found) => record(found),
        Expression::UrlRef(url) => holding(Element::new("UrlRef"), [&**url]),
        Expression::Apply {
            function,
            arguments,
        } => holding(Element::new("Apply").with("Function", function), arguments),
        Expression::OfType {
            test,
            ty,
            facets,
            operand,
        } => {
            let name = if *test { "IsOf" } else { "Cast" };
            let element = Element::new(name).with("Type", ty).with_facets(facets);
            holding(element, [&**operand])
        }
        Expression::If {
            condition,
            then,
            otherwise,
        } => {
            let parts = [&**condition, &**then].into_iter();
            holding(Element::new("If"), parts.chain(otherwise.as_deref()))
        }
        Expression::Labeled { name, value } => holding(
            Element::new("LabeledElement").with("Name", name),
            [&**value],
        ),
        Expression::LabeledReference(name) => Element::text("LabeledElementReference", name),
        Expression::Operation { operator, operands } => {
            holding(Element::new(operator_name(*operator)), operands)
        }
        // The constants are written above.
        _ => Element::new("Null"),
    }
}

fn holding<'d>(
    mut element: Element<'d>,
    operands: impl IntoIterator<Item = &'d Expression>,
) -> Element<'d> {
    element.extend(operands.into_iter().map(expression));
    element
}

fn record(record: &Record) -> Element<'_> {
    let mut element = Element::new("Record").with_some("Type", record.ty.as_ref());
    element.extend(record.properties.iter().map(|property| {
        let element = Element::new("PropertyValue").with("Property", &property.property);
        valued(element, property.value.as_ref(), &property.annotations)
    }));
    element.extend(annotations(&record.annotations));
    element
}

fn operator_name(operator: Operator) -> &'static str {
    match operator {
        Operator::And => "And",
        Operator::Or => "Or",
        Operator::Not => "Not",
        Operator::Eq => "Eq",
        Operator::Ne => "Ne",
        Operator::Gt => "Gt",
        Operator::Ge => "Ge",
        Operator::Lt => "Lt",
        Operator::Le => "Le",
        Operator::Has => "Has",
        Operator::In => "In",
        Operator::Add => "Add",
        Operator::Sub => "Sub",
        Operator::Neg => "Neg",
        Operator::Mul => "Mul",
        Operator::Div => "Div",
        Operator::DivBy => "DivBy",
        Operator::Mod => "Mod",
    }
}
