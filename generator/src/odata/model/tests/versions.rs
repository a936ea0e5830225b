//! Types that a description has once for each of its versions.

use super::{clean, document, property_type, read, structured};
use crate::model::{self, Model, Primitive, Settings, StructuredId, TypeRef, TypeVersions};

const ABSTRACT: (&str, &str) = (
    "Namespace=\"Part\"",
    "<EntityType Name=\"Part\" Abstract=\"true\"><Key><PropertyRef Name=\"Id\"/></Key>\
     <Property Name=\"Id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\
     <Action Name=\"Reset\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"Part.v1_0_0.Inner\"/></Action>",
);
const FIRST: (&str, &str) = (
    "Namespace=\"Part.v1_0_0\" Alias=\"first\"",
    "<EntityType Name=\"Part\" BaseType=\"Part.Part\"><Annotation Term=\"n.age\" Int=\"1\"/>\
     <Property Name=\"One\" Type=\"Edm.String\"/><Property Name=\"Inner\" Type=\"first.Inner\"/></EntityType>\
     <ComplexType Name=\"Inner\"><Property Name=\"A\" Type=\"Edm.String\"/></ComplexType>",
);
/// An errata, from which nothing derives.
const ERRATA: (&str, &str) = (
    "Namespace=\"Part.v1_0_1\"",
    "<EntityType Name=\"Part\" BaseType=\"first.Part\"><Property Name=\"Fixed\" Type=\"Edm.Int32\"/></EntityType>",
);
const NINTH: (&str, &str) = (
    "Namespace=\"Part.v1_9_0\"",
    "<EntityType Name=\"Part\" BaseType=\"Part.v1_0_0.Part\"><Property Name=\"Nine\" Type=\"Edm.String\"/></EntityType>\
     <ComplexType Name=\"Inner\" BaseType=\"Part.v1_0_0.Inner\"><Property Name=\"B\" Type=\"Edm.String\"/></ComplexType>\
     <Annotations Target=\"Part.v1_9_0.Part/Nine\"><Annotation Term=\"n.note\" String=\"9\"/></Annotations>",
);
const TENTH: (&str, &str) = (
    "Namespace=\"Part.v1_10_0\"",
    "<EntityType Name=\"Part\" BaseType=\"Part.v1_9_0.Part\"><Annotation Term=\"n.age\" Int=\"10\"/>\
     <Property Name=\"Fixed\" Type=\"Edm.Int64\"/></EntityType>",
);
/// What derives from a version, and declares what a newer one declares too.
const SPECIAL: (&str, &str) = (
    "Namespace=\"Special\"",
    "<EntityType Name=\"Part\" BaseType=\"Part.v1_0_0.Part\"><Property Name=\"Nine\" Type=\"Edm.String\"/>\
     <Property Name=\"Own\" Type=\"Edm.String\"/></EntityType>\
     <ComplexType Name=\"User\"><Property Name=\"part\" Type=\"Part.v1_9_0.Inner\"/></ComplexType>",
);

/// A model of these schemas, the newer ones first.
fn model_of(schemas: &[(&str, &str)]) -> Model {
    let mut schemas = schemas.to_vec();
    schemas.reverse();
    clean(&document("", &schemas))
}

fn whole() -> Model {
    model_of(&[ABSTRACT, FIRST, ERRATA, NINTH, TENTH, SPECIAL])
}

fn id(model: &Model, name: &str) -> StructuredId {
    let mut types = model.structured_types();
    let found = types.find(|(id, _)| model.qualified_name(*id) == name);
    found.unwrap_or_else(|| panic!("no {name}")).0
}

fn properties(model: &Model, id: StructuredId) -> Vec<&str> {
    let properties = model.all_properties(id);
    properties.map(|property| property.name.as_str()).collect()
}

