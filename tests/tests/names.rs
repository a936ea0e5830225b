//! What elements of a service are called in Rust, and what is called by which name on the wire.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use csdlgen::config::Crate;
use csdlgen::diff::{Version, compare, render};
use csdlgen::explore::{Explorer, Options, render_explanations};
use csdlgen::pipeline::{self, Source};
use csdlgen::select::Pattern;
use csdlgen::snippet::{Request, snippet};
use garden::GardenClient;
use tests::generate::document;
use tests::naming;
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

/// Names of the methods for functions of one name that take these parameters.
fn overloads(parameters: &[&[&str]]) -> Vec<String> {
    let functions: Vec<String> = parameters
        .iter()
        .map(|names| {
            let parameter = |name| format!("<Parameter Name=\"{name}\" Type=\"Edm.String\"/>");
            let parameters: String = names.iter().map(parameter).collect();
            format!(
                "<Function Name=\"near\">{parameters}<ReturnType Type=\"Edm.Int32\"/></Function>"
            )
        })
        .collect();
    let functions = functions.concat();
    let container = "<EntityContainer Name=\"yard\"><FunctionImport Name=\"Near\" Function=\"t.near\"/>\
                     </EntityContainer>";
    let planned = pipeline::plan(&source(&(functions + container)), &config()).unwrap();
    let methods = planned.plan.client.unwrap().methods;
    methods
        .iter()
        .map(|method| method.name.to_string())
        .collect()
}

#[test]
fn an_overload_is_told_by_one_parameter_where_one_does() {
    assert_eq!(
        overloads(&[&[], &["a"], &["a", "b"]]),
        ["near", "near_with_a", "near_with_b"]
    );
    assert_eq!(
        overloads(&[&["a", "b"], &["a", "c"], &["d"]]),
        ["near_with_b", "near_with_c", "near_with_d"]
    );
    // Each is taken by another too.
    assert_eq!(
        overloads(&[&["a", "b"], &["a", "c"], &["b", "c"]]),
        ["near_with_a_and_b", "near_with_a_and_c", "near_with_b"]
    );
}

#[test]
fn names_that_tell_overloads_apart_have_60_letters_at_most() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let code = fs::read_to_string(&path).unwrap();
            let names = code.split("pub fn ").skip(1);
            let names = names.filter_map(|rest| rest.split(['(', '<']).next());
            for name in names.filter(|name| name.contains("_with_")) {
                seen += 1;
                assert!(name.len() <= 60, "{name} in {}", path.display());
            }
        }
    }
    assert!(seen > 20, "{seen}");
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

/// The names of a schema in Rust, and what was told of them.
fn named(schema: &str, renames: &[(&str, &str)]) -> (BTreeMap<String, String>, Vec<String>) {
    let mut config = config();
    let renames = renames.iter();
    config.rename = renames
        .map(|(of, name)| ((*of).to_owned(), (*name).to_owned()))
        .collect();
    let planned = pipeline::plan(&source(schema), &config).unwrap_or_else(|e| panic!("{e}"));
    let told = planned.warnings.iter().map(ToString::to_string).collect();
    (naming::names(&planned.plan), told)
}

/// Orders, with further members.
fn orders(members: &str) -> String {
    format!(
        r#"<EntityType Name="order"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>{members}</EntityType>
        <EntityType Name="region"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
        <EntityContainer Name="shop"><EntitySet Name="orders" EntityType="t.order"/></EntityContainer>"#
    )
}

fn assert_names(found: &BTreeMap<String, String>, expected: &[(&str, &str)]) {
    for (what, name) in expected {
        assert_eq!(found.get(*what).map(String::as_str), Some(*name), "{what}");
    }
}

#[test]
fn a_property_keeps_its_name_before_a_navigation_property() {
    let property = r#"<Property Name="Region" Type="Edm.String"/>"#;
    let navigation = r#"<NavigationProperty Name="_Region" Type="t.region"/>"#;
    // Whichever comes first.
    for members in [[property, navigation], [navigation, property]] {
        let (found, told) = named(&orders(&members.concat()), &[]);
        let expected = [
            ("field test.order/Region", "region"),
            ("constant test.order/Region", "REGION"),
            ("field test.order/_Region", "region_link"),
            ("constant test.order/_Region", "REGION_LINK"),
            ("method /_Region of one test.order", "region_link"),
            (
                "method _Region/$ref of one test.order",
                "region_link_reference",
            ),
        ];
        assert_names(&found, &expected);
        let [told] = told.as_slice() else {
            panic!("{told:?}")
        };
        assert!(told.contains("\"_Region\" becomes `region_link`"), "{told}");
        // Both places, and what to write.
        assert_eq!(told.matches("test.csdl:3:").count(), 2, "{told}");
        assert!(told.contains("\"test.order/_Region\" = "), "{told}");
    }
}

