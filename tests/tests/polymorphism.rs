//! Types that others derive from: what is generated for them, and how the committed crate reads and sends
//! them.

use std::collections::BTreeMap;

use communications::GraphClient;
use communications::call_records::AnyUserAgent;
use communications::models::{
    AnyCommsOperation, AnyEngagementConversationMessage, AnyIdentitySet, AnyMediaConfig,
    AnyMeetingInfo, AnyPrompt, AppHostedMediaConfig, Call, CommsOperation,
    EngagementConversationMessage, EngagementConversationSystemMessage, IdentitySet, MediaInfo,
    MediaPrompt, Modality, OperationStatus, OrganizerMeetingInfo, ServiceHostedMediaConfig,
};
use csdlgen::config::Crate;
use csdlgen::fixup::Overlay;
use odata_client::{Model, StaticToken};
use serde_json::{Value, json};
use tests::generate::{by_path, document, generate};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

fn files_with(contents: &str, any_limit: usize) -> BTreeMap<String, String> {
    let mut config = Crate::new("example").unwrap();
    config.any_limit = any_limit;
    let generated =
        generate(&document(contents), &config).unwrap_or_else(|errors| panic!("{errors}"));
    by_path(generated)
}

fn files(contents: &str) -> BTreeMap<String, String> {
    files_with(contents, csdlgen::config::ANY_LIMIT)
}

const SHAPES: &str = r#"
  <ComplexType Name="shape" Abstract="true"><Property Name="name" Type="Edm.String"/><Property Name="filled" Type="Edm.Boolean"/>
    <Property Name="parts" Type="Collection(t.shape)"/><Property Name="around" Type="t.shape"/></ComplexType>
  <ComplexType Name="circle" BaseType="t.shape"><Property Name="radius" Type="Edm.Int32"/></ComplexType>
  <ComplexType Name="drawing"><Property Name="frame" Type="t.shape"/><Property Name="shapes" Type="Collection(t.shape)"/></ComplexType>"#;

const PEOPLE: &str = r#"
  <EntityType Name="person"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <NavigationProperty Name="friends" Type="Collection(t.person)"/><NavigationProperty Name="boss" Type="t.person"/></EntityType>
  <EntityType Name="manager" BaseType="t.person"><NavigationProperty Name="reports" Type="Collection(t.person)"/></EntityType>
  <EntityType Name="director" BaseType="t.manager"/>
  <Action Name="greet" IsBound="true"><Parameter Name="it" Type="t.person"/><Parameter Name="whom" Type="t.person" Nullable="false"/>
    <Parameter Name="others" Type="Collection(t.person)" Nullable="false"/><Parameter Name="by" Type="t.person"/><ReturnType Type="t.person"/></Action>
  <EntityContainer Name="Service"><EntitySet Name="people" EntityType="t.person"/></EntityContainer>"#;

#[test]
fn complex_types_with_derived_types() {
    let files = files(SHAPES);
    insta::assert_snapshot!(files["src/models/shape.rs"]);
    let drawing = &files["src/models/drawing.rs"];
    assert!(
        drawing.contains("pub frame: Option<AnyShape>,"),
        "{drawing}"
    );
    assert!(
        drawing.contains("pub shapes: Option<Vec<AnyShape>>,"),
        "{drawing}"
    );
}

