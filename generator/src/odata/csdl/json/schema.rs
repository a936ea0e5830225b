//! Schemas and terms.
//!
//! What comes in: their objects. What goes out: their parts of the document (OData CSDL JSON 4.01, sections 5
//! and 14.1).

use super::super::checks;
use super::super::document::{Schema, Term, TypeElement};
use super::super::report::Report;
use super::object::Object;
use super::properties::nullable;
use super::tree::{Kind, Member};
use super::types::{facets_of, type_name};
use super::{annotations, begin, container, identifier, named_element, operations, types};

const KINDS: &str = "it must be `EntityType`, `ComplexType`, `EnumType`, `TypeDefinition`, `Term` or \
                     `EntityContainer`; actions and functions are arrays of overloads";

/// A member of the document that is a schema; `None` after an error.
pub(super) fn schema(report: &mut Report, member: Member) -> Option<Schema> {
    let what = named_element("Schema", &member.name);
    let mut object = Object::begin(report, what, member.place, member.value)?;
    checks::namespace(
        report,
        &object.position,
        "the name of a schema",
        &member.name,
    );
    let mut schema = Schema {
        namespace: member.name,
        alias: object.text(report, "$Alias"),
        structured: Vec::new(),
        enums: Vec::new(),
        definitions: Vec::new(),
        operations: Vec::new(),
        terms: Vec::new(),
        containers: Vec::new(),
        targeted: Vec::new(),
        annotations: Vec::new(),
        position: object.position.clone(),
    };
    for child in object.named() {
        add(report, &mut schema, child);
    }
    for target in object.map(report, "$Annotations") {
        schema
            .targeted
            .extend(annotations::targeted(report, target));
    }
    schema.annotations = object.annotations(report);
    object.finish(report);
    Some(schema)
}

fn add(report: &mut Report, schema: &mut Schema, child: Member) {
    if let Kind::Array(items) = child.value.kind {
        let position = child.place.in_file(&report.file);
        identifier(
            report,
            &position,
            &named_element("Operation", &child.name),
            &child.name,
        );
        let overloads = operations::overloads(report, &child.name, items);
        return schema.operations.extend(overloads);
    }
    let Some((name, mut object)) = begin(report, "", child) else {
        return;
    };
    let kind = object.required(report, "$Kind");
    match kind.as_str() {
        "EntityType" => {
            let ty = types::structured(report, name, object, TypeElement::Entity);
            schema.structured.push(ty);
        }
        "ComplexType" => {
            let ty = types::structured(report, name, object, TypeElement::Complex);
            schema.structured.push(ty);
        }
        "EnumType" => schema.enums.push(types::enumeration(report, name, object)),
        "TypeDefinition" => schema
            .definitions
            .push(types::definition(report, name, object)),
        "Term" => schema.terms.push(term(report, name, object)),
        "EntityContainer" => schema
            .containers
            .push(container::container(report, name, object)),
        // That it is missing is said already.
        "" => {}
        _ => {
            let message = format!("`$Kind` of `{name}` is `{kind}`");
            report.error(&object.position, message, KINDS);
        }
    }
}

fn term(report: &mut Report, name: String, mut object: Object) -> Term {
    let ty = type_name(report, &mut object);
    let base = object.text(report, "$BaseTerm");
    let default_value = object.constant(report, "$DefaultValue");
    let applies_to = applies_to(report, &mut object, &name);
    let nullable = Some(nullable(report, &mut object));
    let facets = facets_of(report, &mut object, &ty);
    let annotations = object.annotations(report);
    Term {
        name,
        ty,
        base,
        default_value,
        applies_to,
        nullable,
        facets,
        annotations,
        position: object.finish(report),
    }
}

/// `$AppliesTo`, as XML writes it: names with spaces between them.
fn applies_to(report: &mut Report, object: &mut Object, name: &str) -> Option<String> {
    let mut elements = Vec::new();
    for item in object.array(report, "$AppliesTo") {
        let Kind::String(element) = item.kind else {
            let position = item.place.in_file(&report.file);
            let message = format!("`$AppliesTo` of `{name}` has {} in it", item.describe());
            report.error(&position, message, "it must be a string");
            continue;
        };
        elements.push(element);
    }
    (!elements.is_empty()).then(|| elements.join(" "))
}
