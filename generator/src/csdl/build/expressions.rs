//! Constant and dynamic expressions.
//!
//! What comes in: attributes and elements that give values. What goes out: [`Expression`]s (OData CSDL
//! XML 4.01, sections 14.3 and 14.4).

use super::super::expression::{Expression, Operator, PathKind, PropertyValue, Record};
use super::super::report::Report;
use super::super::xml::{Element, Namespace};
use super::annotations::{annotation, value_attribute, value_children};
use super::{only_annotations, types};
use crate::diagnostic::Position;

/// Whether an attribute gives a value.
pub(super) fn is_attribute(name: &str) -> bool {
    name == "UrlRef" || is_leaf(name)
}

/// Whether an element is an expression.
pub(super) fn is_expression(element: &Element) -> bool {
    let name = &*element.name;
    let dynamic = matches!(
        name,
        "Apply"
            | "Cast"
            | "IsOf"
            | "Collection"
            | "If"
            | "LabeledElement"
            | "LabeledElementReference"
            | "Null"
            | "Record"
            | "UrlRef"
    );
    element.namespace == Namespace::Edm && (dynamic || is_leaf(name) || operator(name).is_some())
}

/// Expressions that are text, as attribute and as element alike.
fn is_leaf(name: &str) -> bool {
    matches!(
        name,
        "Binary"
            | "Bool"
            | "Date"
            | "DateTimeOffset"
            | "Decimal"
            | "Duration"
            | "EnumMember"
            | "Float"
            | "Guid"
            | "Int"
            | "String"
            | "TimeOfDay"
            | "Path"
            | "AnnotationPath"
            | "ModelElementPath"
            | "NavigationPropertyPath"
            | "PropertyPath"
    )
}

/// The value of an attribute; `None` after an error.
pub(super) fn from_attribute(
    report: &mut Report,
    position: &Position,
    name: &str,
    text: String,
) -> Option<Expression> {
    if name == "UrlRef" {
        return Some(Expression::UrlRef(Box::new(Expression::String(text))));
    }
    leaf(report, position, name, text)
}

