//! Documents as CSDL XML 4.01.

use csdlgen::csdl::{
    Annotation, ChildElement, ContainerChild, Document, EntityContainer, EnumType, Expression,
    Facets, NavigationProperty, Operation, OperationElement, PathKind, Property, Record, Reference,
    Schema, StructuredType, TargetedAnnotations, Term, TypeElement,
};

type Attribute<'a> = (&'a str, Option<String>);

pub(crate) fn xml(document: &Document) -> String {
    let schemas: String = document.schemas.iter().map(schema).collect();
    let references: String = document.references.iter().map(reference).collect();
    format!(
        "<edmx:Edmx Version=\"{}\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" \
         xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{references}<edmx:DataServices>\n{schemas}\
         </edmx:DataServices></edmx:Edmx>",
        document.version
    )
}

fn element(name: &str, attributes: &[Attribute<'_>], children: &str) -> String {
    let given = attributes.iter().filter_map(|(name, value)| {
        let value = value.as_ref()?;
        Some(format!(" {name}=\"{}\"", escape(value)))
    });
    let attributes: String = given.collect();
    format!("<{name}{attributes}>{children}</{name}>")
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#xA;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn text<T: ToString + ?Sized>(value: &T) -> String {
    value.to_string()
}

fn boolean(value: Option<bool>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// Attributes of a typed element, with further ones before.
fn typed<'a>(mut attributes: Vec<Attribute<'a>>, facets: &Facets) -> Vec<Attribute<'a>> {
    attributes.extend([
        ("MaxLength", facets.max_length.map(|n| n.to_string())),
        ("Precision", facets.precision.map(|n| n.to_string())),
        ("Scale", facets.scale.clone()),
        ("SRID", facets.srid.clone()),
        ("Unicode", boolean(facets.unicode)),
    ]);
    attributes
}

fn reference(reference: &Reference) -> String {
    let mut children = annotations(&reference.annotations);
    for include in &reference.includes {
        let attributes = [
            ("Namespace", Some(text(&include.namespace))),
            ("Alias", include.alias.clone()),
        ];
        let inner = annotations(&include.annotations);
        children += &element("edmx:Include", &attributes, &inner);
    }
    for include in &reference.include_annotations {
        let attributes = [
            ("TermNamespace", Some(text(&include.term_namespace))),
            ("Qualifier", include.qualifier.clone()),
            ("TargetNamespace", include.target_namespace.clone()),
        ];
        children += &element("edmx:IncludeAnnotations", &attributes, "");
    }
    element(
        "edmx:Reference",
        &[("Uri", Some(text(&reference.uri)))],
        &children,
    )
}

fn schema(schema: &Schema) -> String {
    let mut children: String = schema.structured.iter().map(structured).collect();
    children.extend(schema.enums.iter().map(enumeration));
    for ty in &schema.definitions {
        let attributes = vec![
            ("Name", Some(text(&ty.name))),
            ("UnderlyingType", Some(text(&ty.underlying))),
        ];
        let inner = annotations(&ty.annotations);
        children += &element("TypeDefinition", &typed(attributes, &ty.facets), &inner);
    }
    children.extend(schema.operations.iter().map(operation));
    children.extend(schema.terms.iter().map(term));
    children.extend(schema.containers.iter().map(container));
    children.extend(schema.targeted.iter().map(targeted));
    children += &annotations(&schema.annotations);
    let attributes = [
        ("Namespace", Some(text(&schema.namespace))),
        ("Alias", schema.alias.clone()),
    ];
    element("Schema", &attributes, &children)
}

fn targeted(targeted: &TargetedAnnotations) -> String {
    let inner = annotations(&targeted.annotations);
    element(
        "Annotations",
        &[("Target", Some(text(&targeted.target)))],
        &inner,
    )
}

fn structured(ty: &StructuredType) -> String {
    let mut children = String::new();
    if !ty.key.is_empty() {
        let parts = ty.key.iter().map(|part| {
            let attributes = [
                ("Name", Some(text(&part.path))),
                ("Alias", part.alias.clone()),
            ];
            element("PropertyRef", &attributes, "")
        });
        children += &element("Key", &[], &parts.collect::<String>());
    }
    children.extend(ty.properties.iter().map(property));
    children.extend(ty.navigation.iter().map(navigation));
    children += &annotations(&ty.annotations);
    let name = match ty.element {
        TypeElement::Entity => "EntityType",
        TypeElement::Complex => "ComplexType",
    };
    let attributes = [
        ("Name", Some(text(&ty.name))),
        ("BaseType", ty.base.clone()),
        ("Abstract", Some(text(&ty.is_abstract))),
        ("OpenType", boolean(ty.is_open)),
        ("HasStream", boolean(ty.has_stream)),
    ];
    element(name, &attributes, &children)
}

