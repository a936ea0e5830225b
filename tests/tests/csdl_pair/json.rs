//! Documents as CSDL JSON 4.01.

use csdlgen::csdl::{
    Annotation, ChildElement, ContainerChild, Document, EntityContainer, EnumType, Expression,
    Facets, NavigationProperty, Operation, OperationElement, Operator, PathKind, Property, Record,
    Reference, Schema, StructuredType, Term, TypeElement,
};
use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

pub(crate) fn json(document: &Document) -> String {
    let mut root = Object::new();
    root.insert("$Version".into(), json!(document.version));
    if !document.references.is_empty() {
        let references = document.references.iter();
        let references = references.map(|r| (r.uri.clone(), reference(r)));
        root.insert("$Reference".into(), Value::Object(references.collect()));
    }
    for schema in &document.schemas {
        root.insert(schema.namespace.clone(), self::schema(schema));
    }
    format!("{:#}", Value::Object(root))
}

/// Sets a member where there is something to say.
fn set(object: &mut Object, name: &str, value: impl Into<Value>) {
    let value = value.into();
    let nothing = match &value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    if !nothing {
        object.insert(name.to_owned(), value);
    }
}

fn boolean(object: &mut Object, name: &str, value: Option<bool>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), Value::Bool(value));
    }
}

fn annotate(object: &mut Object, of: &str, annotations: &[Annotation]) {
    for annotation in annotations {
        let mut name = format!("{of}@{}", annotation.term);
        if let Some(qualifier) = &annotation.qualifier {
            name = format!("{name}#{qualifier}");
        }
        let value = annotation.value.as_ref().expect("has a value");
        object.insert(name.clone(), expression(value));
        annotate(object, &name, &annotation.annotations);
    }
}

fn typed(object: &mut Object, ty: &str, facets: &Facets) {
    let item = ty
        .strip_prefix("Collection(")
        .and_then(|ty| ty.strip_suffix(')'));
    set(object, "$Collection", item.is_some());
    match item.unwrap_or(ty) {
        "Edm.String" => {}
        ty => set(object, "$Type", ty),
    }
    set(object, "$MaxLength", facets.max_length);
    set(object, "$Precision", facets.precision);
    let scale = facets.scale.as_deref();
    if !(ty.contains("Edm.Decimal") && scale == Some("variable")) {
        set(object, "$Scale", scale.map(literal));
    }
    set(object, "$SRID", facets.srid.clone());
    boolean(object, "$Unicode", facets.unicode);
}

/// A text as the literal that it would be of its type.
fn literal(text: &str) -> Value {
    match text {
        "true" => json!(true),
        _ => text
            .parse::<i64>()
            .map_or_else(|_| json!(text), |n| json!(n)),
    }
}

fn reference(reference: &Reference) -> Value {
    let includes = reference.includes.iter().map(|include| {
        let mut object = Object::new();
        set(&mut object, "$Namespace", include.namespace.clone());
        set(&mut object, "$Alias", include.alias.clone());
        annotate(&mut object, "", &include.annotations);
        Value::Object(object)
    });
    let include_annotations = reference.include_annotations.iter().map(|include| {
        let mut object = Object::new();
        set(
            &mut object,
            "$TermNamespace",
            include.term_namespace.clone(),
        );
        set(&mut object, "$Qualifier", include.qualifier.clone());
        set(
            &mut object,
            "$TargetNamespace",
            include.target_namespace.clone(),
        );
        Value::Object(object)
    });
    let mut object = Object::new();
    set(&mut object, "$Include", includes.collect::<Vec<_>>());
    set(
        &mut object,
        "$IncludeAnnotations",
        include_annotations.collect::<Vec<_>>(),
    );
    annotate(&mut object, "", &reference.annotations);
    Value::Object(object)
}

fn schema(schema: &Schema) -> Value {
    let mut object = Object::new();
    set(&mut object, "$Alias", schema.alias.clone());
    for ty in &schema.structured {
        object.insert(ty.name.clone(), structured(ty));
    }
    for ty in &schema.enums {
        object.insert(ty.name.clone(), enumeration(ty));
    }
    for ty in &schema.definitions {
        let mut inner = Object::new();
        set(&mut inner, "$Kind", "TypeDefinition");
        typed(&mut inner, &ty.underlying, &ty.facets);
        inner.remove("$Type");
        set(&mut inner, "$UnderlyingType", ty.underlying.clone());
        annotate(&mut inner, "", &ty.annotations);
        object.insert(ty.name.clone(), Value::Object(inner));
    }
    for overload in &schema.operations {
        let overloads = object
            .entry(overload.name.clone())
            .or_insert_with(|| json!([]));
        overloads.as_array_mut().unwrap().push(operation(overload));
    }
    for term in &schema.terms {
        object.insert(term.name.clone(), self::term(term));
    }
    for container in &schema.containers {
        object.insert(container.name.clone(), self::container(container));
    }
    let mut targets = Object::new();
    for targeted in &schema.targeted {
        let mut inner = Object::new();
        annotate(&mut inner, "", &targeted.annotations);
        targets.insert(targeted.target.clone(), Value::Object(inner));
    }
    set(&mut object, "$Annotations", targets);
    annotate(&mut object, "", &schema.annotations);
    Value::Object(object)
}

