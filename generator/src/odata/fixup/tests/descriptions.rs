//! Descriptions of another document come before those of the metadata, wherever they stand.

use crate::fixup::describe;
use crate::model::{Annotations, Model};

const DESCRIPTION: &str = "Org.OData.Core.V1.Description";

fn model(schema: &str) -> Model {
    let text = format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"ns\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{schema}</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    );
    let read = crate::csdl::read("m.csdl", text.as_bytes()).unwrap();
    crate::model::resolve(&read.document).unwrap().model
}

/// An annotation with a description.
fn says(text: &str) -> String {
    format!("<Annotation Term=\"{DESCRIPTION}\" String=\"{text}\"/>")
}

fn said(annotations: &Annotations) -> &str {
    annotations.string(DESCRIPTION).unwrap_or("nothing")
}

/// A revision that deprecates, with what `more` says of it.
fn revision(version: &str, more: &str) -> String {
    format!(
        "<Record><PropertyValue Property=\"Version\" String=\"{version}\"/>{more}<PropertyValue Property=\"Kind\">\
         <EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember></PropertyValue></Record>"
    )
}

#[test]
fn elements_of_the_same_names_are_described() {
    let mut described = model(&format!(
        "<EntityType Name=\"item\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\" \
         Nullable=\"false\">{}</Property><Property Name=\"size\" Type=\"Edm.Int32\"/></EntityType>\
         <EnumType Name=\"state\"><Member Name=\"a\"/></EnumType>\
         <Action Name=\"copy\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"ns.item\"/></Action>\
         <Action Name=\"copy\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"Collection(ns.item)\"/></Action>\
         <EntityContainer Name=\"service\"><EntitySet Name=\"items\" EntityType=\"ns.item\"/></EntityContainer>",
        says("Theirs.")
    ));
    let words = model(&format!(
        "<EnumType Name=\"state\"><Member Name=\"a\">{member}</Member></EnumType>\
         <EntityType Name=\"gone\">{ty}</EntityType>\
         <EntityType Name=\"item\">{ty}<Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\" \
         Nullable=\"false\">{id}</Property></EntityType>\
         <Action Name=\"copy\" IsBound=\"true\"><Parameter Name=\"binding\" Type=\"Collection(ns.item)\"/>{all}</Action>\
         <EntityContainer Name=\"service\"><EntitySet Name=\"items\" EntityType=\"ns.item\">{set}</EntitySet>\
         </EntityContainer>",
        member = says("A member."),
        ty = says("An item."),
        id = says("Ours."),
        all = says("Copies all."),
        set = says("The items."),
    ));
    describe(&mut described, &words);
    let item = &described.structured[0];
    assert_eq!(said(&item.annotations), "An item.");
    assert_eq!(said(&item.properties[0].annotations), "Ours.");
    assert_eq!(said(&item.properties[1].annotations), "nothing");
    assert_eq!(
        said(&described.enums[0].members[0].annotations),
        "A member."
    );
    let copies = described.operations.iter().map(|it| said(&it.annotations));
    assert_eq!(copies.collect::<Vec<_>>(), ["nothing", "Copies all."]);
    let children = &described.container.as_ref().unwrap().children;
    assert_eq!(said(&children[0].annotations), "The items.");
}

#[test]
fn deprecations_are_described_where_they_are_the_same() {
    let ty = |revisions: &str| {
        model(&format!(
            "<ComplexType Name=\"box\"><Annotation Term=\"Org.OData.Core.V1.Revisions\"><Collection>{revisions}\
             </Collection></Annotation></ComplexType>"
        ))
    };
    let words = |text: &str| format!("<PropertyValue Property=\"Description\" String=\"{text}\"/>");
    let mut described = ty(&(revision("2", "") + &revision("3", "")));
    describe(&mut described, &ty(&revision("2", &words("Use a crate."))));
    let revisions = described.structured[0]
        .annotations
        .get("Org.OData.Core.V1.Revisions");
    let revisions = revisions.unwrap().value.as_ref().unwrap().items();
    let texts = revisions.iter().map(|revision| {
        let text = revision.property("Description")?;
        text.as_str()
    });
    assert_eq!(texts.collect::<Vec<_>>(), [Some("Use a crate."), None]);
}
