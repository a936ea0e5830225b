//! What other CSDL generators fail on, and what the model says of it.

use super::{clean, document, property_type, schema, structured};
use crate::model::{ChildKind, NamespaceId, OperationKind, Primitive, TypeRef};

#[test]
fn an_alias_may_be_named_self() {
    let model = clean(&document(
        "<edmx:Reference Uri=\"u\"><edmx:Include Namespace=\"Org.OData.Core.V1\" Alias=\"Core\"/></edmx:Reference>",
        &[
            (
                "Namespace=\"ms.graph\" Alias=\"graph\"",
                "<EntityType Name=\"a\"><Property Name=\"p\" Type=\"self.b\"/>\
                 <Property Name=\"q\" Type=\"ms.graph.security.b\"/></EntityType>",
            ),
            (
                "Namespace=\"ms.graph.security\" Alias=\"self\"",
                "<ComplexType Name=\"b\"><Annotation Term=\"Core.Description\" String=\"d\"/>\
                 <Annotation Term=\"self.own\"/><Annotation Term=\"Other.term\"/></ComplexType>\
                 <EntityType Name=\"c\" BaseType=\"graph.a\"/>",
            ),
        ],
    ));
    let b = structured(&model, "b");
    assert_eq!(property_type(&model, "a", "p"), TypeRef::Structured(b));
    assert_eq!(property_type(&model, "a", "q"), TypeRef::Structured(b));
    assert_eq!(
        model[structured(&model, "c")].base,
        Some(structured(&model, "a"))
    );
    assert_eq!(model.qualified_name(b), "ms.graph.security.b");
    let annotations = &model[b].annotations;
    assert_eq!(
        annotations.string("Org.OData.Core.V1.Description"),
        Some("d")
    );
    assert_eq!(annotations.bool("ms.graph.security.own"), Some(true));
    assert!(annotations.get("Other.term").is_some());
}

#[test]
fn enums_may_have_no_members() {
    let model = clean(&schema(
        "<EnumType Name=\"e\"/><EnumType Name=\"f\" IsFlags=\"true\" UnderlyingType=\"Edm.Int64\">\
         <Member Name=\"a\"/><Member Name=\"b\"/><Member Name=\"c\" Value=\"8\"/><Member Name=\"d\"/></EnumType>",
    ));
    assert!(model.enums[0].members.is_empty());
    let values: Vec<i64> = model.enums[1]
        .members
        .iter()
        .map(|member| member.value)
        .collect();
    assert_eq!(values, [0, 1, 8, 9]);
    assert_eq!(model.enums[1].underlying, Primitive::Int64);
}

#[test]
fn binding_targets_keep_segments_and_casts() {
    let model = clean(&schema(
        "<EntityType Name=\"a\"/><EntityContainer Name=\"C\"><EntitySet Name=\"s\" EntityType=\"self.a\">\
         <NavigationPropertyBinding Path=\"x/n.b/y\" Target=\"s/z/n.c/w\"/></EntitySet></EntityContainer>",
    ));
    let container = model.container.expect("there is a container");
    let bindings = &container.children[0].bindings;
    assert_eq!(
        bindings[..],
        [("x/n.b/y".to_owned(), "s/z/n.c/w".to_owned())]
    );
}

#[test]
fn containment_and_recursive_types_may_go_in_circles() {
    let model = clean(&schema(
        "<EntityType Name=\"a\"><NavigationProperty Name=\"b\" Type=\"Collection(n.b)\" ContainsTarget=\"true\"/>\
         <NavigationProperty Name=\"self\" Type=\"n.a\" ContainsTarget=\"true\"/></EntityType>\
         <EntityType Name=\"b\"><NavigationProperty Name=\"a\" Type=\"n.a\" ContainsTarget=\"true\"/></EntityType>\
         <ComplexType Name=\"error\"><Property Name=\"inner\" Type=\"n.error\"/></ComplexType>",
    ));
    let (a, b) = (structured(&model, "a"), structured(&model, "b"));
    assert_eq!(model[a].navigation[0].target, Some(b));
    assert_eq!(model[a].navigation[1].target, Some(a));
    assert_eq!(model[b].navigation[0].target, Some(a));
    let error = structured(&model, "error");
    assert_eq!(
        property_type(&model, "error", "inner"),
        TypeRef::Structured(error)
    );
}

