//! Values of annotations.
//!
//! What comes in: values of the tree. What goes out: [`Expression`]s (OData CSDL JSON 4.01, sections 14.3 and
//! 14.4). A string may be of any type that JSON has no literal for, and only the term would tell which: dates,
//! members of enumerations, paths other than `$Path` and the like all become [`Expression::String`].

use super::super::checks;
use super::super::expression::{Expression, Operator, PathKind, PropertyValue, Record};
use super::super::report::Report;
use super::object::Object;
use super::tree::{Kind, Member, Value};
use super::types::{facets_of, type_name};

/// The members that make an object an expression of its own, not a record.
const DYNAMIC: [&str; 11] = [
    "$Path",
    "$Null",
    "$If",
    "$Apply",
    "$Cast",
    "$IsOf",
    "$LabeledElement",
    "$LabeledElementReference",
    "$UrlRef",
    "$Not",
    "$Neg",
];

/// The expression of a value; `None` after an error.
pub(super) fn expression(report: &mut Report, value: Value) -> Option<Expression> {
    match value.kind {
        Kind::Null => Some(Expression::Null),
        Kind::Bool(value) => Some(Expression::Bool(value)),
        Kind::Number(text) => Some(number(text)),
        Kind::String(text) => Some(Expression::String(text)),
        Kind::Array(items) => Some(Expression::Collection(expressions(report, items))),
        Kind::Object(_) => {
            let object = Object::begin(report, "the value", value.place, value)?;
            structured(report, object)
        }
    }
}

fn expressions(report: &mut Report, items: Vec<Value>) -> Vec<Expression> {
    let items = items.into_iter();
    items.filter_map(|item| expression(report, item)).collect()
}

/// A whole number, or one of which the digits are kept.
fn number(text: String) -> Expression {
    match text.parse() {
        Ok(number) => Expression::Int(number),
        Err(_) => Expression::Decimal(text),
    }
}

fn structured(report: &mut Report, mut object: Object) -> Option<Expression> {
    let dynamic = DYNAMIC.into_iter().find(|name| object.has(name));
    let Some(name) = dynamic else {
        return match binary(&object) {
            Some((name, operator)) => {
                let operands = operands(report, &mut object, name, 2..=2)?;
                finish(report, object);
                Some(Expression::Operation { operator, operands })
            }
            None => Some(Expression::Record(record(report, object))),
        };
    };
    let value = match name {
        "$Path" => Expression::Path {
            kind: PathKind::Value,
            path: object.required(report, name),
        },
        "$LabeledElementReference" => Expression::LabeledReference(object.required(report, name)),
        "$Null" => {
            object.take(name);
            Expression::Null
        }
        "$If" => conditional(report, &mut object)?,
        "$Apply" => Expression::Apply {
            function: object.required(report, "$Function"),
            arguments: operands(report, &mut object, name, 0..=usize::MAX)?,
        },
        "$Cast" | "$IsOf" => of_type(report, &mut object, name)?,
        "$LabeledElement" => Expression::Labeled {
            name: object.required(report, "$Name"),
            value: operand(report, &mut object, name)?,
        },
        "$UrlRef" => Expression::UrlRef(operand(report, &mut object, name)?),
        _ => {
            let operator = if name == "$Not" {
                Operator::Not
            } else {
                Operator::Neg
            };
            let operands = vec![*operand(report, &mut object, name)?];
            Expression::Operation { operator, operands }
        }
    };
    finish(report, object);
    Some(value)
}

/// Annotations of an operand have no place in the document, from XML neither; they are checked all the same.
fn finish(report: &mut Report, mut object: Object) {
    object.annotations(report);
    object.finish(report);
}

/// The operator that an object applies to two operands.
fn binary(object: &Object) -> Option<(&'static str, Operator)> {
    const OPERATORS: [(&str, Operator); 16] = [
        ("$And", Operator::And),
        ("$Or", Operator::Or),
        ("$Eq", Operator::Eq),
        ("$Ne", Operator::Ne),
        ("$Gt", Operator::Gt),
        ("$Ge", Operator::Ge),
        ("$Lt", Operator::Lt),
        ("$Le", Operator::Le),
        ("$Has", Operator::Has),
        ("$In", Operator::In),
        ("$Add", Operator::Add),
        ("$Sub", Operator::Sub),
        ("$Mul", Operator::Mul),
        ("$Div", Operator::Div),
        ("$DivBy", Operator::DivBy),
        ("$Mod", Operator::Mod),
    ];
    OPERATORS.into_iter().find(|(name, _)| object.has(name))
}

/// The value of a member that is one expression; `None` after an error.
fn operand(report: &mut Report, object: &mut Object, name: &str) -> Option<Box<Expression>> {
    let member = object.take(name)?;
    expression(report, member.value).map(Box::new)
}

/// The items of a member that is an array of that many expressions; `None` after an error.
fn operands(
    report: &mut Report,
    object: &mut Object,
    name: &str,
    count: std::ops::RangeInclusive<usize>,
) -> Option<Vec<Expression>> {
    let errors = report.errors.len();
    let items = object.array(report, name);
    let found = items.len();
    let operands = expressions(report, items);
    // Where it is not an array, or an item is wrong, that is said already.
    if report.errors.len() > errors {
        return None;
    }
    checks::operands(report, &object.position, name, found, count).then_some(operands)
}

fn conditional(report: &mut Report, object: &mut Object) -> Option<Expression> {
    let mut parts = operands(report, object, "$If", 2..=3)?.into_iter();
    Some(Expression::If {
        condition: Box::new(parts.next()?),
        then: Box::new(parts.next()?),
        otherwise: parts.next().map(Box::new),
    })
}

fn of_type(report: &mut Report, object: &mut Object, name: &str) -> Option<Expression> {
    let named = object.has("$Type");
    let ty = type_name(report, object);
    if !named {
        let message = format!("`{name}` lacks `$Type`");
        report.error(&object.position, message, "add it");
    }
    let facets = facets_of(report, object, &ty);
    Some(Expression::OfType {
        test: name == "$IsOf",
        ty,
        facets,
        operand: operand(report, object, name)?,
    })
}

fn record(report: &mut Report, mut object: Object) -> Record {
    let ty = record_type(report, &mut object);
    let mut properties = Vec::new();
    for member in object.named() {
        properties.push(property_value(report, &mut object, member));
    }
    let annotations = object.annotations(report);
    Record {
        ty,
        properties,
        annotations,
        position: object.finish(report),
    }
}

/// `@type`, and what it was called in 4.0: a URL whose fragment is the type.
fn record_type(report: &mut Report, object: &mut Object) -> Option<String> {
    let text = object
        .text(report, "@type")
        .or_else(|| object.text(report, "@odata.type"))?;
    let name = text
        .rsplit_once('#')
        .map_or(text.as_str(), |(_, name)| name);
    Some(name.to_owned())
}

fn property_value(report: &mut Report, object: &mut Object, member: Member) -> PropertyValue {
    let position = member.place.in_file(&report.file);
    let annotations = object.annotations_of(report, &member.name);
    if member.name.trim().is_empty() {
        let message = "a property of a record has no name".to_owned();
        report.error(&position, message, "name the property");
    }
    PropertyValue {
        property: member.name,
        value: expression(report, member.value),
        annotations,
        position,
    }
}
