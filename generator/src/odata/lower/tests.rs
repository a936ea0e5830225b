//! Lowered services: the way to each place is followed back to it.

use std::path::Path;

use super::{Lowered, Origin, ServiceConventions, lower};
use crate::api::walk::{self, Spelling};
use crate::api::{NodeId, path};
use crate::csdl;
use crate::model;

fn lowered(name: &str, bytes: &[u8]) -> Lowered {
    let document = csdl::read(name, bytes).unwrap().document;
    let model = model::resolve(&document).unwrap().model;
    lower(&model, ServiceConventions::default(), 100)
}

const SHOP: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="keeper"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="nick" Type="Edm.String"/><Property Name="photo" Type="Edm.Stream"/>
    <NavigationProperty Name="jars" Type="Collection(shop.jar)"/>
    <Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection>
      <Record><PropertyValue Property="Name" PropertyPath="nick"/><PropertyValue Property="Alias" String="nick"/></Record>
    </Collection></PropertyValue></Record></Collection></Annotation></EntityType>
  <EntityType Name="jar"><Key><PropertyRef Name="row"/><PropertyRef Name="place"/></Key>
    <Property Name="row" Type="Edm.Int32" Nullable="false"/><Property Name="place" Type="Edm.Int32" Nullable="false"/></EntityType>
  <EntityType Name="lid"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32" Nullable="false"/></EntityType>
  <Function Name="lids" IsBound="true" IsComposable="true"><Parameter Name="it" Type="shop.jar"/>
    <Parameter Name="of" Type="Edm.Int32" Nullable="false"/><ReturnType Type="Collection(shop.lid)"/></Function>
  <Action Name="open" IsBound="true"><Parameter Name="it" Type="shop.jar"/></Action>
  <EntityContainer Name="c"><EntitySet Name="keepers" EntityType="shop.keeper"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

/// The shortest path to each node, each followed back.
fn ways(lowered: &Lowered, spelling: Spelling) -> Vec<String> {
    let api = &lowered.api;
    let shortest = walk::shortest(api, &|_| true);
    let mut paths = Vec::new();
    for node in (0..api.nodes.len()).map(|node| NodeId(u32::try_from(node).unwrap())) {
        let Some(steps) = shortest.to(api, node) else {
            continue;
        };
        let text = walk::template(api, &steps, spelling);
        let segments = path::segments(&text).unwrap();
        let trails = walk::follow(api, &segments, &|_| true)
            .unwrap_or_else(|lost| panic!("{text} is lost after {}", lost.segments));
        // Where a path goes on from a call, it ends with what it takes there.
        let onward = steps
            .last()
            .is_some_and(|last| lowered.origin(*last) == Some(&Origin::Composition));
        let ends = trails.iter().any(|trail| {
            let edges: Vec<_> = trail.iter().map(|taken| taken.edge).collect();
            edges == steps || (onward && edges == steps[..steps.len() - 1])
        });
        assert!(ends, "{text} leads elsewhere");
        paths.push(text);
    }
    paths
}

#[test]
fn paths_lead_where_they_come_from() {
    let lowered = lowered("shop.csdl", SHOP.as_bytes());
    let mut paths = ways(
        &lowered,
        Spelling {
            segment_keys: true,
            full_names: false,
        },
    );
    paths.sort();
    insta::assert_snapshot!(paths.join("\n"));
    ways(
        &lowered,
        Spelling {
            segment_keys: false,
            full_names: true,
        },
    );
}

#[test]
fn paths_of_the_whole_of_graph_lead_where_they_come_from() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/graph/v1.0.csdl");
    let Ok(bytes) = std::fs::read(&file) else {
        println!("skipped: {} is not there", file.display());
        return;
    };
    let lowered = lowered("v1.0.csdl", &bytes);
    let paths = ways(
        &lowered,
        Spelling {
            segment_keys: true,
            full_names: false,
        },
    );
    assert!(paths.len() > 5_000, "{}", paths.len());
    assert!(paths.iter().any(|path| path == "/groups/{id}/members/$ref"));
}
