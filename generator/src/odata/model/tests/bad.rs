//! What is said of documents that cannot be resolved.

use super::{document, errors, good, schema, warnings};

#[test]
fn unknown_types() {
    let said = errors(&document(
        "",
        &[
            (
                "Namespace=\"n\"",
                "<EntityType Name=\"user\"><Property Name=\"a\" Type=\"n.adress\"/>\n\
                 <Property Name=\"b\" Type=\"Edm.Strin\"/>\n\
                 <Property Name=\"c\" Type=\"Collection(n.country)\"/>\n\
                 <Property Name=\"d\" Type=\"zebra\"/>\n\
                 <Property Name=\"e\" Type=\"Collection(n.address\"/>\n\
                 <NavigationProperty Name=\"f\" Type=\"n.usr\"/></EntityType>\n\
                 <ComplexType Name=\"address\"/>\n\
                 <Function Name=\"f\"><Parameter Name=\"p\" Type=\"n.User\"/><ReturnType Type=\"x.y\"/></Function>\n\
                 <Term Name=\"t\" Type=\"Core.Tag\"/>",
            ),
            ("Namespace=\"m\"", "<ComplexType Name=\"country\"/>"),
        ],
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn bases() {
    let said = errors(&schema(
        "<EntityType Name=\"entity\"/><ComplexType Name=\"value\"/><EnumType Name=\"e\"/>\n\
         <EntityType Name=\"a\" BaseType=\"n.entty\"/>\n\
         <EntityType Name=\"b\" BaseType=\"n.value\"/>\n\
         <ComplexType Name=\"c\" BaseType=\"n.entity\"/>\n\
         <ComplexType Name=\"d\" BaseType=\"n.e\"/>\n\
         <ComplexType Name=\"f\" BaseType=\"Edm.ComplexType\"/>",
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn inheritance_cycles() {
    let said = errors(&schema(
        "<EntityType Name=\"a\" BaseType=\"n.b\"/>\n\
         <EntityType Name=\"b\" BaseType=\"n.c\"/>\n\
         <EntityType Name=\"c\" BaseType=\"self.a\"/>\n\
         <EntityType Name=\"d\" BaseType=\"n.a\"><Key><PropertyRef Name=\"x\"/></Key></EntityType>\n\
         <ComplexType Name=\"e\" BaseType=\"n.e\"/>",
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn names_declared_twice() {
    let said = errors(&schema(
        "<EntityType Name=\"a\"><Property Name=\"p\" Type=\"Edm.String\"/>\n\
         <Property Name=\"p\" Type=\"Edm.Int32\"/>\n\
         <NavigationProperty Name=\"p\" Type=\"n.a\"/></EntityType>\n\
         <EntityType Name=\"b\" BaseType=\"n.a\"/>\n\
         <EntityType Name=\"c\" BaseType=\"n.b\"><NavigationProperty Name=\"p\" Type=\"n.a\"/></EntityType>\n\
         <ComplexType Name=\"a\"/>\n\
         <EnumType Name=\"a\"/>\n\
         <EnumType Name=\"e\"><Member Name=\"x\"/>\n<Member Name=\"x\"/></EnumType>\n\
         <TypeDefinition Name=\"e\" UnderlyingType=\"Edm.String\"/>\n\
         <Action Name=\"f\"><Parameter Name=\"p\" Type=\"Edm.String\"/>\n\
         <Parameter Name=\"p\" Type=\"Edm.String\"/></Action>\n\
         <Term Name=\"t\" Type=\"Edm.String\"/>\n\
         <Term Name=\"t\" Type=\"Edm.String\"/>\n\
         <EntityContainer Name=\"C\"><EntitySet Name=\"s\" EntityType=\"n.a\"/>\n\
         <Singleton Name=\"s\" Type=\"n.a\"/></EntityContainer>\n\
         <EntityContainer Name=\"C\"/>",
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn overloads_that_nothing_tells_apart() {
    let parameter = |name: &str, ty: &str| format!("<Parameter Name=\"{name}\" Type=\"{ty}\"/>");
    let (bind, text) = (parameter("bind", "n.a"), parameter("x", "Edm.String"));
    let (many, number) = (
        parameter("bind", "Collection(self.a)"),
        parameter("y", "Edm.Int32"),
    );
    let returns = "<ReturnType Type=\"Edm.String\"/>";
    let good_text = format!(
        "<EntityType Name=\"a\"/>\n\
         <Action Name=\"f\" IsBound=\"true\">{bind}{text}</Action>\n\
         <Action Name=\"f\" IsBound=\"true\">{many}</Action>\n\
         <Action Name=\"f\"/>\n\
         <Function Name=\"f\" IsBound=\"true\">{bind}{returns}</Function>\n\
         <Function Name=\"f\" IsBound=\"true\">{bind}{text}{returns}</Function>\n\
         <Function Name=\"f\" IsBound=\"true\">{bind}{text}{number}{returns}</Function>\n"
    );
    assert_eq!(good(&schema(&good_text)).model.operations.len(), 6);
    let said = errors(&schema(&format!(
        "{good_text}\
         <Action Name=\"f\" IsBound=\"true\">{bind}{number}</Action>\n\
         <Function Name=\"f\" IsBound=\"true\">{bind}{number}{text}{returns}</Function>\n\
         <Action Name=\"f\"/>\n\
         <Action Name=\"g\" IsBound=\"true\"/>"
    )));
    insta::assert_snapshot!(said);
}

#[test]
fn keys_that_are_no_properties() {
    let said = errors(&schema(
        "<EntityType Name=\"a\"><Key><PropertyRef Name=\"ids\"/></Key>\n\
         <Property Name=\"id\" Type=\"Edm.String\"/><Property Name=\"v\" Type=\"n.v\"/>\n\
         <NavigationProperty Name=\"w\" Type=\"n.a\"/></EntityType>\n\
         <EntityType Name=\"b\" BaseType=\"n.a\"><Key><PropertyRef Name=\"id\"/>\n\
         <PropertyRef Name=\"v/x\"/><PropertyRef Name=\"v/none\"/>\n\
         <PropertyRef Name=\"w\"/><PropertyRef Name=\"id/x\"/></Key></EntityType>\n\
         <ComplexType Name=\"u\"><Property Name=\"x\" Type=\"Edm.String\"/></ComplexType>\n\
         <ComplexType Name=\"v\" BaseType=\"n.u\"/>",
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn containers() {
    let said = errors(&schema(
        "<EntityType Name=\"user\"/><ComplexType Name=\"v\"/><Action Name=\"doIt\"/>\n\
         <Function Name=\"bound\" IsBound=\"true\"><Parameter Name=\"p\" Type=\"n.user\"/>\
         <ReturnType Type=\"Edm.String\"/></Function>\n\
         <EntityContainer Name=\"C\" Extends=\"n.Bse\"><EntitySet Name=\"a\" EntityType=\"n.usr\"/>\n\
         <EntitySet Name=\"b\" EntityType=\"n.v\"/>\n\
         <Singleton Name=\"c\" Type=\"Edm.String\"/>\n\
         <ActionImport Name=\"d\" Action=\"n.doit\"/>\n\
         <ActionImport Name=\"e\" Action=\"n.bound\"/>\n\
         <FunctionImport Name=\"f\" Function=\"n.bound\"/>\n\
         <FunctionImport Name=\"g\" Function=\"other\"/></EntityContainer>\n\
         <EntityContainer Name=\"Base\"/>",
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn containers_that_extend_themselves() {
    let said = errors(&schema(
        "<EntityContainer Name=\"A\" Extends=\"n.B\"/>\n<EntityContainer Name=\"B\" Extends=\"n.A\"/>",
    ));
    let via = errors(&schema(
        "<EntityContainer Name=\"A\" Extends=\"n.B\"/>\n<EntityContainer Name=\"B\" Extends=\"n.B\"/>",
    ));
    insta::assert_snapshot!(format!("{said}\n{via}"));
}

#[test]
fn other_types_in_the_wrong_place() {
    let said = errors(&schema(
        "<ComplexType Name=\"v\"/>\n\
         <EntityType Name=\"a\"><NavigationProperty Name=\"b\" Type=\"n.v\"/>\n\
         <NavigationProperty Name=\"c\" Type=\"Collection(Edm.String)\"/></EntityType>\n\
         <EnumType Name=\"e\" UnderlyingType=\"Edm.String\"/>\n\
         <EnumType Name=\"f\"><Member Name=\"x\" Value=\"9223372036854775807\"/>\n<Member Name=\"y\"/></EnumType>\n\
         <TypeDefinition Name=\"t\" UnderlyingType=\"n.v\"/>\n\
         <TypeDefinition Name=\"u\" UnderlyingType=\"Edm.Itn32\"/>",
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn types_of_referenced_documents() {
    let reference = "<edmx:Reference Uri=\"u\"><edmx:Include Namespace=\"other.v1\" Alias=\"o\"/></edmx:Reference>";
    let schema = |children| document(reference, &[("Namespace=\"n\"", children)]);
    let warned = warnings(&schema(
        "<EntityType Name=\"a\"><Property Name=\"b\" Type=\"other.v1.x\"/>\n\
         <Property Name=\"c\" Type=\"Collection(o.x)\"/>\n\
         <NavigationProperty Name=\"d\" Type=\"o.e\"/></EntityType>\n\
         <Term Name=\"t\" Type=\"o.Tag\"/>\n\
         <EntityContainer Name=\"C\" Extends=\"o.D\"/>\n\
         <Annotations Target=\"o.x/y\"><Annotation Term=\"o.t\"/></Annotations>",
    ));
    let refused = errors(&schema(
        "<EntityType Name=\"a\" BaseType=\"o.b\"><Key><PropertyRef Name=\"inherited\"/></Key></EntityType>",
    ));
    insta::assert_snapshot!(format!("{warned}\n{refused}"));
}

#[test]
fn aliases_and_namespaces_that_clash() {
    let said = warnings(&document(
        "",
        &[
            (
                "Namespace=\"a\" Alias=\"self\"",
                "<ComplexType Name=\"x\"/>",
            ),
            (
                "Namespace=\"b\" Alias=\"self\"",
                "<ComplexType Name=\"y\" BaseType=\"self.z\"/>",
            ),
            ("Namespace=\"b\"", "<ComplexType Name=\"z\"/>"),
        ],
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn many_unknown_names_cost_little() {
    use std::fmt::Write as _;
    let mut text = String::new();
    for n in 0..20_000 {
        let ty = format!(
            "<ComplexType Name=\"t{n}\"><Property Name=\"p\" Type=\"n.u{n}\"/></ComplexType>\n"
        );
        text.write_str(&ty).expect("strings take text");
    }
    // A search for the nearest of 20,000 names for each of 20,000 would take hours.
    assert_eq!(errors(&schema(&text)).lines().count(), 40_000);
}

/// Types that derive one from the other.
fn line(count: usize, first: &str) -> String {
    let ty = |n: usize| {
        let base = if n == 0 {
            first.to_owned()
        } else {
            format!(" BaseType=\"n.t{}\"", n - 1)
        };
        let property = format!("<Property Name=\"p{n}\" Type=\"Edm.String\"/>");
        format!("<ComplexType Name=\"t{n}\"{base}>{property}</ComplexType>\n")
    };
    (0..count).map(ty).collect::<Vec<_>>().concat()
}

#[test]
fn very_deep_inheritance() {
    assert_eq!(good(&schema(&line(150, ""))).model.structured.len(), 150);
    let deep = errors(&schema(&line(30_000, "")));
    let cycle = errors(&schema(&line(30_000, " BaseType=\"n.t29999\"")));
    insta::assert_snapshot!(format!("{deep}\n{cycle}"));
}

#[test]
fn very_many_overloads_and_annotations() {
    let overload = |n: usize| {
        format!(
            "<ComplexType Name=\"t{n}\"/><Action Name=\"f\" IsBound=\"true\">\
                 <Parameter Name=\"p\" Type=\"n.t{n}\"/></Action>\n"
        )
    };
    let annotations = "<Annotations Target=\"n.f\"><Annotation Term=\"n.x\"/></Annotations>\n";
    let overloads: Vec<String> = (0..4097).map(overload).collect();
    let text = format!("{}{}", overloads.concat(), annotations.repeat(977));
    insta::assert_snapshot!(errors(&schema(&text)));
}