#[test]
fn one_container_serves_several_schemas() {
    let model = clean(&document(
        "",
        &[
            ("Namespace=\"n\"", "<EntityType Name=\"a\"/>"),
            (
                "Namespace=\"n.x\" Alias=\"x\"",
                "<EntityContainer Name=\"C\"><EntitySet Name=\"s\" EntityType=\"n.a\"/>\
                 <Singleton Name=\"t\" Type=\"x.b\"/><Singleton Name=\"u\" Type=\"n.y.c\"/></EntityContainer>\
                 <EntityType Name=\"b\"/>",
            ),
            (
                "Namespace=\"n.y\"",
                "<EntityType Name=\"c\" BaseType=\"x.b\"/>",
            ),
        ],
    ));
    let container = model.container.as_ref().expect("there is a container");
    assert_eq!(container.namespace, NamespaceId(1));
    assert_eq!(container.children.len(), 3);
    assert!(matches!(container.children[2].kind,
        ChildKind::Singleton(id) if id == structured(&model, "c")));
}

#[test]
fn streams_and_abstract_types() {
    let model = clean(&schema(
        "<EntityType Name=\"a\" HasStream=\"true\"><Property Name=\"s\" Type=\"Edm.Stream\"/>\
         <Property Name=\"u\" Type=\"Edm.Untyped\"/><Property Name=\"g\" Type=\"Edm.GeographyPoint\"/>\
         <Property Name=\"m\" Type=\"Collection(Edm.GeometryMultiLineString)\"/>\
         <NavigationProperty Name=\"any\" Type=\"Collection(Edm.EntityType)\"/></EntityType>\
         <EntityType Name=\"b\" BaseType=\"n.a\" OpenType=\"true\"/><EntityType Name=\"c\" BaseType=\"n.b\"/>",
    ));
    let primitive = |name| property_type(&model, "c", name);
    assert_eq!(primitive("s"), TypeRef::Primitive(Primitive::Stream));
    assert_eq!(primitive("u"), TypeRef::Primitive(Primitive::Any));
    assert_eq!(primitive("g"), TypeRef::Primitive(Primitive::Geo));
    assert_eq!(primitive("m"), TypeRef::Primitive(Primitive::Geo));
    let (a, c) = (
        &model[structured(&model, "a")],
        &model[structured(&model, "c")],
    );
    assert_eq!(
        (a.navigation[0].target, a.navigation[0].collection),
        (None, true)
    );
    assert_eq!((a.is_open, c.is_open, c.has_stream), (false, true, true));
}

