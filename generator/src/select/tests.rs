//! Walks end, whatever the patterns and the graph.

use crate::api::Verb;
use crate::config::Crate;
use crate::model::resolve;
use crate::odata::lower::ServiceGraph;
use crate::odata::lower::offered::Offered;
use crate::select::{Kept, Pattern, select};

/// A tree of nodes, of which each has two collections of nodes: paths of any length.
const TREE: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
<edmx:DataServices><Schema Namespace="n" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="node"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
<NavigationProperty Name="a" Type="n.node" ContainsTarget="true"/>
<NavigationProperty Name="b" Type="n.node" ContainsTarget="true"/></EntityType>
<EntityContainer Name="c"><Singleton Name="root" Type="n.node"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

/// A set that cannot be removed from and whose members are changed by `PATCH`; members refer to each other.
const CLUB: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
<edmx:DataServices><Schema Namespace="n" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="member"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
<NavigationProperty Name="friends" Type="Collection(n.member)"/><NavigationProperty Name="chief" Type="n.member"/></EntityType>
<EntityContainer Name="c"><EntitySet Name="members" EntityType="n.member">
<Annotation Term="Org.OData.Capabilities.V1.DeleteRestrictions"><Record><PropertyValue Property="Deletable" Bool="false"/></Record></Annotation>
</EntitySet><EntitySet Name="others" EntityType="n.other"><Annotation Term="Org.OData.Capabilities.V1.DeleteRestrictions">
<Record><PropertyValue Property="Deletable" Bool="false"/></Record></Annotation></EntitySet></EntityContainer>
<EntityType Name="other"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
</Schema></edmx:DataServices></edmx:Edmx>"#;

/// A service, and what of it is wanted.
#[derive(Debug)]
struct Selected {
    service: ServiceGraph,
    kept: Kept,
}

impl Selected {
    fn offered(&self) -> Offered<'_> {
        Offered::new(&self.service.model, &self.service.lowered, &self.kept)
    }
}

fn selected(include: &[&str], exclude: &[&str]) -> Result<Selected, String> {
    selected_of(TREE, include, exclude)
}

fn selected_of(csdl: &str, include: &[&str], exclude: &[&str]) -> Result<Selected, String> {
    let document = crate::csdl::read("tree.csdl", csdl.as_bytes())
        .unwrap()
        .document;
    let model = resolve(&document).unwrap().model;
    let mut config = Crate::default();
    let patterns = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| Pattern::parse(text).unwrap())
            .collect()
    };
    config.selection.include = patterns(include);
    config.selection.exclude = patterns(exclude);
    let service = ServiceGraph::new(model, config.any_limit);
    let kept = select(&service, &config.selection).map_err(|errors| errors.to_string())?;
    Ok(Selected { service, kept })
}

#[test]
fn patterns_are_followed_through_cycles() {
    let node = crate::model::StructuredId(0);
    let takes = |include: &[&str], exclude: &[&str], verb| {
        let model = selected(include, exclude).unwrap();
        model.offered().has_verb((node, false), verb)
    };
    assert!(takes(&["/root/**/a/**/b/**/a#GET"], &[], Verb::Get));
    assert!(!takes(&["/root/**/a/**/b/**/a#GET"], &[], Verb::Delete));
    // What is left of all paths is some path still.
    assert!(takes(&["/**"], &["**/a"], Verb::Get));
    assert!(!takes(
        &["/root/a", "/root#PATCH"],
        &["/*/a/**#DELETE,GET"],
        Verb::Get
    ));
    let error = selected(&["/root/**"], &["**"]).unwrap_err();
    assert!(
        error.contains("selects nothing that `exclude` leaves"),
        "{error}"
    );
}

#[test]
fn steps_that_lead_nowhere_selected_are_not_offered() {
    let node = (crate::model::StructuredId(0), false);
    let selected = selected(&["/root/a/a#GET"], &[]).unwrap();
    let surface = selected.offered();
    assert!(surface.has_child("root") && surface.has_step(node, "a"));
    assert!(!surface.has_step(node, "b"));
    assert!(surface.has_model(node.0));
}

#[test]
fn patterns_that_multiply_are_refused() {
    // Which of the last 24 segments were `a`: more sets of places than there is room for.
    let many = format!("**/a{}", "/*".repeat(24));
    let error = selected(&["/**"], &[&many]).unwrap_err();
    assert!(
        error.contains("cannot be followed within reason"),
        "{error}"
    );
    // Fewer are no trouble.
    let few = format!("**/a{}", "/*".repeat(8));
    assert!(selected(&["/**"], &[&few]).is_ok());
}

