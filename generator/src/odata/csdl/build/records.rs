//! Records.
//!
//! What comes in: `Record` elements. What goes out: [`Record`]s (OData CSDL XML 4.01, section 14.4.12).

use super::super::expression::{PropertyValue, Record};
use super::super::report::Report;
use super::super::xml::Element;
use super::annotations::{annotation, value_attribute, value_children};

pub(super) fn record(report: &mut Report, element: Element) -> Record {
    let (mut fields, children) = report.begin(element);
    let ty = fields.text("Type");
    let position = fields.finish();
    let (mut properties, mut annotations) = (Vec::new(), Vec::new());
    for child in children {
        if child.is_edm("PropertyValue") {
            properties.push(property_value(report, child));
        } else if child.is_edm("Annotation") {
            annotations.extend(annotation(report, child));
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