fn property(property: &Property) -> String {
    let attributes = vec![
        ("Name", Some(text(&property.name))),
        ("Type", Some(text(&property.ty))),
        ("Nullable", boolean(property.nullable)),
        ("DefaultValue", property.default_value.clone()),
    ];
    let inner = annotations(&property.annotations);
    element("Property", &typed(attributes, &property.facets), &inner)
}

fn navigation(property: &NavigationProperty) -> String {
    let mut children = annotations(&property.annotations);
    for constraint in &property.constraints {
        let attributes = [
            ("Property", Some(text(&constraint.property))),
            (
                "ReferencedProperty",
                Some(text(&constraint.referenced_property)),
            ),
        ];
        let inner = annotations(&constraint.annotations);
        children += &element("ReferentialConstraint", &attributes, &inner);
    }
    if let Some(on_delete) = &property.on_delete {
        let inner = annotations(&on_delete.annotations);
        children += &element(
            "OnDelete",
            &[("Action", Some(text(&on_delete.action)))],
            &inner,
        );
    }
    let attributes = [
        ("Name", Some(text(&property.name))),
        ("Type", Some(text(&property.ty))),
        ("Nullable", boolean(property.nullable)),
        ("Partner", property.partner.clone()),
        ("ContainsTarget", Some(text(&property.contains_target))),
    ];
    element("NavigationProperty", &attributes, &children)
}

fn enumeration(ty: &EnumType) -> String {
    let mut children = annotations(&ty.annotations);
    for member in &ty.members {
        let attributes = [
            ("Name", Some(text(&member.name))),
            ("Value", member.value.map(|value| value.to_string())),
        ];
        children += &element("Member", &attributes, &annotations(&member.annotations));
    }
    let attributes = [
        ("Name", Some(text(&ty.name))),
        ("UnderlyingType", ty.underlying.clone()),
        ("IsFlags", Some(text(&ty.is_flags))),
    ];
    element("EnumType", &attributes, &children)
}

fn operation(operation: &Operation) -> String {
    let mut children = annotations(&operation.annotations);
    for parameter in &operation.parameters {
        let attributes = vec![
            ("Name", Some(text(&parameter.name))),
            ("Type", Some(text(&parameter.ty))),
            ("Nullable", boolean(parameter.nullable)),
        ];
        let attributes = typed(attributes, &parameter.facets);
        children += &element(
            "Parameter",
            &attributes,
            &annotations(&parameter.annotations),
        );
    }
    if let Some(returns) = &operation.returns {
        let attributes = vec![
            ("Type", Some(text(&returns.ty))),
            ("Nullable", boolean(returns.nullable)),
        ];
        let attributes = typed(attributes, &returns.facets);
        children += &element(
            "ReturnType",
            &attributes,
            &annotations(&returns.annotations),
        );
    }
    let name = match operation.element {
        OperationElement::Action => "Action",
        OperationElement::Function => "Function",
    };
    let attributes = [
        ("Name", Some(text(&operation.name))),
        ("IsBound", Some(text(&operation.is_bound))),
        ("IsComposable", Some(text(&operation.is_composable))),
        ("EntitySetPath", operation.entity_set_path.clone()),
    ];
    element(name, &attributes, &children)
}

fn term(term: &Term) -> String {
    let attributes = vec![
        ("Name", Some(text(&term.name))),
        ("Type", Some(text(&term.ty))),
        ("BaseTerm", term.base.clone()),
        ("DefaultValue", term.default_value.clone()),
        ("AppliesTo", term.applies_to.clone()),
        ("Nullable", boolean(term.nullable)),
    ];
    let inner = annotations(&term.annotations);
    element("Term", &typed(attributes, &term.facets), &inner)
}

fn container(container: &EntityContainer) -> String {
    let mut children: String = container.children.iter().map(child).collect();
    children += &annotations(&container.annotations);
    let attributes = [
        ("Name", Some(text(&container.name))),
        ("Extends", container.extends.clone()),
    ];
    element("EntityContainer", &attributes, &children)
}