#[test]
fn what_nothing_can_be_sent_to_is_not_selected() {
    // Entities are changed by `PATCH` unless it is said otherwise (OData Capabilities vocabulary, `UpdateMethod`).
    let error = selected_of(CLUB, &["/members/*#PUT"], &[]).unwrap_err();
    assert!(error.contains("no PUT can be sent there"), "{error}");
    assert!(error.contains("possible are GET, PATCH, DELETE"), "{error}");
    // The only way to others forbids it; the one to members is not the only one.
    let error = selected_of(CLUB, &["/others/*#DELETE"], &[]).unwrap_err();
    assert!(error.contains("possible are GET, PATCH"), "{error}");
    assert!(selected_of(CLUB, &["/members/*#DELETE"], &[]).is_ok());
    assert!(selected_of(CLUB, &["/others#POST,DELETE"], &[]).is_ok());
}

#[test]
fn references_and_counts_are_paths() {
    let member = (crate::model::StructuredId(0), false);
    let select = |include: &[&str], exclude: &[&str]| selected_of(CLUB, include, exclude).unwrap();
    let selected = select(&["/members/*/friends/$ref"], &[]);
    let references = selected.offered();
    assert!(references.has_references(member, "friends") && references.has_key(member.0));
    assert!(!references.has_step(member, "friends") && !references.has_references(member, "chief"));
    assert!(!references.has_verb(member, Verb::Get) && !references.has_model(member.0));
    let selected = select(&["/members/$count"], &[]);
    let count = selected.offered();
    assert!(count.has_step((member.0, true), "$count"));
    assert!(!count.has_verb((member.0, true), Verb::Get));
    // Who reads can count, and who follows can change what is referred to; unless that is excluded.
    let selected = select(&["/members/*/friends"], &[]);
    let both = selected.offered();
    assert!(both.has_references(member, "friends"));
    assert!(both.has_step((member.0, true), "$count"));
    let selected = select(&["/members/*/friends"], &["**/$ref", "**/$count"]);
    let neither = selected.offered();
    assert!(neither.has_step(member, "friends") && !neither.has_references(member, "friends"));
    assert!(!neither.has_step((member.0, true), "$count"));
    let error = selected_of(CLUB, &["/members/*/chief/$count"], &[]).unwrap_err();
    assert!(error.contains("selects nothing"), "{error}");
}

#[test]
fn references_by_key_are_references() {
    let member = (crate::model::StructuredId(0), false);
    for pattern in [
        "/members/*/friends/*/$ref",
        "/members/{id}/friends/{id}/$ref#DELETE",
    ] {
        let selected = selected_of(CLUB, &[pattern], &[]).unwrap();
        let offered = selected.offered();
        assert!(offered.has_references(member, "friends"), "{pattern}");
        assert!(!offered.has_step(member, "friends"), "{pattern}");
    }
}

/// Books refer to persons, of whom some are writers.
const BOOKS: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
<edmx:DataServices><Schema Namespace="n" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="person"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="writer" BaseType="n.person"><Property Name="prize" Type="Edm.String"/></EntityType>
<EntityType Name="place"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="book"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
<NavigationProperty Name="author" Type="n.person"/><NavigationProperty Name="place" Type="n.place"/></EntityType>
<EntityContainer Name="c"><EntitySet Name="books" EntityType="n.book"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

fn untyped(selected: &Selected) -> Vec<(String, String)> {
    let ServiceGraph { lowered, .. } = &selected.service;
    let found = super::untyped(lowered, &selected.kept).into_iter();
    found.map(|one| (one.property, one.pattern)).collect()
}

#[test]
fn a_named_type_brings_the_bases_that_navigation_leads_to() {
    let person = crate::model::StructuredId(0);
    let plain = selected_of(BOOKS, &["/books/*#GET"], &[]).unwrap();
    assert!(!plain.offered().has_model(person));
    let named = selected_of(BOOKS, &["/books/*#GET", "n.writer"], &[]).unwrap();
    assert!(named.offered().has_model(person));
    // Nothing that is selected leads to a person.
    let alone = selected_of(BOOKS, &["n.writer"], &[]).unwrap();
    assert!(!alone.offered().has_model(person));
}

#[test]
fn navigation_that_holds_json_is_told_with_what_would_type_it() {
    let plain = selected_of(BOOKS, &["/books/*#GET"], &[]).unwrap();
    let pair = |name: &str, pattern: &str| (format!("n.book/{name}"), pattern.to_owned());
    let expected = [
        pair("author", "/books/*/author#GET"),
        pair("place", "/books/*/place#GET"),
    ];
    assert_eq!(untyped(&plain), expected);
    for (_, pattern) in &expected {
        let typed = selected_of(BOOKS, &["/books/*#GET", pattern], &[]).unwrap();
        assert_eq!(untyped(&typed).len(), 1, "{pattern}");
    }
    assert_eq!(untyped(&selected_of(BOOKS, &[], &[]).unwrap()), []);
}