fn structured(ty: &StructuredType) -> Value {
    let mut object = Object::new();
    let kind = match ty.element {
        TypeElement::Entity => "EntityType",
        TypeElement::Complex => "ComplexType",
    };
    set(&mut object, "$Kind", kind);
    set(&mut object, "$BaseType", ty.base.clone());
    set(&mut object, "$Abstract", ty.is_abstract);
    boolean(&mut object, "$OpenType", ty.is_open);
    boolean(&mut object, "$HasStream", ty.has_stream);
    let key = ty.key.iter().map(|part| match &part.alias {
        Some(alias) => json!({ alias: part.path }),
        None => json!(part.path),
    });
    set(&mut object, "$Key", key.collect::<Vec<_>>());
    for property in &ty.properties {
        object.insert(property.name.clone(), self::property(property));
    }
    for property in &ty.navigation {
        object.insert(property.name.clone(), navigation(property));
    }
    annotate(&mut object, "", &ty.annotations);
    Value::Object(object)
}

fn property(property: &Property) -> Value {
    let mut object = Object::new();
    typed(&mut object, &property.ty, &property.facets);
    set(&mut object, "$Nullable", property.nullable);
    set(
        &mut object,
        "$DefaultValue",
        property.default_value.as_deref().map(literal),
    );
    annotate(&mut object, "", &property.annotations);
    Value::Object(object)
}

fn navigation(property: &NavigationProperty) -> Value {
    let mut object = Object::new();
    set(&mut object, "$Kind", "NavigationProperty");
    typed(&mut object, &property.ty, &Facets::default());
    set(&mut object, "$Nullable", property.nullable);
    set(&mut object, "$Partner", property.partner.clone());
    set(&mut object, "$ContainsTarget", property.contains_target);
    let mut constraints = Object::new();
    for constraint in &property.constraints {
        set(
            &mut constraints,
            &constraint.property,
            constraint.referenced_property.clone(),
        );
        annotate(
            &mut constraints,
            &constraint.property,
            &constraint.annotations,
        );
    }
    set(&mut object, "$ReferentialConstraint", constraints);
    if let Some(on_delete) = &property.on_delete {
        set(&mut object, "$OnDelete", on_delete.action.clone());
        annotate(&mut object, "$OnDelete", &on_delete.annotations);
    }
    annotate(&mut object, "", &property.annotations);
    Value::Object(object)
}

fn enumeration(ty: &EnumType) -> Value {
    let mut object = Object::new();
    set(&mut object, "$Kind", "EnumType");
    set(&mut object, "$UnderlyingType", ty.underlying.clone());
    set(&mut object, "$IsFlags", ty.is_flags);
    for member in &ty.members {
        set(&mut object, &member.name, member.value);
        annotate(&mut object, &member.name, &member.annotations);
    }
    annotate(&mut object, "", &ty.annotations);
    Value::Object(object)
}

fn operation(operation: &Operation) -> Value {
    let mut object = Object::new();
    let kind = match operation.element {
        OperationElement::Action => "Action",
        OperationElement::Function => "Function",
    };
    set(&mut object, "$Kind", kind);
    set(&mut object, "$IsBound", operation.is_bound);
    set(&mut object, "$IsComposable", operation.is_composable);
    set(
        &mut object,
        "$EntitySetPath",
        operation.entity_set_path.clone(),
    );
    let parameters = operation.parameters.iter().map(|parameter| {
        let mut object = Object::new();
        set(&mut object, "$Name", parameter.name.clone());
        typed(&mut object, &parameter.ty, &parameter.facets);
        set(&mut object, "$Nullable", parameter.nullable);
        annotate(&mut object, "", &parameter.annotations);
        Value::Object(object)
    });
    set(&mut object, "$Parameter", parameters.collect::<Vec<_>>());
    if let Some(returns) = &operation.returns {
        let mut inner = Object::new();
        typed(&mut inner, &returns.ty, &returns.facets);
        set(&mut inner, "$Nullable", returns.nullable);
        annotate(&mut inner, "", &returns.annotations);
        object.insert("$ReturnType".into(), Value::Object(inner));
    }
    annotate(&mut object, "", &operation.annotations);
    Value::Object(object)
}

