//! `Annotations` and `Annotation`, and the value that an element gives by attribute or by child.
//!
//! What comes in: their elements. What goes out: their parts of the document (OData CSDL XML 4.01,
//! sections 14.2 and 14.3).

use super::super::checks;
use super::super::document::{Annotation, TargetedAnnotations};
use super::super::expression::Expression;
use super::super::report::{Fields, Report};
use super::super::xml::Element;
use super::constants::{from_attribute, is_attribute};
use super::expressions::{expression, is_expression};
use super::only_annotations;

/// Annotations of a target; `None` where they name none, after a warning.
pub(super) fn targeted(report: &mut Report, element: Element) -> Option<TargetedAnnotations> {
    let errors = report.errors.len();
    let (mut fields, children) = report.begin(element);
    let target = fields.required("Target");
    let qualifier = fields.text("Qualifier");
    let position = fields.finish();
    let annotations = only_annotations(report, children, "Annotations");
    report
        .pass_over(errors, "the annotations are ignored")
        .then_some(TargetedAnnotations {
            target,
            qualifier,
            annotations,
            position,
        })
}

/// An annotation; `None` where it breaks a rule, after a warning: the document means something without it.
pub(super) fn annotation(report: &mut Report, element: Element) -> Option<Annotation> {
    let errors = report.errors.len();
    let (mut fields, children) = report.begin(element);
    let term = fields.required("Term");
    let qualifier = fields.text("Qualifier");
    let given = value_attribute(&mut fields, "Annotation");
    let position = fields.finish();
    // That it is missing is said already.
    if !term.is_empty() {
        checks::term(report, &position, &term, qualifier.as_deref());
    }
    let (value, annotations) = value_children(report, given, children, "Annotation");
    report
        .pass_over(errors, "the annotation is ignored")
        .then_some(Annotation {
            term,
            qualifier,
            value,
            annotations,
            position,
        })
}

/// The value that an attribute gives.
pub(super) fn value_attribute(fields: &mut Fields<'_>, parent: &str) -> Option<Expression> {
    let position = fields.position();
    let mut value = None;
    for (name, text) in fields.take_matching(is_attribute) {
        if value.is_some() {
            let message = format!("`{parent}` has more than one value");
            fields.report().error(&position, message, "keep one");
        }
        value = from_attribute(fields.report(), &position, &name, text);
    }
    value
}

/// The value that a child gives where no attribute did, and the annotations beside it.
pub(super) fn value_children(
    report: &mut Report,
    given: Option<Expression>,
    children: Vec<Element>,
    parent: &str,
) -> (Option<Expression>, Vec<Annotation>) {
    let (mut value, mut annotations) = (given, Vec::new());
    for child in children {
        if child.is_edm("Annotation") {
            annotations.extend(annotation(report, child));
        } else if is_expression(&child) {
            if value.is_some() {
                let position = child.place.in_file(&report.file);
                let message = format!("`{parent}` has more than one value");
                report.error(
                    &position,
                    message,
                    "keep one, or put them into a `Collection`",
                );
            }
            value = expression(report, child).or(value);
        } else {
            report.unknown(&child, parent);
        }
    }
    (value, annotations)
}