#[test]
fn entity_types_with_derived_types_and_casts() {
    let files = files(PEOPLE);
    insta::assert_snapshot!(files["src/models/person.rs"]);
    // Through the cast, what the derived type leads to.
    let manager = &files["src/models/manager.rs"];
    assert!(manager.contains("pub enum AnyManager"), "{manager}");
    assert!(
        manager.contains("pub fn reports(&self) -> PersonCollectionRequestBuilder"),
        "{manager}"
    );
    assert!(
        manager.contains(r#"self.0.segment("test.director")"#),
        "{manager}"
    );
}

#[test]
fn families_above_the_limit_have_no_enum_and_no_casts() {
    // Nothing is declared as a manager: with a limit of 1, no family leads to it.
    for (limit, expected) in [(0, [false, false]), (1, [false, false]), (2, [true, true])] {
        let files = files_with(PEOPLE, limit);
        let found = ["person", "manager"].map(|name| {
            let file = &files[&format!("src/models/{name}.rs")];
            let [has_enum, has_cast] =
                ["pub enum Any", "pub fn as_director"].map(|text| file.contains(text));
            assert_eq!(has_enum, has_cast, "{name}");
            has_enum
        });
        assert_eq!(found, expected, "at most {limit}");
    }
}

#[test]
fn a_bare_root_of_nearly_everything_has_no_enum() {
    let root = |properties: &str, derived: usize| {
        let kind = |n: usize| format!("<EntityType Name=\"kind{n}\" BaseType=\"t.root\"/>");
        let types = (0..derived).map(kind).collect::<Vec<_>>().concat();
        let csdl = format!(
            r#"<EntityType Name="root" Abstract="true"><Key><PropertyRef Name="id"/></Key>
            <Property Name="id" Type="Edm.String" Nullable="false"/>{properties}</EntityType>{types}
            <EntityContainer Name="Service"><EntitySet Name="all" EntityType="t.root"/></EntityContainer>"#
        );
        files(&csdl)["src/models/root.rs"].contains("pub enum AnyRoot")
    };
    assert!(!root("", 30));
    assert!(root(r#"<Property Name="name" Type="Edm.String"/>"#, 30));
    assert!(root("", 5), "a small service");
}

#[test]
fn a_type_that_nothing_is_declared_as_has_no_enum() {
    let csdl = r#"<ComplexType Name="base" Abstract="true"/><ComplexType Name="derived" BaseType="t.base"/>
        <ComplexType Name="holder"><Property Name="value" Type="t.derived"/></ComplexType>"#;
    assert!(!files(csdl)["src/models/base.rs"].contains("enum"));
}

#[test]
fn the_root_of_the_service_has_no_enum() {
    let graph = tests::service::repository().join("metadata/communications.csdl");
    let csdl = std::fs::read_to_string(graph).unwrap();
    let files = by_path(generate(&csdl, &Crate::new("example").unwrap()).unwrap());
    assert!(!files.values().any(|file| file.contains("enum AnyEntity ")));
    assert!(files.values().any(|file| file.contains("enum AnyPrompt ")));
}

#[test]
fn collections_hold_nulls_where_the_metadata_says_so() {
    let csdl = r#"<ComplexType Name="row">
        <Property Name="cells" Type="Collection(Edm.String)" Nullable="true"/>
        <Property Name="tags" Type="Collection(Edm.String)"/>
        <Property Name="marks" Type="Collection(Edm.Int32)" Nullable="false"/></ComplexType>"#;
    let file = &files(csdl)["src/models/row.rs"];
    assert!(
        file.contains("pub cells: Option<Vec<Option<String>>>,"),
        "{file}"
    );
    assert!(file.contains("pub tags: Option<Vec<String>>,"), "{file}");
    assert!(file.contains("pub marks: Option<Vec<i32>>,"), "{file}");
}

fn read<T: odata_client::Field>(value: &Value) -> T {
    odata_client::from_json(value.to_string().as_bytes()).unwrap_or_else(|e| panic!("{value}: {e}"))
}

fn written(value: &dyn odata_client::Field) -> Value {
    serde_json::from_slice(&odata_client::to_json(value)).unwrap()
}

#[test]
fn a_call_is_read_with_the_derived_types_of_its_parts() {
    let reply = json!({
        "@odata.type": "#microsoft.graph.call",
        "mediaConfig": {"@odata.type": "#microsoft.graph.appHostedMediaConfig", "blob": "<media>"},
        "meetingInfo": {"allowConversationWithoutHost": true, "@odata.type": "microsoft.graph.organizerMeetingInfo",
            "organizer": {"@odata.type": "#microsoft.graph.identitySet", "user": {"id": "5810", "tenantId": "9f38"}}},
    });
    let call: Call = read(&reply);
    let Some(AnyMediaConfig::AppHostedMediaConfig(media)) = &call.media_config else {
        panic!("{call:?}");
    };
    assert_eq!(media.blob.as_deref(), Some("<media>"));
    let Some(AnyMeetingInfo::OrganizerMeetingInfo(meeting)) = &call.meeting_info else {
        panic!("{call:?}");
    };
    let organizer = meeting.organizer.as_ref().unwrap();
    let derived = organizer.derived().unwrap();
    assert!(matches!(derived, AnyIdentitySet::IdentitySet(_)));
    let user = organizer.user.as_ref().unwrap();
    assert_eq!(user.id.as_deref(), Some("5810"));
    assert_eq!(written(&call), reply);
}

#[test]
fn a_type_of_tomorrow_is_kept_whole_and_written_back() {
    let reply = json!({"prompts": [
        {"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "https://a.example/b.wav"}},
        {"@odata.type": "#microsoft.graph.ttsPrompt", "text": "Hello", "voice": {"rate": 1.5}},
    ]});
    let prompts: Vec<AnyPrompt> = read(&reply["prompts"]);
    let [AnyPrompt::MediaPrompt(media), AnyPrompt::Prompt(unknown)] = prompts.as_slice() else {
        panic!("{prompts:?}");
    };
    assert!(media.media_info.is_some());
    assert_eq!(
        unknown.extra.annotation("odata.type"),
        Some(&json!("#microsoft.graph.ttsPrompt"))
    );
    assert_eq!(unknown.extra.get("text"), Some(&json!("Hello")));
    assert_eq!(written(&prompts), reply["prompts"]);
}

#[test]
fn common_properties_are_read_without_a_match() {
    for name in ["userAgent", "clientUserAgent", "unheardOfUserAgent"] {
        let agent: AnyUserAgent = read(&json!({
            "@odata.type": format!("#microsoft.graph.callRecords.{name}"),
            "headerValue": "h", "applicationVersion": "1",
        }));
        assert_eq!(agent.header_value(), Some("h"));
        assert_eq!(agent.application_version(), Some("1"));
        assert_eq!(
            matches!(agent, AnyUserAgent::ClientUserAgent(_)),
            name == "clientUserAgent"
        );
    }
}

/// What the base does not declare is kept, and so is what tells the type.
#[test]
fn a_concrete_base_is_read_as_itself_and_gives_what_it_is_when_asked() {
    for name in [
        "commsOperation",
        "playPromptOperation",
        "recordOperation",
        "unheardOfOperation",
    ] {
        let reply = json!({
            "@odata.type": format!("#microsoft.graph.{name}"), "id": "1", "clientContext": "c",
            "status": "Running", "resultInfo": {"code": 200}, "recordingLocation": "l", "clear": null,
            "participant@odata.navigationLink": "https://a.example/p",
        });
        let operation: CommsOperation = read(&reply);
        assert_eq!(operation.id.as_deref(), Some("1"));
        assert_eq!(operation.status, Some(OperationStatus::Running));
        let text = odata_client::to_json(&operation);
        assert!(text.starts_with(b"{\"@odata.type\":"), "the type is first");
        let mut kept = reply.clone();
        kept.as_object_mut().unwrap().remove("clear");
        assert_eq!(written(&operation), kept);
        let back: CommsOperation = match operation.derived().unwrap() {
            AnyCommsOperation::RecordOperation(record) => {
                assert_eq!(name, "recordOperation");
                assert_eq!(record.recording_location.as_deref(), Some("l"));
                assert_eq!(record.extra.get("recordingLocation"), None);
                assert_eq!(record.extra.get("@odata.type"), None);
                (*record).into()
            }
            AnyCommsOperation::PlayPromptOperation(play) => {
                assert_eq!(name, "playPromptOperation");
                assert_eq!(play.extra.get("recordingLocation"), Some(&json!("l")));
                (*play).into()
            }
            AnyCommsOperation::CommsOperation(operation) => {
                assert!(name == "commsOperation" || name == "unheardOfOperation");
                *operation
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(back, operation);
        assert_eq!(written(&back), kept);
    }
}

#[test]
fn what_does_not_fit_the_derived_type_is_an_error_only_when_it_is_asked_for() {
    let operation: CommsOperation = read(&json!({
        "@odata.type": "#microsoft.graph.recordOperation", "id": "1", "recordingLocation": [1],
    }));
    let error = operation.derived().unwrap_err().to_string();
    assert!(error.contains("recordingLocation"), "{error}");
}

/// An overlay, or the configuration, says which bases are read into the enum.
#[test]
fn whether_a_base_is_read_into_the_enum_can_be_said() {
    let people = document(PEOPLE);
    let mut config = Crate::new("example").unwrap();
    let holds = |config: &Crate| {
        let files = by_path(generate(&people, config).unwrap_or_else(|e| panic!("{e}")));
        files["src/models/manager.rs"].contains("pub boss: Option<AnyPerson>,")
    };
    assert!(!holds(&config));
    let overlay = "[[polymorphic]]\ntype = \"test.person\"\nis = true\nreason = \"r\"";
    config.overlay = Some(Overlay::parse("o.toml", overlay, false).unwrap());
    assert!(holds(&config));
    config.polymorphic.insert("test.person".to_owned(), false);
    assert!(!holds(&config), "the configuration comes first");

    config.overlay = None;
    config.polymorphic.clear();
    config.polymorphic.insert("test.persn".to_owned(), true);
    let told = generate(&people, &config).unwrap().warnings;
    let told: Vec<String> = told.iter().map(ToString::to_string).collect();
    assert!(
        told.iter().any(|told| told.contains("test.persn")),
        "{told:?}"
    );
    let needless = overlay.replace("true", "false");
    config.overlay = Some(Overlay::parse("o.toml", &needless, false).unwrap());
    let error = generate(&people, &config).unwrap_err().to_string();
    assert!(error.contains("`test.person` is concrete"), "{error}");
}

/// An abstract type is read into the enum whether something derives from it or not, so that the first that does is a variant more.
#[test]
fn an_abstract_type_has_its_enum_before_anything_derives_from_it() {
    let holder = r#"<ComplexType Name="base" Abstract="true"/>
        <ComplexType Name="holder"><Property Name="value" Type="t.base"/></ComplexType>"#;
    let derived = r#"<ComplexType Name="derived" BaseType="t.base"/>"#;
    for csdl in [holder.to_owned(), format!("{holder}{derived}")] {
        let files = files(&csdl);
        assert!(files["src/models/holder.rs"].contains("pub value: Option<AnyBase>,"));
    }
}

#[test]
fn only_what_differs_from_the_declared_type_is_named() {
    let call = Call {
        media_config: Some(ServiceHostedMediaConfig::default().into()),
        meeting_info: Some(
            OrganizerMeetingInfo {
                organizer: Some(IdentitySet::default()),
                ..OrganizerMeetingInfo::default()
            }
            .into(),
        ),
        ..Call::default()
    };
    assert_eq!(
        written(&call),
        json!({
            "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
            "meetingInfo": {"@odata.type": "#microsoft.graph.organizerMeetingInfo", "organizer": {}},
        })
    );
    let mut media = AnyMediaConfig::default();
    media
        .extra_mut()
        .expect("it keeps what is not declared")
        .insert("@odata.type", "#microsoft.graph.newMediaConfig");
    assert_eq!(
        written(&media),
        json!({"@odata.type": "#microsoft.graph.newMediaConfig"})
    );
}

#[test]
fn enums_are_as_small_as_a_box_and_a_number() {
    assert!(size_of::<AnyUserAgent>() <= 2 * size_of::<usize>());
}

async fn server(reply: &Value) -> (MockServer, GraphClient) {
    let server = MockServer::start().await;
    let template = ResponseTemplate::new(200).set_body_json(reply);
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    let client = odata_client::Client::builder(format!("{}/v1.0", server.uri()))
        .credential(StaticToken::new("the-token"))
        .build();
    (server, GraphClient::from(client.unwrap()))
}

async fn sent(server: &MockServer) -> Vec<(String, Value)> {
    let requests = server.received_requests().await.unwrap();
    let sent = requests.iter().map(|request| {
        let body = serde_json::from_slice(&request.body).unwrap_or_default();
        (format!("{} {}", request.method, request.url.path()), body)
    });
    sent.collect()
}

#[tokio::test]
async fn actions_take_derived_types_as_they_are() {
    let (server, graph) =
        server(&json!({"@odata.type": "#microsoft.graph.playPromptOperation", "id": "1"})).await;
    let call = graph.communications().calls().by_id("c");
    let prompt = MediaPrompt {
        media_info: Some(MediaInfo {
            uri: Some("https://a.example/b.wav".to_owned()),
            ..MediaInfo::default()
        }),
        ..MediaPrompt::default()
    };
    call.play_prompt([&prompt]).await.unwrap();
    call.play_prompt(vec![AnyPrompt::from(prompt)])
        .await
        .unwrap();
    let media = AppHostedMediaConfig::default();
    call.answer("https://a.example/", media, [Modality::Audio])
        .send_raw()
        .await
        .unwrap();
    let sent = sent(&server).await;
    let prompts = json!({"prompts": [
        {"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "https://a.example/b.wav"}},
    ]});
    assert_eq!(sent[0].1, prompts);
    assert_eq!(sent[1].1, prompts);
    assert_eq!(
        sent[2].1["mediaConfig"],
        json!({"@odata.type": "#microsoft.graph.appHostedMediaConfig"})
    );
}

#[tokio::test]
async fn collections_give_and_take_what_derives() {
    let (server, graph) = server(&json!({"value": [
        {"@odata.type": "#microsoft.graph.recordOperation", "id": "1", "recordingLocation": "l"},
        {"id": "2"},
    ]}))
    .await;
    let operations = graph.communications().calls().by_id("c").operations();
    let page = operations.list().await.unwrap();
    let [record, plain] = page.value.as_slice() else {
        panic!("{page:?}");
    };
    let AnyCommsOperation::RecordOperation(record) = record.derived().unwrap() else {
        panic!("{page:?}");
    };
    assert_eq!(record.recording_location.as_deref(), Some("l"));
    assert_eq!(plain.id.as_deref(), Some("2"));
    let changes = CommsOperation {
        client_context: Some("x".to_owned()),
        ..CommsOperation::default()
    };
    operations
        .create(&(*record).into())
        .send_raw()
        .await
        .unwrap();
    operations
        .by_id("2")
        .update(&changes)
        .clear("resultInfo")
        .send_raw()
        .await
        .unwrap();
    let sent = sent(&server).await;
    assert_eq!(
        sent[1],
        (
            "POST /v1.0/communications/calls/c/operations".to_owned(),
            json!({
                "@odata.type": "#microsoft.graph.recordOperation", "id": "1", "recordingLocation": "l",
            })
        )
    );
    assert_eq!(
        sent[2],
        (
            "PATCH /v1.0/communications/calls/c/operations/2".to_owned(),
            json!({
                "clientContext": "x", "resultInfo": null,
            })
        )
    );
}

#[tokio::test]
async fn casts_are_segments_of_the_path() {
    let (server, graph) =
        server(&json!({"id": "1", "@odata.type": "#microsoft.graph.recordOperation"})).await;
    let operations = graph.communications().calls().by_id("c").operations();
    operations
        .by_id("1")
        .as_record_operation()
        .get()
        .await
        .unwrap();
    operations
        .as_record_operation()
        .list()
        .send_raw()
        .await
        .unwrap();
    operations
        .as_record_operation()
        .by_id("1")
        .delete()
        .await
        .unwrap();
    let paths: Vec<String> = sent(&server).await.into_iter().map(|sent| sent.0).collect();
    let root = "/v1.0/communications/calls/c/operations";
    assert_eq!(
        paths,
        [
            format!("GET {root}/1/microsoft.graph.recordOperation"),
            format!("GET {root}/microsoft.graph.recordOperation"),
            format!("DELETE {root}/microsoft.graph.recordOperation/1"),
        ]
    );
}

#[test]
fn what_derives_is_not_forgotten_in_navigation_either() {
    let message = EngagementConversationSystemMessage::default();
    let message = EngagementConversationMessage::from(message);
    let back: EngagementConversationMessage = read(&written(&message));
    assert_eq!(back, message);
    let derived = back.derived().unwrap();
    assert!(matches!(
        derived,
        AnyEngagementConversationMessage::EngagementConversationSystemMessage(_)
    ));
}
