//! Annotations on every kind of target.

use super::{clean, schema, warnings};
use crate::model::Annotations;

/// Everything that can be annotated.
const DECLARED: &str = "<EntityType Name=\"a\"><Property Name=\"p\" Type=\"Edm.String\"/>\
    <NavigationProperty Name=\"q\" Type=\"n.a\"/></EntityType>\
    <EntityType Name=\"b\" BaseType=\"n.a\"/>\
    <EnumType Name=\"e\"><Member Name=\"m\"/></EnumType>\
    <TypeDefinition Name=\"d\" UnderlyingType=\"Edm.String\"/>\
    <Term Name=\"t\" Type=\"Edm.String\"/>\
    <Action Name=\"f\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"n.a\"/>\
    <Parameter Name=\"x\" Type=\"Edm.String\"/><ReturnType Type=\"Edm.String\"/></Action>\
    <Action Name=\"f\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"Collection(n.a)\"/>\
    <Parameter Name=\"x\" Type=\"Edm.Int32\"/></Action>\
    <EntityContainer Name=\"C\"><EntitySet Name=\"s\" EntityType=\"n.a\"/></EntityContainer>";

fn annotate(target: &str) -> String {
    format!("<Annotations Target=\"{target}\"><Annotation Term=\"n.mark\"/></Annotations>\n")
}

fn model(targets: &[&str]) -> crate::model::Model {
    let targets: Vec<String> = targets.iter().map(|target| annotate(target)).collect();
    let targets = targets.concat();
    clean(&schema(&format!("{DECLARED}{targets}")))
}

fn marks(annotations: &Annotations) -> usize {
    annotations.all("n.mark").count()
}

#[test]
fn types_and_members() {
    let targets = [
        "n.a", "self.a/p", "n.a/q", "n.e", "self.e/m", "n.d", "n.t", "n.C", "self.C/s",
    ];
    let model = model(&targets);
    let ty = &model.structured[0];
    let container = model.container.as_ref().expect("there is a container");
    let marked = [
        &ty.annotations,
        &ty.properties[0].annotations,
        &ty.navigation[0].annotations,
        &model.enums[0].annotations,
        &model.enums[0].members[0].annotations,
        &model.definitions[0].annotations,
        &model.terms[0].annotations,
        &container.annotations,
        &container.children[0].annotations,
    ];
    assert_eq!(marked.map(marks), [1; 9]);
}

#[test]
fn operations_with_and_without_signature() {
    let on = |target: &str| {
        let model = model(&[target]);
        let of = |index: usize| {
            let operation = &model.operations[index];
            let binding = operation
                .binding
                .as_ref()
                .map_or(0, |it| marks(&it.annotations));
            let parameter = marks(&operation.parameters[0].annotations);
            let returned = marks(&operation.return_annotations);
            (marks(&operation.annotations), binding, parameter, returned)
        };
        [of(0), of(1)]
    };
    assert_eq!(on("n.f"), [(1, 0, 0, 0), (1, 0, 0, 0)]);
    assert_eq!(on("n.f(n.a,Edm.String)"), [(1, 0, 0, 0), (0, 0, 0, 0)]);
    assert_eq!(
        on("self.f(Collection(self.a), Edm.Int32)"),
        [(0, 0, 0, 0), (1, 0, 0, 0)]
    );
    assert_eq!(on("n.f(n.a)"), [(1, 0, 0, 0), (0, 0, 0, 0)]);
    assert_eq!(on("n.f/x"), [(0, 0, 1, 0), (0, 0, 1, 0)]);
    assert_eq!(on("n.f/it"), [(0, 1, 0, 0), (0, 1, 0, 0)]);
    assert_eq!(on("n.f(Collection(n.a))/x"), [(0, 0, 0, 0), (0, 0, 1, 0)]);
    assert_eq!(on("n.f/$ReturnType"), [(0, 0, 0, 1), (0, 0, 0, 0)]);
    assert_eq!(
        on("n.f(n.a,Edm.String)/$ReturnType"),
        [(0, 0, 0, 1), (0, 0, 0, 0)]
    );
}

#[test]
fn an_action_is_meant_by_its_binding_type_or_by_nothing() {
    let declared = "<EntityType Name=\"a\"/>\
        <Action Name=\"f\"><Parameter Name=\"x\" Type=\"n.a\"/></Action>\
        <Action Name=\"f\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"n.a\"/>\
        <Parameter Name=\"x\" Type=\"Edm.String\"/></Action>\
        <Function Name=\"f\"><Parameter Name=\"x\" Type=\"Edm.String\"/>\
        <ReturnType Type=\"Edm.String\"/></Function>\
        <Function Name=\"f\"><ReturnType Type=\"Edm.String\"/></Function>";
    let on = |target: &str| {
        let model = clean(&schema(&format!("{declared}{}", annotate(target))));
        let of = |operation: &crate::model::Operation| {
            let parameters = operation.parameters.iter();
            let parameters = parameters.map(|it| marks(&it.annotations)).sum();
            (marks(&operation.annotations), parameters)
        };
        model.operations.iter().map(of).collect::<Vec<(_, usize)>>()
    };
    assert_eq!(on("n.f()"), [(1, 0), (0, 0), (0, 0), (1, 0)]);
    assert_eq!(on("n.f()/x"), [(0, 1), (0, 0), (0, 0), (0, 0)]);
    assert_eq!(on("n.f(n.a)"), [(0, 0), (1, 0), (0, 0), (0, 0)]);
    assert_eq!(on("n.f(n.a)/x"), [(0, 0), (0, 1), (0, 0), (0, 0)]);
    assert_eq!(on("n.f(Edm.String)/x"), [(0, 0), (0, 0), (0, 1), (0, 0)]);
}

