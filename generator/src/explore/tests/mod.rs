//! The graph of a service and the builders of its crate: each step and each request has a method.

use std::path::Path;

mod paths;

use super::map::Map;
use super::{ExploreError, Explorer};
use crate::api::NodeId;
use crate::config::{Crate, KeyStyle, OperationNames};
use crate::model::StructuredId;
use crate::odata::lower::Origin;
use crate::pipeline::Source;
use crate::plan::Index;
use crate::select::Pattern;

fn explorer(csdl: &[u8], include: &[&str]) -> Explorer {
    let style = (KeyStyle::Segment, OperationNames::Unqualified);
    explorer_with(csdl, include, style)
}

fn explorer_with(
    csdl: &[u8],
    include: &[&str],
    (key_style, operations): (KeyStyle, OperationNames),
) -> Explorer {
    let mut config = Crate::new("zoo").unwrap();
    config.key_style = key_style;
    config.operations = operations;
    let patterns = include.iter().map(|text| Pattern::parse(text).unwrap());
    config.selection.include = patterns.collect();
    let source = Source {
        name: "zoo.csdl".to_owned(),
        bytes: csdl.to_vec(),
    };
    Explorer::read(&source, &config).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The whole of Graph, where it is there.
fn graph() -> Option<Vec<u8>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/graph/v1.0.csdl");
    let bytes = std::fs::read(&file).ok();
    if bytes.is_none() {
        println!("skipped: {} is not there", file.display());
    }
    bytes
}

/// Steps and requests that have no method.
fn without_method(explorer: &Explorer) -> Vec<String> {
    let map = Map::new(explorer);
    let index = Index::new(&explorer.plan);
    let lowered = &explorer.lowered;
    let surface = &explorer.offered();
    let mut missing = Vec::new();
    let nodes = lowered
        .nodes()
        .map(|(resource, node)| (node, Some(resource)));
    for (node, resource) in nodes.chain([(NodeId::ROOT, None)]) {
        if resource.is_some_and(|resource| !surface.has_resource(resource)) {
            continue;
        }
        let name = resource.map_or_else(String::new, |(id, many)| {
            format!("{} {many}", explorer.model.qualified_name(id))
        });
        if resource.is_some() && map.place(node).is_none() {
            missing.push(name);
            continue;
        }
        for (edge, step) in lowered.api.steps(node) {
            let offered = surface.has_edge(edge);
            let found = map.step(edge).is_some();
            if offered != found && !matches!(lowered.origin(edge), Some(Origin::Template(_))) {
                missing.push(format!("{name}: {:?}, offered: {offered}", step.step));
            }
        }
        let Some(resource) = resource else { continue };
        for verb in lowered.api[node].verbs().iter() {
            let offered = surface.has_verb(resource, verb);
            if offered == index.request(node, verb).is_empty() {
                missing.push(format!("{name}: {}, offered: {offered}", verb.name()));
            }
        }
    }
    missing
}

const ZOO: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="zoo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="beast"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="tag" Type="Edm.String"/><Property Name="photo" Type="Edm.Stream"/>
    <NavigationProperty Name="tickets" Type="Collection(zoo.ticket)"/><NavigationProperty Name="mother" Type="zoo.beast"/>
    <Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection>
      <Record><PropertyValue Property="Name" PropertyPath="tag"/><PropertyValue Property="Alias" String="tag"/></Record>
    </Collection></PropertyValue></Record></Collection></Annotation></EntityType>
  <EntityType Name="bear" BaseType="zoo.beast"/>
  <EntityType Name="ticket"><Key><PropertyRef Name="day"/><PropertyRef Name="number"/></Key>
    <Property Name="day" Type="Edm.String" Nullable="false"/><Property Name="number" Type="Edm.Int32" Nullable="false"/></EntityType>
  <EntityType Name="seat"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32" Nullable="false"/></EntityType>
  <Function Name="seats" IsBound="true" IsComposable="true"><Parameter Name="it" Type="zoo.ticket"/>
    <Parameter Name="row" Type="Edm.Int32" Nullable="false"/><ReturnType Type="Collection(zoo.seat)"/></Function>
  <Action Name="feed" IsBound="true"><Parameter Name="it" Type="zoo.beast"/></Action>
  <EntityContainer Name="c"><EntitySet Name="beasts" EntityType="zoo.beast"/><EntitySet Name="tickets" EntityType="zoo.ticket"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

