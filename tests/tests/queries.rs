//! Typed queries and instance annotations: what becomes of CSDL, and what the committed crate sends.

use communications::GraphClient;
use communications::models::{Call, CallState, Entity, Participant, ParticipantInfo};
use csdlgen::config::Crate;
use odata_client::StaticToken;
use tests::generate::{by_path, document, generate};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

const TYPES: &str = r#"
  <EnumType Name="color"><Member Name="red" Value="0"/></EnumType>
  <EnumType Name="right" IsFlags="true"><Member Name="read" Value="1"/></EnumType>
  <TypeDefinition Name="length" UnderlyingType="Edm.Decimal"/>
  <EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Guid"/></EntityType>
  <EntityType Name="old" BaseType="t.entity">
    <Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>
      <PropertyValue Property="Kind" EnumMember="Org.OData.Core.V1.RevisionKind/Deprecated"/>
    </Record></Collection></Annotation>
  </EntityType>
  <EntityType Name="file" BaseType="t.entity">
    <Property Name="name" Type="Edm.String"/><Property Name="type" Type="Edm.Boolean"/>
    <Property Name="size" Type="Edm.Int64"/><Property Name="length" Type="t.length"/>
    <Property Name="day" Type="Edm.Date"/><Property Name="changed" Type="Edm.DateTimeOffset"/>
    <Property Name="at" Type="Edm.TimeOfDay"/><Property Name="took" Type="Edm.Duration"/>
    <Property Name="hash" Type="Edm.Binary"/><Property Name="place" Type="Edm.GeographyPoint"/>
    <Property Name="color" Type="t.color"/><Property Name="rights" Type="t.right"/>
    <Property Name="tags" Type="Collection(Edm.String)"/><Property Name="owner" Type="t.person"/>
    <Property Name="content" Type="Edm.Stream"/>
    <NavigationProperty Name="parent" Type="t.file"/><NavigationProperty Name="children" Type="Collection(t.file)"/>
    <NavigationProperty Name="formerly" Type="t.old"/>
    <Property Name="_名前" Type="Edm.String"/>
  </EntityType>
  <ComplexType Name="person"><Property Name="name" Type="Edm.String"/></ComplexType>
  <Term Name="conflictBehavior" Type="Edm.String" AppliesTo="t.file">
    <Annotation Term="Org.OData.Core.V1.Description" String="What is done where the name is taken."/>
  </Term>
  <Term Name="changedBy" Type="Collection(t.person)" AppliesTo="Property t.entity)"/>
  <Term Name="clone" Type="t.color" AppliesTo="t.file"/>
  <Term Name="nowhere" Type="Edm.Int32" AppliesTo="t.missing"/>
  <Term Name="anywhere" Type="Edm.Int32" AppliesTo="EntityType"/>"#;

#[test]
fn properties_and_annotations() {
    let generated = generate(&document(TYPES), &Crate::new("example").unwrap()).unwrap();
    let warnings: Vec<String> = generated.warnings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!("odd_terms", warnings.join("\n"));
    let file = by_path(generated).remove("src/models/file.rs").unwrap();
    let (start, end) = (
        file.find("odata_client::codegen::model!"),
        file.find("/// Requests to"),
    );
    insta::assert_snapshot!(file[start.unwrap()..end.unwrap()].trim_end());
}

async fn server() -> (MockServer, GraphClient) {
    let server = MockServer::start().await;
    let reply = ResponseTemplate::new(200).set_body_raw(r#"{"value": []}"#, "application/json");
    Mock::given(any()).respond_with(reply).mount(&server).await;
    let client = GraphClient::builder()
        .base_url(format!("{}/v1.0", server.uri()))
        .credential(StaticToken::new("the-token"))
        .build();
    (server, GraphClient::from(client.unwrap()))
}

async fn queries(server: &MockServer) -> Vec<(String, String)> {
    let requests = server.received_requests().await.unwrap();
    let pairs = requests
        .iter()
        .flat_map(|request| request.url.query_pairs().into_owned());
    pairs.collect()
}

#[tokio::test]
async fn constants_make_the_query() {
    let (server, graph) = server().await;
    graph
        .communications()
        .calls()
        .list()
        .select([Call::ID, Call::SUBJECT])
        .expand(
            Call::PARTICIPANTS
                .select((Participant::ID, Participant::IS_MUTED))
                .filter(Participant::IS_MUTED.eq(true))
                .top(5),
        )
        .filter(
            Call::SUBJECT.starts_with("A&B's")
                & Call::STATE.in_([CallState::Established, CallState::Hold])
                & Call::PARTICIPANTS
                    .any(|one| (one.at(Participant::INFO) / ParticipantInfo::REGION).ne("emea")),
        )
        .order_by((Call::SUBJECT.desc(), Entity::ID))
        .await
        .unwrap();
    let expected = [
        ("$select", "id,subject"),
        (
            "$expand",
            "participants($select=id,isMuted;$filter=isMuted eq true;$top=5)",
        ),
        (
            "$filter",
            "startswith(subject,'A&B''s') and state in ('established','hold') \
             and participants/any(x:x/info/region ne 'emea')",
        ),
        ("$orderby", "subject desc,id"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(queries(&server).await, expected);
}

#[tokio::test]
async fn texts_make_the_query_too() {
    let (server, graph) = server().await;
    let calls = graph.communications().calls();
    let one: odata_client::List<Participant> = calls.by_id("1").participants().list();
    one.select("id")
        .filter("isMuted eq true")
        .order_by(["id desc"])
        .await
        .unwrap();
    let expected = [
        ("$select", "id"),
        ("$filter", "isMuted eq true"),
        ("$orderby", "id desc"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(queries(&server).await, expected);
}