#[test]
fn questions_about_inheritance() {
    let model = clean(&schema(
        "<EntityType Name=\"d\" BaseType=\"n.b\"/>\
         <EntityType Name=\"a\"><Key><PropertyRef Name=\"v/id\" Alias=\"vid\"/><PropertyRef Name=\"v/u/x\"/></Key>\
         <Property Name=\"v\" Type=\"n.v\" Nullable=\"false\"/></EntityType>\
         <EntityType Name=\"b\" BaseType=\"n.a\"><Property Name=\"p\" Type=\"n.t\"/>\
         <NavigationProperty Name=\"q\" Type=\"n.a\"/></EntityType>\
         <EntityType Name=\"c\" BaseType=\"n.a\"/>\
         <ComplexType Name=\"v\"><Property Name=\"id\" Type=\"Edm.Guid\"/><Property Name=\"u\" Type=\"n.v2\"/></ComplexType>\
         <ComplexType Name=\"v1\"><Property Name=\"x\" Type=\"Edm.Int32\"/></ComplexType>\
         <ComplexType Name=\"v2\" BaseType=\"n.v1\"/>\
         <TypeDefinition Name=\"t\" UnderlyingType=\"Edm.Decimal\" Precision=\"9\"/>",
    ));
    let id = |name| structured(&model, name);
    assert_eq!(
        model.ancestors(id("d")).collect::<Vec<_>>(),
        [id("b"), id("a")]
    );
    assert_eq!(model.descendants(id("a")), [id("b"), id("d"), id("c")]);
    assert!(model.is_derived_from(id("d"), id("a")));
    assert!(!model.is_derived_from(id("a"), id("d")) && !model.is_derived_from(id("a"), id("a")));
    let names: Vec<&str> = model
        .all_properties(id("d"))
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(names, ["v", "p"]);
    assert_eq!(model.all_navigation(id("d")).count(), 1);
    let key = model.effective_key(id("d"));
    let parts: Vec<_> = key
        .iter()
        .map(|part| (part.path.as_str(), part.name.as_str()))
        .collect();
    assert_eq!(parts, [("v/id", "vid"), ("v/u/x", "x")]);
    assert_eq!(key[0].ty.item, TypeRef::Primitive(Primitive::Guid));
    assert!(model.effective_key(id("v")).is_empty());
    assert_eq!(model.definitions[0].facets.precision, Some(9));
}

#[test]
fn operations_and_imports() {
    let model = clean(&schema(
        "<EntityType Name=\"a\"/>\
         <Function Name=\"f\" IsBound=\"true\" IsComposable=\"true\"><Parameter Name=\"it\" Type=\"Collection(n.a)\"/>\
         <Parameter Name=\"p\" Type=\"Edm.String\" Nullable=\"false\"/><ReturnType Type=\"Collection(n.a)\"/></Function>\
         <Function Name=\"f\"><ReturnType Type=\"Edm.Boolean\" Nullable=\"false\"/></Function>\
         <Function Name=\"f\"><Parameter Name=\"p\" Type=\"Edm.Int32\"/><ReturnType Type=\"Edm.Boolean\"/></Function>\
         <Action Name=\"f\"/>\
         <EntityContainer Name=\"C\"><FunctionImport Name=\"f\" Function=\"self.f\"/>\
         <ActionImport Name=\"g\" Action=\"n.f\"/></EntityContainer>",
    ));
    let bound = &model.operations[0];
    let binding = bound.binding.as_ref().expect("it is bound");
    assert_eq!((binding.name.as_str(), binding.ty.collection), ("it", true));
    assert_eq!(
        (bound.parameters.len(), bound.parameters[0].ty.nullable),
        (1, false)
    );
    assert_eq!(model.operations[3].kind, OperationKind::Action);
    let container = model.container.as_ref().expect("there is a container");
    let ChildKind::FunctionImport(overloads) = &container.children[0].kind else {
        panic!("a function import")
    };
    let numbers: Vec<u32> = overloads.iter().map(|id| id.0).collect();
    assert_eq!(numbers, [1, 2]);
    assert!(matches!(container.children[1].kind, ChildKind::ActionImport(id) if id.0 == 3));
    assert_eq!(model.qualified_name(overloads[0]), "n.f");
}

#[test]
fn extended_containers_are_merged() {
    let model = clean(&schema(
        "<EntityType Name=\"a\"/><EntityContainer Name=\"Base\"><EntitySet Name=\"s\" EntityType=\"n.a\"/></EntityContainer>\
         <EntityContainer Name=\"More\" Extends=\"self.Base\"><Singleton Name=\"t\" Type=\"n.a\"/></EntityContainer>\
         <Annotations Target=\"n.Base/s\"><Annotation Term=\"n.x\"/></Annotations>\
         <Annotations Target=\"self.More/s\"><Annotation Term=\"n.y\"/></Annotations>",
    ));
    let container = model.container.expect("there is a container");
    assert_eq!(container.name, "More");
    let names: Vec<&str> = container
        .children
        .iter()
        .map(|child| child.name.as_str())
        .collect();
    assert_eq!(names, ["s", "t"]);
    assert_eq!(container.children[0].annotations.0.len(), 2);
}