#[test]
fn versions_of_a_type_are_one_with_the_properties_of_all() {
    let model = whole();
    let names = model.structured_types();
    let mut names: Vec<String> = names.map(|(id, _)| model.qualified_name(id)).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "Part.Part",
            "Part.v1_0_0.Inner",
            "Special.Part",
            "Special.User"
        ]
    );
    let part = id(&model, "Part.Part");
    // By the numbers of their versions, and not by their texts.
    assert_eq!(
        properties(&model, part),
        ["Id", "One", "Inner", "Nine", "Fixed"]
    );
    assert_eq!(model.wire_name(part), "Part.v1_10_0.Part");
    assert_eq!(model.unversioned_name(part), "Part.Part");
    assert!(!model[part].is_abstract && model[part].base.is_none());
    // What an older version says too, the newest says.
    let fixed = &model[part].properties[4];
    assert_eq!(fixed.ty.item, TypeRef::Primitive(Primitive::Int64));
    let ages: Vec<_> = model[part].annotations.all("n.age").collect();
    assert!(
        matches!(ages[..], [age] if format!("{:?}", age.value).contains("10")),
        "{ages:?}"
    );
    let notes = &model[part].properties[3].annotations;
    assert_eq!(notes.string("n.note"), Some("9"));
}

#[test]
fn a_name_of_any_version_means_the_type() {
    let model = whole();
    let inner = id(&model, "Part.v1_0_0.Inner");
    assert_eq!(properties(&model, inner), ["A", "B"]);
    assert_eq!(model.unversioned_name(inner), "Part.Inner");
    assert_eq!(
        property_type(&model, "User", "part"),
        TypeRef::Structured(inner)
    );
    let binding = model.operations[0].binding.as_ref().unwrap();
    assert_eq!(binding.ty.item, TypeRef::Structured(inner));
    let special = id(&model, "Special.Part");
    assert_eq!(model[special].base, Some(id(&model, "Part.Part")));
}

#[test]
fn what_a_version_of_the_base_has_is_not_there_twice() {
    let model = whole();
    let special = id(&model, "Special.Part");
    assert_eq!(
        properties(&model, special),
        ["Id", "One", "Inner", "Nine", "Fixed", "Own"]
    );
    // Where the base has no such version, it is the type's own.
    let (own, _) = SPECIAL.1.split_once("<ComplexType").unwrap();
    let older = model_of(&[ABSTRACT, FIRST, ERRATA, (SPECIAL.0, own)]);
    let special = id(&older, "Special.Part");
    assert_eq!(
        properties(&older, special),
        ["Id", "One", "Inner", "Fixed", "Nine", "Own"]
    );
}

#[test]
fn a_newer_version_renames_nothing() {
    let names = |model: &Model| {
        let types = model.structured_types();
        types
            .map(|(id, _)| model.qualified_name(id))
            .collect::<std::collections::BTreeSet<_>>()
    };
    let before = model_of(&[ABSTRACT, FIRST]);
    let after = model_of(&[ABSTRACT, FIRST, ERRATA, NINTH, TENTH]);
    assert_eq!(names(&before), names(&after));
    let modules = |model: &Model| {
        let namespaces = model.namespaces.iter();
        namespaces
            .map(|it| it.version_of.clone().unwrap_or(it.name.clone()))
            .collect::<Vec<_>>()
    };
    assert!(modules(&after).iter().all(|module| module == "Part"));
}

#[test]
fn versions_are_separate_where_that_is_wanted_and_where_they_only_look_like_it() {
    let document = read(&document("", &[ABSTRACT, FIRST, ERRATA, NINTH, TENTH]));
    let settings = Settings {
        versions: TypeVersions::Separate,
        ..Settings::default()
    };
    let separate = model::resolve_with(&document, &settings).unwrap().model;
    assert_eq!(separate.structured.len(), 7);
    assert!(separate.structured.iter().all(|ty| ty.versions.is_empty()));
    // Neither a base of another name, nor a newer base, nor another kind of version.
    let model = model_of(&[
        ("Namespace=\"n\"", "<ComplexType Name=\"a\"/>"),
        (
            "Namespace=\"n.v1_0_0\"",
            "<ComplexType Name=\"b\" BaseType=\"n.a\"/><ComplexType Name=\"c\" BaseType=\"n.v2_0_0.c\"/>",
        ),
        (
            "Namespace=\"n.v2_0_0\"",
            "<ComplexType Name=\"c\"/><ComplexType Name=\"d\"/>",
        ),
        (
            "Namespace=\"n.v2\"",
            "<ComplexType Name=\"d\" BaseType=\"n.v2_0_0.d\"/>",
        ),
    ]);
    assert_eq!(model.structured.len(), 6);
    assert!(model.namespaces.iter().all(|it| it.version_of.is_none()));
    assert_eq!(
        model[structured(&model, "b")].base,
        Some(structured(&model, "a"))
    );
}