#[test]
fn paths_from_children_of_the_container_and_from_types() {
    let declared = "<EntityType Name=\"a\"><Property Name=\"p\" Type=\"Edm.String\"/>\
        <Property Name=\"v\" Type=\"n.v\"/>\
        <NavigationProperty Name=\"q\" Type=\"Collection(n.a)\" ContainsTarget=\"true\"/></EntityType>\
        <EntityType Name=\"b\" BaseType=\"n.a\"><NavigationProperty Name=\"r\" Type=\"n.a\"/></EntityType>\
        <ComplexType Name=\"v\"><NavigationProperty Name=\"w\" Type=\"n.a\"/></ComplexType>\
        <Action Name=\"f\"><Parameter Name=\"x\" Type=\"Edm.String\"/>\
        <ReturnType Type=\"Edm.String\"/></Action>\
        <EntityContainer Name=\"C\"><EntitySet Name=\"s\" EntityType=\"n.a\"/>\
        <Singleton Name=\"me\" Type=\"n.b\"/><ActionImport Name=\"i\" Action=\"n.f\"/></EntityContainer>";
    let targets = [
        "n.C/s/p",
        "n.C/s/q/q",
        "self.C/s/self.b/r",
        "n.C/s/v/w",
        "n.C/me/q",
        "n.C/i/x",
        "n.C/i/$ReturnType",
        "n.a/v/w",
        "n.a/self.b/r",
    ];
    let targets = targets.map(annotate).concat();
    let model = clean(&schema(&format!("{declared}{targets}")));
    let paths = |below: &crate::model::Below| {
        assert!(below.values().all(|annotations| marks(annotations) == 1));
        let paths = below.keys().map(|path| path.join("/"));
        paths.collect::<Vec<_>>().join(" ")
    };
    let container = model.container.as_ref().expect("there is a container");
    let children = container.children.iter().map(|child| paths(&child.below));
    assert_eq!(
        children.collect::<Vec<_>>(),
        ["n.b/r p q/q v/w", "q", "$ReturnType x"]
    );
    let types = model.structured.iter().map(|ty| paths(&ty.below));
    assert_eq!(types.collect::<Vec<_>>(), ["v/w", "", ""]);
    assert_eq!(marks(&model.structured[1].navigation[0].annotations), 1);
}

#[test]
fn annotations_of_annotations_by_target() {
    let model = clean(&schema(&format!(
        "{DECLARED}<Annotations Target=\"n.a/p/@self.x#y\"><Annotation Term=\"n.mark\"/></Annotations>\
         <Annotations Target=\"n.a/p\"><Annotation Term=\"n.x\" Int=\"1\"/>\
         <Annotation Term=\"n.x\" Qualifier=\"y\" Int=\"2\"/></Annotations>"
    )));
    let annotations = &model.structured[0].properties[0].annotations.0;
    let marked = annotations.iter().map(|it| marks(&it.annotations));
    assert_eq!(marked.collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn qualifiers_are_kept_and_found_apart() {
    let model = clean(&schema(&format!(
        "{DECLARED}<Annotations Target=\"n.a\" Qualifier=\"q\"><Annotation Term=\"self.x\" String=\"of q\"/>\
         <Annotation Term=\"n.x\" Qualifier=\"r\" String=\"of r\"/></Annotations>\
         <Annotations Target=\"n.a\"><Annotation Term=\"n.x\" String=\"plain\"/>\
         <Annotation Term=\"n.no\" Bool=\"false\"/><Annotation Term=\"n.y\" Int=\"1\"/></Annotations>"
    )));
    let annotations = &model.structured[0].annotations;
    let qualifiers: Vec<_> = annotations
        .all("n.x")
        .map(|a| a.qualifier.as_deref())
        .collect();
    assert_eq!(qualifiers, [Some("q"), Some("r"), None]);
    assert_eq!(annotations.string("n.x"), Some("plain"));
    assert_eq!(annotations.bool("n.no"), Some(false));
    assert_eq!(annotations.bool("n.y"), None);
    assert_eq!(annotations.bool("n.absent"), None);
}

#[test]
fn targets_that_do_not_exist_are_warnings() {
    let targets = [
        "n.none",
        "n.a/none",
        "n.b/p",
        "n.e/none",
        "n.f(n.b)",
        "n.f(n.none)",
        "n.f(n.a",
        "n.f/none",
        "n.f()/x",
        "n.C/none",
        "n.C/s/deeper",
        "n.C/s/p/deeper",
        "n.C/s/n.v/q",
        "n.a/p/deeper",
        "n.a/n.v/p",
        "n.C/none/q",
        "n.a/@n.absent",
        "x.y",
        "a",
    ];
    let targets: String = targets.map(annotate).concat();
    let said = warnings(&schema(&format!("{DECLARED}\n{targets}")));
    insta::assert_snapshot!(said);
}