fn child(child: &ContainerChild) -> String {
    let (name, refers) = match child.element {
        ChildElement::EntitySet => ("EntitySet", "EntityType"),
        ChildElement::Singleton => ("Singleton", "Type"),
        ChildElement::ActionImport => ("ActionImport", "Action"),
        ChildElement::FunctionImport => ("FunctionImport", "Function"),
    };
    let mut children = annotations(&child.annotations);
    for binding in &child.bindings {
        let attributes = [
            ("Path", Some(text(&binding.path))),
            ("Target", Some(text(&binding.target))),
        ];
        let inner = annotations(&binding.annotations);
        children += &element("NavigationPropertyBinding", &attributes, &inner);
    }
    let attributes = [
        ("Name", Some(text(&child.name))),
        (refers, Some(text(&child.refers_to))),
        ("EntitySet", child.entity_set.clone()),
        (
            "IncludeInServiceDocument",
            boolean(child.in_service_document),
        ),
        ("Nullable", boolean(child.nullable)),
    ];
    element(name, &attributes, &children)
}

fn annotations(annotations: &[Annotation]) -> String {
    let each = annotations.iter().map(|annotation| {
        let value: String = annotation.value.iter().map(expression).collect();
        let attributes = [
            ("Term", Some(text(&annotation.term))),
            ("Qualifier", annotation.qualifier.clone()),
        ];
        let children = value + &self::annotations(&annotation.annotations);
        element("Annotation", &attributes, &children)
    });
    each.collect()
}

fn expressions(items: &[Expression]) -> String {
    items.iter().map(expression).collect()
}

fn expression(value: &Expression) -> String {
    let leaf = |name: &str, text: &str| element(name, &[], &escape(text));
    match value {
        Expression::Binary(text) => leaf("Binary", text),
        Expression::Bool(value) => leaf("Bool", &value.to_string()),
        Expression::Date(text) => leaf("Date", text),
        Expression::DateTimeOffset(text) => leaf("DateTimeOffset", text),
        Expression::Decimal(text) => leaf("Decimal", text),
        Expression::Duration(text) => leaf("Duration", text),
        Expression::EnumMember(members) => leaf("EnumMember", &members.join(" ")),
        Expression::Float(value) => leaf("Float", &value.to_string()),
        Expression::Guid(text) => leaf("Guid", text),
        Expression::Int(value) => leaf("Int", &value.to_string()),
        Expression::String(text) => leaf("String", text),
        Expression::TimeOfDay(text) => leaf("TimeOfDay", text),
        Expression::Null => leaf("Null", ""),
        Expression::Path { kind, path } => leaf(path_element(*kind), path),
        Expression::LabeledReference(name) => leaf("LabeledElementReference", name),
        Expression::Collection(items) => element("Collection", &[], &expressions(items)),
        Expression::Record(record) => self::record(record),
        Expression::UrlRef(inner) => element("UrlRef", &[], &expression(inner)),
        Expression::Apply {
            function,
            arguments,
        } => element(
            "Apply",
            &[("Function", Some(text(function)))],
            &expressions(arguments),
        ),
        Expression::OfType {
            test,
            ty,
            facets,
            operand,
        } => {
            let name = if *test { "IsOf" } else { "Cast" };
            let attributes = typed(vec![("Type", Some(text(ty)))], facets);
            element(name, &attributes, &expression(operand))
        }
        Expression::If {
            condition,
            then,
            otherwise,
        } => {
            let otherwise: String = otherwise.iter().map(|value| expression(value)).collect();
            let children = expression(condition) + &expression(then) + &otherwise;
            element("If", &[], &children)
        }
        Expression::Labeled { name, value } => element(
            "LabeledElement",
            &[("Name", Some(text(name)))],
            &expression(value),
        ),
        Expression::Operation { operator, operands } => {
            element(&format!("{operator:?}"), &[], &expressions(operands))
        }
    }
}

fn path_element(kind: PathKind) -> &'static str {
    match kind {
        PathKind::Value => "Path",
        PathKind::Annotation => "AnnotationPath",
        PathKind::ModelElement => "ModelElementPath",
        PathKind::NavigationProperty => "NavigationPropertyPath",
        PathKind::Property => "PropertyPath",
    }
}

fn record(record: &Record) -> String {
    let mut children = annotations(&record.annotations);
    for property in &record.properties {
        let value: String = property.value.iter().map(expression).collect();
        let inner = value + &annotations(&property.annotations);
        children += &element(
            "PropertyValue",
            &[("Property", Some(text(&property.property)))],
            &inner,
        );
    }
    element("Record", &[("Type", record.ty.clone())], &children)
}