fn term(term: &Term) -> Value {
    let mut object = Object::new();
    set(&mut object, "$Kind", "Term");
    typed(&mut object, &term.ty, &term.facets);
    set(&mut object, "$Nullable", term.nullable);
    set(&mut object, "$BaseTerm", term.base.clone());
    set(
        &mut object,
        "$DefaultValue",
        term.default_value.as_deref().map(literal),
    );
    let applies_to = term.applies_to.iter().flat_map(|text| text.split(' '));
    set(&mut object, "$AppliesTo", applies_to.collect::<Vec<_>>());
    annotate(&mut object, "", &term.annotations);
    Value::Object(object)
}

fn container(container: &EntityContainer) -> Value {
    let mut object = Object::new();
    set(&mut object, "$Kind", "EntityContainer");
    set(&mut object, "$Extends", container.extends.clone());
    for child in &container.children {
        object.insert(child.name.clone(), self::child(child));
    }
    annotate(&mut object, "", &container.annotations);
    Value::Object(object)
}

fn child(child: &ContainerChild) -> Value {
    let mut object = Object::new();
    let refers = match child.element {
        ChildElement::EntitySet | ChildElement::Singleton => "$Type",
        ChildElement::ActionImport => "$Action",
        ChildElement::FunctionImport => "$Function",
    };
    set(
        &mut object,
        "$Collection",
        child.element == ChildElement::EntitySet,
    );
    set(&mut object, refers, child.refers_to.clone());
    set(&mut object, "$EntitySet", child.entity_set.clone());
    boolean(
        &mut object,
        "$IncludeInServiceDocument",
        child.in_service_document,
    );
    boolean(&mut object, "$Nullable", child.nullable);
    let mut bindings = Object::new();
    for binding in &child.bindings {
        set(&mut bindings, &binding.path, binding.target.clone());
        annotate(&mut bindings, &binding.path, &binding.annotations);
    }
    set(&mut object, "$NavigationPropertyBinding", bindings);
    annotate(&mut object, "", &child.annotations);
    Value::Object(object)
}

fn expressions(items: &[Expression]) -> Value {
    items.iter().map(expression).collect()
}

fn expression(value: &Expression) -> Value {
    match value {
        Expression::Bool(value) => json!(value),
        Expression::Int(value) => json!(value),
        Expression::Float(value) => json!(value),
        Expression::Decimal(text) => serde_json::from_str(text).unwrap(),
        Expression::Binary(text)
        | Expression::Date(text)
        | Expression::DateTimeOffset(text)
        | Expression::Duration(text)
        | Expression::Guid(text)
        | Expression::String(text)
        | Expression::TimeOfDay(text) => json!(text),
        Expression::EnumMember(members) => {
            let names = members.iter().map(|name| name.split('/').nth(1).unwrap());
            json!(names.collect::<Vec<_>>().join(","))
        }
        Expression::Null => Value::Null,
        Expression::Path { kind, path } if *kind == PathKind::Value => json!({ "$Path": path }),
        Expression::Path { path, .. } => json!(path),
        Expression::Collection(items) => expressions(items),
        Expression::Record(record) => self::record(record),
        Expression::UrlRef(inner) => json!({ "$UrlRef": expression(inner) }),
        Expression::Apply {
            function,
            arguments,
        } => json!({ "$Function": function, "$Apply": expressions(arguments) }),
        Expression::OfType {
            test,
            ty,
            facets,
            operand,
        } => {
            let mut object = Object::new();
            let name = if *test { "$IsOf" } else { "$Cast" };
            object.insert(name.into(), expression(operand));
            typed(&mut object, ty, facets);
            object.entry("$Type").or_insert_with(|| json!("Edm.String"));
            Value::Object(object)
        }
        Expression::If {
            condition,
            then,
            otherwise,
        } => {
            let mut parts = vec![expression(condition), expression(then)];
            parts.extend(otherwise.iter().map(|value| expression(value)));
            json!({ "$If": parts })
        }
        Expression::Labeled { name, value } => {
            json!({ "$LabeledElement": expression(value), "$Name": name })
        }
        Expression::LabeledReference(name) => json!({ "$LabeledElementReference": name }),
        Expression::Operation { operator, operands } => operation_of(*operator, operands),
    }
}

fn operation_of(operator: Operator, operands: &[Expression]) -> Value {
    let operands = match operands {
        [one] => expression(one),
        _ => expressions(operands),
    };
    json!({ format!("${operator:?}"): operands })
}

fn record(record: &Record) -> Value {
    let mut object = Object::new();
    if let Some(ty) = &record.ty {
        object.insert("@type".into(), json!(format!("https://host/a#{ty}")));
    }
    for property in &record.properties {
        let value = property.value.as_ref().expect("has a value");
        object.insert(property.property.clone(), expression(value));
        annotate(&mut object, &property.property, &property.annotations);
    }
    annotate(&mut object, "", &record.annotations);
    Value::Object(object)
}
