//! Constant expressions and paths: those that are text, as attribute and as element alike.
//!
//! What comes in: names and texts. What goes out: [`Expression`]s (OData CSDL XML 4.01, sections 14.3 and
//! 14.4.1).

use super::super::expression::{Expression, PathKind};
use super::super::report::Report;
use super::super::xml::Element;
use crate::diagnostic::Position;

/// Whether an attribute gives a value.
pub(super) fn is_attribute(name: &str) -> bool {
    name == "UrlRef" || is_leaf(name)
}

/// Expressions that are text, as attribute and as element alike.
pub(super) fn is_leaf(name: &str) -> bool {
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
        "Bool" => report
            .boolean(position, "`Bool`", trimmed)
            .map(Expression::Bool),
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
        let message = format!("`{trimmed}` is not a value of `{name}`");
        report.error(position, message, "correct the value");
    }
    value
}

fn float(text: &str) -> Option<f64> {
    match text {
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        _ => text.parse().ok().filter(|value: &f64| value.is_finite()),
    }
}

/// The expression of an element that holds text only.
pub(super) fn leaf_element(report: &mut Report, mut element: Element) -> Option<Expression> {
    let name = element.name.clone();
    let text = std::mem::take(&mut element.text);
    let (fields, children) = report.begin(element);
    let position = fields.finish();
    for child in &children {
        report.unknown(child, &name);
    }
    leaf(report, &position, &name, text)
}
