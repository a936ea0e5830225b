//! From the document to CSDL XML.
//!
//! What comes in: a [`Document`]. What goes out: its text, of which [`read`](super::read) gives the same document again
//! (OData CSDL XML 4.01). Elements stand in the order of their places; those of other files come last.
//!
//! Inside: `types`, `expressions` (parts of a document → elements), `element` (elements → text).

mod element;
mod expressions;
mod types;

use self::element::Element;
use self::expressions::annotations;
use super::document::{
    ChildElement, ContainerChild, Document, EntityContainer, Include, IncludeAnnotations,
    Operation, OperationElement, Reference, Schema, TargetedAnnotations, Term,
};

const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

/// The text of a document as CSDL XML. `comment` stands before its root, a line for each of its lines.
///
/// Characters that XML does not have, as CSDL JSON may, become U+FFFD.
pub fn write(document: &Document, comment: &[String]) -> String {
    let mut data = Element::new("edmx:DataServices");
    data.extend(document.schemas.iter().map(schema));
    let mut root = Element::new("edmx:Edmx")
        .with("Version", &document.version)
        .with("xmlns:edmx", EDMX);
    root.extend(document.references.iter().map(reference));
    root.extend([data]);
    element::text(&root, comment)
}

fn reference(reference: &Reference) -> Element<'_> {
    let mut element = Element::new("edmx:Reference").with("Uri", &reference.uri);
    element.extend(reference.includes.iter().map(include));
    let annotations = reference.include_annotations.iter();
    element.extend(annotations.map(include_annotations));
    element.extend(outside(&reference.annotations));
    element
}

fn include(include: &Include) -> Element<'_> {
    let mut element = Element::new("edmx:Include")
        .with("Namespace", &include.namespace)
        .with_some("Alias", include.alias.as_ref());
    element.extend(outside(&include.annotations));
    element
}

/// Annotations of elements that are not of CSDL's own namespace.
fn outside(found: &[super::Annotation]) -> impl Iterator<Item = Element<'_>> {
    annotations(found).map(|annotation| annotation.with("xmlns", EDM))
}

fn include_annotations(include: &IncludeAnnotations) -> Element<'_> {
    Element::new("edmx:IncludeAnnotations")
        .with("TermNamespace", &include.term_namespace)
        .with_some("Qualifier", include.qualifier.as_ref())
        .with_some("TargetNamespace", include.target_namespace.as_ref())
}

fn schema(schema: &Schema) -> Element<'_> {
    let mut element = Element::new("Schema")
        .with("Namespace", &schema.namespace)
        .with_some("Alias", schema.alias.as_ref())
        .with("xmlns", EDM)
        .at(&schema.position);
    element.extend(schema.structured.iter().map(types::structured));
    element.extend(schema.enums.iter().map(types::enumeration));
    element.extend(schema.definitions.iter().map(types::definition));
    element.extend(schema.operations.iter().map(operation));
    element.extend(schema.terms.iter().map(term));
    element.extend(schema.containers.iter().map(container));
    element.extend(schema.targeted.iter().map(targeted));
    element.extend(annotations(&schema.annotations));
    element.sort();
    element
}

fn operation(operation: &Operation) -> Element<'_> {
    let name = match operation.element {
        OperationElement::Action => "Action",
        OperationElement::Function => "Function",
    };
    let mut element = Element::new(name)
        .with("Name", &operation.name)
        .with_flag("IsBound", operation.is_bound)
        .with_flag("IsComposable", operation.is_composable)
        .with_some("EntitySetPath", operation.entity_set_path.as_ref())
        .at(&operation.position);
    for parameter in &operation.parameters {
        let mut parameter_element = Element::new("Parameter")
            .with("Name", &parameter.name)
            .with("Type", &parameter.ty)
            .with_some("Nullable", parameter.nullable)
            .with_facets(&parameter.facets)
            .at(&parameter.position);
        parameter_element.extend(annotations(&parameter.annotations));
        element.extend([parameter_element]);
    }
    element.extend(operation.returns.iter().map(|returns| {
        let mut element = Element::new("ReturnType")
            .with("Type", &returns.ty)
            .with_some("Nullable", returns.nullable)
            .with_facets(&returns.facets)
            .at(&returns.position);
        element.extend(annotations(&returns.annotations));
        element
    }));
    element.extend(annotations(&operation.annotations));
    element.sort();
    element
}

fn term(term: &Term) -> Element<'_> {
    let mut element = Element::new("Term")
        .with("Name", &term.name)
        .with("Type", &term.ty)
        .with_some("BaseTerm", term.base.as_ref())
        .with_some("DefaultValue", term.default_value.as_ref())
        .with_some("AppliesTo", term.applies_to.as_ref())
        .with_some("Nullable", term.nullable)
        .with_facets(&term.facets)
        .at(&term.position);
    element.extend(annotations(&term.annotations));
    element
}

fn targeted(targeted: &TargetedAnnotations) -> Element<'_> {
    let mut element = Element::new("Annotations")
        .with("Target", &targeted.target)
        .with_some("Qualifier", targeted.qualifier.as_ref())
        .at(&targeted.position);
    element.extend(annotations(&targeted.annotations));
    element
}

fn container(container: &EntityContainer) -> Element<'_> {
    let mut element = Element::new("EntityContainer")
        .with("Name", &container.name)
        .with_some("Extends", container.extends.as_ref())
        .at(&container.position);
    element.extend(container.children.iter().map(child));
    element.extend(annotations(&container.annotations));
    element.sort();
    element
}

fn child(child: &ContainerChild) -> Element<'_> {
    let (name, refers) = match child.element {
        ChildElement::EntitySet => ("EntitySet", "EntityType"),
        ChildElement::Singleton => ("Singleton", "Type"),
        ChildElement::ActionImport => ("ActionImport", "Action"),
        ChildElement::FunctionImport => ("FunctionImport", "Function"),
    };
    let mut element = Element::new(name)
        .with("Name", &child.name)
        .with(refers, &child.refers_to)
        .with_some("EntitySet", child.entity_set.as_ref())
        .with_some("IncludeInServiceDocument", child.in_service_document)
        .with_some("Nullable", child.nullable)
        .at(&child.position);
    for binding in &child.bindings {
        let mut binding_element = Element::new("NavigationPropertyBinding")
            .with("Path", &binding.path)
            .with("Target", &binding.target)
            .at(&binding.position);
        binding_element.extend(annotations(&binding.annotations));
        element.extend([binding_element]);
    }
    element.extend(annotations(&child.annotations));
    element.sort();
    element
}