fn leaf(report: &mut Report, position: &Position, name: &str, text: String) -> Option<Expression> {
    if name == "String" {
        return Some(Expression::String(text));
    }
    let trimmed = text.trim();
    let kept = || trimmed.to_owned();
    let path = |kind| {
        Some(Expression::Path {
            kind,
            path: trimmed.to_owned(),
        })
    };
    let value = match name {
        "Binary" => Some(Expression::Binary(kept())),
        "Bool" => boolean(trimmed).map(Expression::Bool),
        "Date" => Some(Expression::Date(kept())),
        "DateTimeOffset" => Some(Expression::DateTimeOffset(kept())),
        "Decimal" => Some(Expression::Decimal(kept())),
        "Duration" => Some(Expression::Duration(kept())),
        "EnumMember" => Some(Expression::EnumMember(
            trimmed.split_whitespace().map(str::to_owned).collect(),
        )),
        "Float" => float(trimmed).map(Expression::Float),
        "Guid" => Some(Expression::Guid(kept())),
        "Int" => trimmed.parse().ok().map(Expression::Int),
        "TimeOfDay" => Some(Expression::TimeOfDay(kept())),
        "Path" => path(PathKind::Value),
        "AnnotationPath" => path(PathKind::Annotation),
        "ModelElementPath" => path(PathKind::ModelElement),
        "NavigationPropertyPath" => path(PathKind::NavigationProperty),
        "PropertyPath" => path(PathKind::Property),
        _ => None,
    };
    if value.is_none() {
        let message = format!("`{trimmed}` is no value of `{name}`");
        report.error(position, message, "correct the value");
    }
    value
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

fn float(text: &str) -> Option<f64> {
    match text {
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        _ => text.parse().ok().filter(|value: &f64| value.is_finite()),
    }
}

/// The expression of an element; `None` after an error.
pub(super) fn expression(report: &mut Report, element: Element) -> Option<Expression> {
    let name = element.name.clone();
    if let Some(operator) = operator(&name) {
        return operation(report, element, operator);
    }
    match &*name {
        "Null" => {
            let (fields, children) = report.begin(element);
            fields.finish();
            only_annotations(report, children, "Null");
            Some(Expression::Null)
        }
        "Record" => Some(Expression::Record(record(report, element))),
        "Collection" => {
            let (fields, children) = report.begin(element);
            fields.finish();
            Some(Expression::Collection(operands(
                report,
                children,
                "Collection",
            )))
        }
        "UrlRef" => url_ref(report, element),
        "Apply" => {
            let (mut fields, children) = report.begin(element);
            let function = fields.required("Function");
            fields.finish();
            Some(Expression::Apply {
                function,
                arguments: operands(report, children, "Apply"),
            })
        }
        "Cast" => of_type(report, element, false),
        "IsOf" => of_type(report, element, true),
        "If" => conditional(report, element),
        "LabeledElement" => labeled(report, element),
        "LabeledElementReference" => labeled_reference(report, element),
        _ => leaf_element(report, element),
    }
}

fn leaf_element(report: &mut Report, mut element: Element) -> Option<Expression> {
    let name = element.name.clone();
    let text = std::mem::take(&mut element.text);
    let (fields, children) = report.begin(element);
    let position = fields.finish();
    for child in &children {
        report.unknown(child, &name);
    }
    leaf(report, &position, &name, text)
}

fn operator(name: &str) -> Option<Operator> {
    Some(match name {
        "And" => Operator::And,
        "Or" => Operator::Or,
        "Not" => Operator::Not,
        "Eq" => Operator::Eq,
        "Ne" => Operator::Ne,
        "Gt" => Operator::Gt,
        "Ge" => Operator::Ge,
        "Lt" => Operator::Lt,
        "Le" => Operator::Le,
        "Has" => Operator::Has,
        "In" => Operator::In,
        "Add" => Operator::Add,
        "Sub" => Operator::Sub,
        "Neg" => Operator::Neg,
        "Mul" => Operator::Mul,
        "Div" => Operator::Div,
        "DivBy" => Operator::DivBy,
        "Mod" => Operator::Mod,
        _ => return None,
    })
}

impl Operator {
    /// How many operands it takes.
    fn operands(self) -> usize {
        match self {
            Self::Not | Self::Neg => 1,
            _ => 2,
        }
    }
}

/// All expressions among children; annotations are passed over.
fn operands(report: &mut Report, children: Vec<Element>, parent: &str) -> Vec<Expression> {
    let mut operands = Vec::new();
    for child in children {
        if is_expression(&child) {
            operands.extend(expression(report, child));
        } else if child.is_edm("Annotation") {
            annotation(report, child);
        } else {
            report.unknown(&child, parent);
        }
    }
    operands
}

/// The operands of an element that takes a fixed number; `None` after an error.
fn exactly(
    report: &mut Report,
    (name, position): (&str, &Position),
    children: Vec<Element>,
    count: usize,
) -> Option<Vec<Expression>> {
    let errors = report.errors.len();
    let operands = operands(report, children, name);
    if operands.len() == count {
        return Some(operands);
    }
    // Where an operand is wrong, that is said already.
    if report.errors.len() == errors {
        let message = format!(
            "`{name}` takes {count} operands, but has {}",
            operands.len()
        );
        report.error(position, message, "correct the operands");
    }
    None
}

fn operation(report: &mut Report, element: Element, operator: Operator) -> Option<Expression> {
    let name = element.name.clone();
    let (fields, children) = report.begin(element);
    let position = fields.finish();
    let operands = exactly(report, (&name, &position), children, operator.operands())?;
    Some(Expression::Operation { operator, operands })
}

fn url_ref(report: &mut Report, element: Element) -> Option<Expression> {
    let (fields, children) = report.begin(element);
    let position = fields.finish();
    let url = exactly(report, ("UrlRef", &position), children, 1)?.pop()?;
    Some(Expression::UrlRef(Box::new(url)))
}

fn of_type(report: &mut Report, element: Element, test: bool) -> Option<Expression> {
    let name = element.name.clone();
    let (mut fields, children) = report.begin(element);
    let ty = fields.required("Type");
    let facets = types::facets(&mut fields);
    let position = fields.finish();
    let operand = exactly(report, (&name, &position), children, 1)?.pop()?;
    Some(Expression::OfType {
        test,
        ty,
        facets,
        operand: Box::new(operand),
    })
}

fn conditional(report: &mut Report, element: Element) -> Option<Expression> {
    let (fields, children) = report.begin(element);
    let position = fields.finish();
    let errors = report.errors.len();
    let mut parts = operands(report, children, "If").into_iter();
    if let (Some(condition), Some(then), otherwise, None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    {
        return Some(Expression::If {
            condition: Box::new(condition),
            then: Box::new(then),
            otherwise: otherwise.map(Box::new),
        });
    }
    if report.errors.len() == errors {
        report.error(
            &position,
            "`If` takes two or three operands".to_owned(),
            "give it a condition, a value and another value",
        );
    }
    None
}

fn labeled(report: &mut Report, element: Element) -> Option<Expression> {
    let (mut fields, children) = report.begin(element);
    let name = fields.name();
    let given = value_attribute(&mut fields, "LabeledElement");
    let position = fields.finish();
    let errors = report.errors.len();
    let (value, _) = value_children(report, given, children, "LabeledElement");
    if value.is_none() && report.errors.len() == errors {
        report.error(
            &position,
            format!("`LabeledElement` `{name}` has no value"),
            "give it one",
        );
    }
    Some(Expression::Labeled {
        name,
        value: Box::new(value?),
    })
}

fn labeled_reference(report: &mut Report, mut element: Element) -> Option<Expression> {
    let text = std::mem::take(&mut element.text);
    let (mut fields, children) = report.begin(element);
    let name = fields
        .text("Name")
        .unwrap_or_else(|| text.trim().to_owned());
    let position = fields.finish();
    for child in &children {
        report.unknown(child, "LabeledElementReference");
    }
    if name.is_empty() {
        let message = "`LabeledElementReference` names no element".to_owned();
        report.error(&position, message, "name one");
        return None;
    }
    Some(Expression::LabeledReference(name))
}

fn record(report: &mut Report, element: Element) -> Record {
    let (mut fields, children) = report.begin(element);
    let ty = fields.text("Type");
    let position = fields.finish();
    let (mut properties, mut annotations) = (Vec::new(), Vec::new());
    for child in children {
        if child.is_edm("PropertyValue") {
            properties.push(property_value(report, child));
        } else if child.is_edm("Annotation") {
            annotations.push(annotation(report, child));
        } else {
            report.unknown(&child, "Record");
        }
    }
    Record {
        ty,
        properties,
        annotations,
        position,
    }
}

fn property_value(report: &mut Report, element: Element) -> PropertyValue {
    let (mut fields, children) = report.begin(element);
    let property = fields.required("Property");
    let given = value_attribute(&mut fields, "PropertyValue");
    let position = fields.finish();
    let (value, annotations) = value_children(report, given, children, "PropertyValue");
    PropertyValue {
        property,
        value,
        annotations,
        position,
    }
}
