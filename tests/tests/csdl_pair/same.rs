//! What the two formats say in ways of their own.
//!
//! In: documents. Out: the same documents in one way of saying it, as JSON does:
//!
//! - `Nullable`, where left out, is true in XML and false in JSON; for a collection it is unknown in XML and false
//!   in JSON; for a collection of entities there is none.
//! - A scale left out is 0 in XML and `variable` in JSON. Both readers give what is meant, JSON's by writing it
//!   into the document.
//! - An annotation without a value, which stands for the default of its term, is written out in JSON; the terms of
//!   the examples are tags, whose default is true.
//! - JSON writes dates, members of enumerations, paths of properties and the like as strings.
//! - JSON names the container that is the service's, which XML does not.
//! - JSON names targets of annotations by alias, where the schema has one.
//! - A reference is to a document of the same format, with its extension.

use csdlgen::csdl::{
    Annotation, Document, Expression, NavigationProperty, PathKind, Record, Reference, Schema,
    StructuredType,
};

/// A document or a model without places, as text to compare.
pub(crate) fn without_positions(what: &impl std::fmt::Debug) -> String {
    let text = format!("{what:#?}");
    let mut skipping = None;
    let mut kept = Vec::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        match skipping {
            Some(from) if indent == from => skipping = None,
            Some(_) => {}
            None if line.trim_start() == "position: Position {" => skipping = Some(indent),
            None => kept.push(line),
        }
    }
    assert!(!kept.iter().any(|line| line.contains("Position")));
    kept.join("\n")
}

/// The document in JSON's ways.
pub(crate) fn normalize(document: &mut Document) {
    document.container = None;
    let references = document.references.clone();
    document.references.iter_mut().for_each(reference);
    for schema in &mut document.schemas {
        self::schema(schema);
        for targeted in &mut schema.targeted {
            targeted.target = without_alias(&targeted.target, &references);
        }
    }
}

fn without_alias(target: &str, references: &[Reference]) -> String {
    let includes = references.iter().flat_map(|reference| &reference.includes);
    for include in includes {
        let rest = include
            .alias
            .as_deref()
            .and_then(|alias| target.strip_prefix(alias));
        if let Some(name) = rest.and_then(|rest| rest.strip_prefix('.')) {
            return format!("{}.{name}", include.namespace);
        }
    }
    target.to_owned()
}

fn reference(reference: &mut Reference) {
    if let Some(stem) = reference.uri.strip_suffix(".xml") {
        reference.uri = format!("{stem}.json");
    }
    annotations(&mut reference.annotations);
    for include in &mut reference.includes {
        annotations(&mut include.annotations);
    }
}

fn schema(schema: &mut Schema) {
    annotations(&mut schema.annotations);
    schema.structured.iter_mut().for_each(structured);
    for ty in &mut schema.enums {
        annotations(&mut ty.annotations);
        for member in &mut ty.members {
            annotations(&mut member.annotations);
        }
    }
    for ty in &mut schema.definitions {
        annotations(&mut ty.annotations);
    }
    for operation in &mut schema.operations {
        annotations(&mut operation.annotations);
        for parameter in &mut operation.parameters {
            nullable(&mut parameter.nullable, &parameter.ty);
            annotations(&mut parameter.annotations);
        }
        if let Some(returns) = &mut operation.returns {
            nullable(&mut returns.nullable, &returns.ty);
            annotations(&mut returns.annotations);
        }
    }
    for term in &mut schema.terms {
        nullable(&mut term.nullable, &term.ty);
        annotations(&mut term.annotations);
    }
    for container in &mut schema.containers {
        annotations(&mut container.annotations);
        for child in &mut container.children {
            annotations(&mut child.annotations);
            for binding in &mut child.bindings {
                annotations(&mut binding.annotations);
            }
        }
    }
    for targeted in &mut schema.targeted {
        annotations(&mut targeted.annotations);
    }
}

fn structured(ty: &mut StructuredType) {
    annotations(&mut ty.annotations);
    for property in &mut ty.properties {
        nullable(&mut property.nullable, &property.ty);
        annotations(&mut property.annotations);
    }
    ty.navigation.iter_mut().for_each(navigation);
}

fn navigation(property: &mut NavigationProperty) {
    if !property.ty.starts_with("Collection(") {
        nullable(&mut property.nullable, &property.ty);
    }
    annotations(&mut property.annotations);
    for constraint in &mut property.constraints {
        annotations(&mut constraint.annotations);
    }
    if let Some(on_delete) = &mut property.on_delete {
        annotations(&mut on_delete.annotations);
    }
}

fn nullable(nullable: &mut Option<bool>, ty: &str) {
    nullable.get_or_insert(!ty.starts_with("Collection("));
}

fn annotations(annotations: &mut [Annotation]) {
    for annotation in annotations {
        expression(annotation.value.get_or_insert(Expression::Bool(true)));
        self::annotations(&mut annotation.annotations);
    }
}

fn expression(value: &mut Expression) {
    let text = match value {
        Expression::Path { kind, path } if *kind != PathKind::Value => path.clone(),
        Expression::EnumMember(members) => {
            let names = members.iter().map(|name| name.rsplit('/').next().unwrap());
            names.collect::<Vec<_>>().join(",")
        }
        Expression::Binary(text)
        | Expression::Date(text)
        | Expression::DateTimeOffset(text)
        | Expression::Duration(text)
        | Expression::Guid(text)
        | Expression::TimeOfDay(text) => text.clone(),
        _ => return parts(value),
    };
    *value = Expression::String(text);
}

fn parts(value: &mut Expression) {
    match value {
        Expression::Collection(items)
        | Expression::Apply {
            arguments: items, ..
        }
        | Expression::Operation {
            operands: items, ..
        } => items.iter_mut().for_each(expression),
        Expression::Record(record) => self::record(record),
        Expression::UrlRef(inner)
        | Expression::OfType { operand: inner, .. }
        | Expression::Labeled { value: inner, .. } => expression(inner),
        Expression::If {
            condition,
            then,
            otherwise,
        } => {
            expression(condition);
            expression(then);
            if let Some(otherwise) = otherwise {
                expression(otherwise);
            }
        }
        _ => {}
    }
}

fn record(record: &mut Record) {
    annotations(&mut record.annotations);
    for property in &mut record.properties {
        property.value.iter_mut().for_each(expression);
        annotations(&mut property.annotations);
    }
}