#[test]
fn each_step_and_each_request_has_a_method() {
    for include in [
        &[][..],
        &["/beasts/*#GET"],
        &["/beasts/*/tickets/$ref", "/tickets/$count"],
        &["/beasts/zoo.bear/*/feed", "/tickets/*/seats"],
    ] {
        let missing = without_method(&explorer(ZOO.as_bytes(), include));
        assert_eq!(missing, Vec::<String>::new(), "{include:?}");
    }
}

#[test]
fn each_step_and_each_request_of_the_whole_of_graph_has_a_method() {
    let Some(bytes) = graph() else { return };
    let missing = without_method(&explorer(&bytes, &[]));
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn paths_are_explained_as_the_crate_takes_them() {
    let explorer = explorer(ZOO.as_bytes(), &[]);
    let rust = |path: &str| -> String {
        match explorer.explain(path) {
            Ok(all) => all.into_iter().filter_map(|one| one.rust).collect(),
            Err(error) => error.to_string(),
        }
    };
    let beast = "client.beasts().by_id(id)";
    assert_eq!(rust("/beasts(tag='x')"), "client.beasts().by_tag(tag)");
    assert_eq!(rust("/beasts(id='x')"), beast);
    assert_eq!(rust("/beasts('x')"), beast);
    assert_eq!(rust("/beasts/x"), beast);
    let tickets = "client.tickets().by_day_and_number(day, number)";
    assert_eq!(rust("/tickets/mon/12"), tickets);
    assert_eq!(rust("/tickets(number=12,day='mon')"), tickets);
    assert_eq!(
        rust("/tickets/mon/12/seats(row=1)/7"),
        format!("{tickets}.seats(row).then().by_id(id)")
    );
    assert_eq!(rust("/beasts/$count"), "client.beasts().count()");
    assert_eq!(
        rust("/beasts/x/tickets/$ref"),
        format!("{beast}.tickets_references()")
    );
    assert_eq!(
        rust("/beasts/x/mother/tag"),
        format!("{beast}.mother().get().await?.tag")
    );
    let polymorphic = ZOO.replace("Name=\"beast\"", "Name=\"beast\" Abstract=\"true\"");
    let polymorphic = super::tests::explorer(polymorphic.as_bytes(), &[]);
    let all = polymorphic.explain("/beasts/x/mother/tag").unwrap();
    assert_eq!(
        all.into_iter().find_map(|one| one.rust),
        Some(format!("{beast}.mother().get().await?.tag_property()"))
    );
    let error = explorer.explain("/beasts(name='x')").unwrap_err();
    assert!(
        matches!(error, ExploreError::Segment { number: 1, .. }),
        "{error}"
    );
}

#[test]
fn docs_of_what_only_a_function_gives_have_its_path() {
    let explorer = explorer(ZOO.as_bytes(), &[]);
    let map = Map::new(&explorer);
    let seat = |(id, _): &(StructuredId, _)| explorer.model.qualified_name(*id) == "zoo.seat";
    let (seat, _) = explorer.model.structured_types().find(seat).unwrap();
    let docs = |many: bool| {
        let place = map.node(seat, many).and_then(|node| map.place(node));
        format!("{:?}", place.unwrap().1.docs)
    };
    let path = "/tickets/{day}/{number}/seats(row={row})";
    assert!(
        docs(true).contains(&format!("as at `{path}`")),
        "{}",
        docs(true)
    );
    assert!(
        docs(false).contains(&format!("as at `{path}/{{id}}`")),
        "{}",
        docs(false)
    );
}