#[test]
fn properties_that_differ_in_case_are_numbered() {
    let members = r#"<Property Name="VatCode" Type="Edm.String"/><Property Name="VATCode" Type="Edm.String"/>
        <Property Name="_summary" Type="Edm.String"/><Property Name="summary" Type="Edm.String"/>
        <Property Name="queryString" Type="Edm.String"/><Property Name="query_string" Type="Edm.String"/>"#;
    let (found, told) = named(&orders(members), &[]);
    let expected = [
        ("field test.order/VatCode", "vat_code"),
        ("field test.order/VATCode", "vat_code_2"),
        ("field test.order/_summary", "summary"),
        ("field test.order/summary", "summary_2"),
        ("field test.order/queryString", "query_string"),
        ("field test.order/query_string", "query_string_2"),
    ];
    assert_names(&found, &expected);
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn types_that_differ_in_case_are_numbered_and_entities_keep_their_names() {
    let schema =
        r#"<ComplexType Name="Ticket"><Property Name="label" Type="Edm.String"/></ComplexType>"#
            .to_owned()
            + &orders("")
                .replace("\"order\"", "\"ticket\"")
                .replace("t.order", "t.ticket");
    let (found, told) = named(&schema, &[]);
    let expected = [
        ("type test.ticket", "Ticket"),
        ("file of test.ticket", "ticket"),
        ("builder of one test.ticket", "TicketRequestBuilder"),
        ("type test.Ticket", "Ticket2"),
        ("file of test.Ticket", "ticket2"),
    ];
    assert_names(&found, &expected);
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn types_whose_files_some_disks_take_for_one_have_other_files() {
    let (found, _) = named(r#"<ComplexType Name="A1b"/><ComplexType Name="A1B"/>"#, &[]);
    let names: BTreeSet<&String> = found.values().collect();
    assert_eq!(names.len(), found.len(), "{found:?}");
}

#[test]
fn what_is_inherited_keeps_its_name() {
    let schema = orders(r#"<Property Name="vatCode" Type="Edm.String"/>"#)
        + r#"<EntityType Name="rush" BaseType="t.order"><Property Name="VATCode" Type="Edm.String"/></EntityType>
        <EntityType Name="night" BaseType="t.rush"><NavigationProperty Name="vat_code" Type="t.region"/></EntityType>"#;
    let (found, told) = named(&schema, &[]);
    let expected = [
        ("field test.order/vatCode", "vat_code"),
        ("field test.rush/vatCode", "vat_code"),
        ("field test.rush/VATCode", "vat_code_rush"),
        ("field test.night/vatCode", "vat_code"),
        ("field test.night/VATCode", "vat_code_rush"),
        ("field test.night/vat_code", "vat_code_night_link"),
    ];
    assert_names(&found, &expected);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_given_name_comes_before_all_others() {
    let members = r#"<Property Name="Region" Type="Edm.String"/><NavigationProperty Name="area" Type="t.region"/>"#;
    let schema = orders(members)
        + r#"<EntityType Name="rush" BaseType="t.order"/><EnumType Name="state"><Member Name="open" Value="0"/></EnumType>
        <Action Name="send" IsBound="true"><Parameter Name="it" Type="t.order"/></Action>"#;
    let renames = [
        ("test.order/area", "region"),
        ("test.region", "Order"),
        ("test.state/open", "Ajar"),
        ("test.send", "dispatch"),
        ("test.shop/orders", "all"),
    ];
    let (found, told) = named(&schema, &renames);
    let expected = [
        ("field test.order/area", "region"),
        ("method /area of one test.order", "region"),
        ("method area/$ref of one test.order", "region_reference"),
        ("field test.order/Region", "region_2"),
        ("field test.rush/area", "region"),
        ("method /area of one test.rush", "region"),
        ("type test.region", "Order"),
        ("type test.order", "Order2"),
        ("member test.state/open", "Ajar"),
        ("method call test.send of one test.order", "dispatch"),
        ("method /orders of client", "all"),
    ];
    assert_names(&found, &expected);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_given_name_for_nothing_is_told() {
    let (_, told) = named(&orders(""), &[("test.order/gone", "x"), ("test.none", "Y")]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("test.none") && told[1].contains("test.order/gone"));
}
