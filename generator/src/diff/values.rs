//! Values of annotations → one line of text, the same for the same value wherever it stands.

use std::fmt::Write as _;

use crate::csdl::Expression;
use crate::model::{Annotation, Annotations};

/// An annotation's value with what annotates it.
pub(super) fn annotation(annotation: &Annotation) -> String {
    let mut text = annotation
        .value
        .as_ref()
        .map_or("true".to_owned(), expression);
    if let Some(more) = inner_annotations(&annotation.annotations) {
        let _ = write!(text, " ({more})");
    }
    text
}

fn inner_annotations(annotations: &Annotations) -> Option<String> {
    let mut texts: Vec<String> = annotations
        .0
        .iter()
        .map(|inner| format!("{}={}", term(inner), annotation(inner)))
        .collect();
    texts.sort();
    (!texts.is_empty()).then(|| texts.join(", "))
}

/// The term with its qualifier.
pub(super) fn term(annotation: &Annotation) -> String {
    match &annotation.qualifier {
        Some(qualifier) => format!("{}#{qualifier}", annotation.term),
        None => annotation.term.clone(),
    }
}

fn expression(value: &Expression) -> String {
    match value {
        Expression::Binary(text)
        | Expression::Date(text)
        | Expression::DateTimeOffset(text)
        | Expression::Decimal(text)
        | Expression::Duration(text)
        | Expression::Guid(text)
        | Expression::TimeOfDay(text)
        | Expression::LabeledReference(text) => text.clone(),
        Expression::String(text) => format!("{text:?}"),
        Expression::Bool(value) => value.to_string(),
        Expression::Float(value) => value.to_string(),
        Expression::Int(value) => value.to_string(),
        Expression::Null => "null".to_owned(),
        Expression::EnumMember(members) => {
            let short = members
                .iter()
                .map(|name| name.rsplit('/').next().unwrap_or(name));
            short.collect::<Vec<_>>().join("|")
        }
        Expression::Path { path, .. } => path.clone(),
        Expression::Collection(items) => format!("[{}]", shown_list(items)),
        Expression::Record(record) => {
            let properties = record.properties.iter();
            let properties = properties.map(|p| {
                let value = p.value.as_ref().map_or("true".to_owned(), expression);
                format!("{}: {value}", p.property)
            });
            format!("{{{}}}", properties.collect::<Vec<_>>().join(", "))
        }
        Expression::UrlRef(inner) => format!("url({})", expression(inner)),
        Expression::Apply {
            function,
            arguments,
        } => format!("{function}({})", shown_list(arguments)),
        Expression::OfType {
            test, ty, operand, ..
        } => {
            let word = if *test { "isof" } else { "cast" };
            format!("{word}({}, {ty})", expression(operand))
        }
        Expression::If {
            condition,
            then,
            otherwise,
        } => {
            let otherwise = otherwise.as_deref().map_or(String::new(), expression);
            format!(
                "if({}, {}, {otherwise})",
                expression(condition),
                expression(then)
            )
        }
        Expression::Labeled { name, value } => format!("{name}: {}", expression(value)),
        Expression::Operation { operator, operands } => {
            format!("{operator:?}({})", shown_list(operands))
        }
    }
}

fn shown_list(items: &[Expression]) -> String {
    items.iter().map(expression).collect::<Vec<_>>().join(", ")
}
