//! Walks end, whatever the patterns and the graph.

use crate::config::Crate;
use crate::model::{Model, Verb, resolve};
use crate::select::{Pattern, select};

/// A tree of nodes, of which each has two collections of nodes: paths of any length.
const TREE: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
<edmx:DataServices><Schema Namespace="n" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="node"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
<NavigationProperty Name="a" Type="n.node" ContainsTarget="true"/>
<NavigationProperty Name="b" Type="n.node" ContainsTarget="true"/></EntityType>
<EntityContainer Name="c"><Singleton Name="root" Type="n.node"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

fn selected(include: &[&str], exclude: &[&str]) -> Result<Model, String> {
    let document = crate::csdl::read("tree.csdl", TREE.as_bytes())
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
    select(model, &config).map_err(|errors| errors.to_string())
}

#[test]
fn patterns_are_followed_through_cycles() {
    let node = crate::model::StructuredId(0);
    let takes = |include: &[&str], exclude: &[&str], verb| {
        let model = selected(include, exclude).unwrap();
        model.surface.has_verb((node, false), verb)
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
    let surface = selected(&["/root/a/a#GET"], &[]).unwrap().surface;
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
