//! Dynamic expressions.
//!
//! What comes in: elements that give values. What goes out: [`Expression`]s (OData CSDL
//! XML 4.01, section 14.4).

use std::ops::RangeInclusive;

use super::super::checks;
use super::super::expression::{Expression, Operator};
use super::super::report::Report;
use super::super::xml::{Element, Namespace};
use super::annotations::{annotation, value_attribute, value_children};
use super::constants::{is_leaf, leaf_element};
use super::records::record;
use super::{only_annotations, types};
use crate::diagnostic::Position;

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

/// The operands of an element that takes that many; `None` after an error.
fn counted(
    report: &mut Report,
    (name, position): (&str, &Position),
    children: Vec<Element>,
    takes: RangeInclusive<usize>,
) -> Option<Vec<Expression>> {
    let errors = report.errors.len();
    let operands = operands(report, children, name);
    // Where an operand is wrong, that is said already.
    let is_read = report.errors.len() == errors;
    let fits = is_read && checks::operands(report, position, name, operands.len(), takes);
    fits.then_some(operands)
}

fn operation(report: &mut Report, element: Element, operator: Operator) -> Option<Expression> {
    let name = element.name.clone();
    let (fields, children) = report.begin(element);
    let position = fields.finish();
    let takes = operator.operands();
    let operands = counted(report, (&name, &position), children, takes..=takes)?;
    Some(Expression::Operation { operator, operands })
}

fn url_ref(report: &mut Report, element: Element) -> Option<Expression> {
    let (fields, children) = report.begin(element);
    let position = fields.finish();
    let url = counted(report, ("UrlRef", &position), children, 1..=1)?.pop()?;
    Some(Expression::UrlRef(Box::new(url)))
}

fn of_type(report: &mut Report, element: Element, test: bool) -> Option<Expression> {
    let name = element.name.clone();
    let (mut fields, children) = report.begin(element);
    let ty = fields.required("Type");
    let facets = types::facets(&mut fields);
    let position = fields.finish();
    let operand = counted(report, (&name, &position), children, 1..=1)?.pop()?;
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
    let mut parts = counted(report, ("If", &position), children, 2..=3)?.into_iter();
    Some(Expression::If {
        condition: Box::new(parts.next()?),
        then: Box::new(parts.next()?),
        otherwise: parts.next().map(Box::new),
    })
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
