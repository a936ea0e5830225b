//! What elements of a service are called in Rust, and what is called by which name on the wire.

use csdlgen::config::Crate;
use csdlgen::diff::{Version, compare, render};
use csdlgen::explore::{Explorer, Options, render_explanations};
use csdlgen::pipeline::{self, Source};
use csdlgen::select::Pattern;
use csdlgen::snippet::{Request, snippet};
use garden::GardenClient;
use tests::generate::document;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// What a server was sent: methods with paths.
async fn sent(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    let shown = requests.iter();
    shown
        .map(|request| format!("{} {}", request.method, request.url.path()))
        .collect()
}

#[tokio::test]
async fn imports_are_called_by_their_own_names() {
    let server = MockServer::start().await;
    let reply = ResponseTemplate::new(200).set_body_raw(r#"{"value":7}"#, "application/json");
    Mock::given(any()).respond_with(reply).mount(&server).await;
    let garden = GardenClient::anonymous(&server.uri()).unwrap();

    assert_eq!(garden.scales().await.unwrap(), Some(7));
    assert_eq!(garden.old_scales().unit("kg").await.unwrap(), Some(7));
    garden.emergency_stop().await.unwrap();

    let expected = [
        "GET /Scales()",
        "GET /OldScales(Unit='kg')",
        "POST /EmergencyStop",
    ];
    assert_eq!(sent(&server).await, expected);
}

fn source(contents: &str) -> Source {
    Source {
        name: "test.csdl".to_owned(),
        bytes: document(contents).into_bytes(),
    }
}

fn config() -> Crate {
    Crate::new("mill").unwrap()
}

const MILL: &str = r#"<Function Name="weigh"><Parameter Name="unit" Type="Edm.String" Nullable="false"/><ReturnType Type="Edm.Int32"/></Function>
    <Function Name="weigh"><ReturnType Type="Edm.Int32"/></Function><Action Name="halt"/>
    <EntityContainer Name="yard"><FunctionImport Name="Scales" Function="t.weigh"/>
      <FunctionImport Name="OldScales" Function="t.weigh"/><ActionImport Name="EmergencyStop" Action="t.halt"/></EntityContainer>"#;

fn methods_of_client(config: &Crate) -> Vec<String> {
    let planned = pipeline::plan(&source(MILL), config).unwrap();
    let methods = planned.plan.client.unwrap().methods;
    methods
        .iter()
        .map(|method| method.name.to_string())
        .collect()
}

#[test]
fn every_import_has_a_method_for_each_overload() {
    let expected = [
        "scales_with_unit",
        "scales",
        "old_scales_with_unit",
        "old_scales",
        "emergency_stop",
    ];
    assert_eq!(methods_of_client(&config()), expected);
}

#[test]
fn an_import_is_selected_by_its_own_name() {
    let mut config = config();
    config.selection.include = vec![Pattern::parse("/Scales").unwrap()];
    assert_eq!(methods_of_client(&config), ["scales_with_unit", "scales"]);
    config.selection.include = vec![Pattern::parse("/weigh").unwrap()];
    assert!(pipeline::plan(&source(MILL), &config).is_err());
}

#[test]
fn an_import_is_explained_and_found_by_its_own_name() {
    let explorer = Explorer::read(&source(MILL), &config()).unwrap();
    for (path, rust) in [
        ("/Scales()", "client.scales()"),
        ("/OldScales(unit='kg')", "client.old_scales_with_unit(unit)"),
        ("/EmergencyStop", "client.emergency_stop()"),
    ] {
        let found = explorer.explain(path).unwrap();
        assert!(
            found.iter().any(|one| one.rust.as_deref() == Some(rust)),
            "{path}"
        );
    }
    assert!(explorer.explain("/weigh()").is_err());
    let options = Options {
        limit: 10,
        kinds: Vec::new(),
    };
    let found = explorer.search("scales", &options);
    let paths: Vec<_> = found.hits.iter().map(|hit| hit.path.as_deref()).collect();
    assert!(
        paths.contains(&Some("/OldScales(unit={unit})")),
        "{paths:?}"
    );
    let operation = explorer.explain("test.halt").unwrap();
    assert!(render_explanations(&operation).contains("/EmergencyStop"));
}

#[test]
fn a_request_to_an_import_becomes_a_call_of_it() {
    let plan = pipeline::plan(&source(MILL), &config()).unwrap().plan;
    for (request, call) in [
        ("GET /Scales()", "client.scales()"),
        (
            "GET /OldScales(unit='kg')",
            r#"client.old_scales_with_unit("kg")"#,
        ),
        ("POST /EmergencyStop", "client.emergency_stop()"),
    ] {
        let parsed = Request::parse(request, None).unwrap();
        let made = snippet(&plan, "mill", &parsed).unwrap();
        assert_eq!(made.expression, call, "{request}");
    }
    let unknown = Request::parse("GET /weigh()", None).unwrap();
    assert!(snippet(&plan, "mill", &unknown).is_err());
}

#[test]
fn an_import_with_another_name_breaks_its_callers() {
    let read = |text: &str| Version::read(&source(text), &config()).unwrap().0;
    let renamed = MILL.replace("OldScales", "Balance");
    let text = render::text(&compare(&read(MILL), &read(&renamed), None));
    assert!(text.contains("YardClient::old_scales"), "{text}");
    assert!(text.contains("YardClient::balance"), "{text}");
    assert!(!text.contains("YardClient::scales"), "{text}");
}
