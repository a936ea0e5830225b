//! A management controller in the manner of Redfish: `tests/bmc`, whose metadata is in eight documents, against a loopback
//! server whose resources are found by links alone. No set, no key in a path; `@odata.type` names any version of a type.

use bmc::BmcClient;
use bmc::chassis::{Chassis, DoorState};
use bmc::requests::chassis::{ActionsRequestBuilder, ChassisRequestBuilder};
use bmc::requests::chassis_collection::ChassisCollectionRequestBuilder;
use bmc::requests::computer_system::ComputerSystemRequestBuilder;
use bmc::requests::service_root::ServiceRootRequestBuilder;
use bmc::resource::{AnyItem, Health, ResetType};
use odata_client::{Extra, Resource, StaticToken};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Path below the root of the server, and what is there.
const RESOURCES: &[(&str, &str)] = &[
    (
        "/redfish/v1",
        r##"{"@odata.id":"/redfish/v1","@odata.type":"#ServiceRoot.v1_1_0.ServiceRoot","Id":"RootService","Name":"Root",
        "RedfishVersion":"1.22.0","UUID":"92384634-2938-2342-8820-489239905423","Vendor":"Nobody",
        "Chassis":{"@odata.id":"/redfish/v1/Chassis"},"Systems":{"@odata.id":"/redfish/v1/Systems"}}"##,
    ),
    (
        "/redfish/v1/Chassis",
        r##"{"@odata.id":"/redfish/v1/Chassis","@odata.type":"#ChassisCollection.ChassisCollection","Name":"Chassis",
        "Members@odata.count":2,"Members":[{"@odata.id":"/redfish/v1/Chassis/1U"},{"@odata.id":"/redfish/v1/Chassis/2U"}]}"##,
    ),
    (
        "/redfish/v1/Chassis/1U",
        r##"{"@odata.id":"/redfish/v1/Chassis/1U","@odata.type":"#Chassis.v1_28_0.Chassis","Id":"1U","Name":"Blade",
        "ChassisType":"Blade","AssetTag":"a-1","Tags":["left"],"Doors":{"Front":"Open"},"Status":{"State":"Enabled","Health":"OK"},
        "Links":{"ComputerSystems":[{"@odata.id":"/redfish/v1/Systems/7"}],"Contains":[{"@odata.id":"/redfish/v1/Chassis/2U"}]},
        "Actions":{"#Chassis.Reset":{"target":"/redfish/v1/Chassis/1U/Actions/Chassis.Reset",
        "ResetType@Redfish.AllowableValues":["On","ForceOff"]}}}"##,
    ),
    // Older and newer than the description.
    (
        "/redfish/v1/Chassis/2U",
        r##"{"@odata.id":"/redfish/v1/Chassis/2U","@odata.type":"#Chassis.v1_99_0.Chassis","Id":"2U","Name":"Rack",
        "HeatingCoolingEquipmentNames":["fan"],"Future":1}"##,
    ),
    (
        "/redfish/v1/Systems/7",
        r##"{"@odata.id":"/redfish/v1/Systems/7","@odata.type":"#ComputerSystem.v1_1_0.ComputerSystem","Id":"7","Name":"Web",
        "HostName":"web-7","Status":{"Health":"Warning"},"PoweredBy":[
        {"@odata.id":"/redfish/v1/Chassis/1U","@odata.type":"#Chassis.v1_2_0.Chassis","AssetTag":"a-1"},
        {"@odata.id":"/redfish/v1/Chassis/2U","@odata.type":"#Chassis.v1_99_0.Chassis"},
        {"@odata.id":"/redfish/v1/Fans/1","@odata.type":"#Fan.v1_0_0.Fan"}]}"##,
    ),
];

async fn controller() -> (MockServer, BmcClient) {
    let server = MockServer::start().await;
    for (at, body) in RESOURCES {
        let reply = ResponseTemplate::new(200).set_body_raw(*body, "application/json");
        let mock = Mock::given(method("GET")).and(path(*at));
        mock.respond_with(reply).mount(&server).await;
    }
    let client = odata_client::Client::builder(format!("{}/redfish/v1", server.uri()))
        .credential(StaticToken::new("the-token"))
        .build();
    (server, BmcClient::from(client.unwrap()))
}

/// Where a link leads.
fn linked(bmc: &BmcClient, extra: &Extra) -> Resource {
    let id = extra.annotation("odata.id").and_then(|id| id.as_str());
    bmc.client().resource_at(id.unwrap()).unwrap()
}

/// The first chassis, come to from the root by links.
async fn first_chassis(bmc: &BmcClient) -> (ChassisRequestBuilder, Chassis) {
    let root = bmc
        .client()
        .resource_at("/redfish/v1")
        .map(ServiceRootRequestBuilder);
    let root = root.unwrap().get().await.unwrap();
    assert_eq!(root.vendor.as_deref(), Some("Nobody"), "of version 1.1.0");
    let all = linked(bmc, &root.chassis.unwrap().extra);
    let all = ChassisCollectionRequestBuilder(all);
    let all: &ChassisCollectionRequestBuilder = &all;
    let all = all.get().await.unwrap();
    assert_eq!(all.extra.count("Members"), Some(2));
    let members = all.members.unwrap();
    assert_eq!(members.len(), 2);
    let chassis = ChassisRequestBuilder(linked(bmc, &members[0].extra));
    let read = chassis.get().await.unwrap();
    (chassis, read)
}

#[tokio::test]
async fn links_lead_from_the_root_to_typed_replies_of_the_newest_version() {
    let (_server, bmc) = controller().await;
    let (_, chassis) = first_chassis(&bmc).await;
    // Of the oldest version, a middle one, the newest, and the newest of its base.
    assert_eq!(chassis.chassis_type, Some(bmc::chassis::ChassisType::Blade));
    assert_eq!(chassis.asset_tag.as_deref(), Some("a-1"));
    let doors = chassis.doors.unwrap();
    assert_eq!(doors.front, Some(DoorState::Open));
    assert_eq!(chassis.tags.as_deref(), Some(&["left".to_owned()][..]));
    assert_eq!(chassis.status.unwrap().health, Some(Health::Ok));

    let links = chassis.links.unwrap();
    let systems = links.computer_systems.unwrap();
    let system = ComputerSystemRequestBuilder(linked(&bmc, &systems[0].extra));
    let system = system.get().await.unwrap();
    assert_eq!(system.host_name.as_deref(), Some("web-7"));
    // A version that the description does not have is read as the newest that it has; the rest is kept.
    let contained = links.contains.unwrap();
    let newer = ChassisRequestBuilder(linked(&bmc, &contained[0].extra));
    let newer = newer.get().await.unwrap();
    let names = newer.heating_cooling_equipment_names.unwrap();
    assert_eq!(names, ["fan"]);
    assert!(newer.extra.get("Future").is_some());
}

#[tokio::test]
async fn any_version_is_the_type_among_those_that_derive_from_its_base() {
    let (_server, bmc) = controller().await;
    let system = bmc.client().resource_at("/redfish/v1/Systems/7");
    let system = system.map(ComputerSystemRequestBuilder).unwrap();
    let powered_by = system.get().await.unwrap().powered_by.unwrap();
    let [
        AnyItem::Chassis(older),
        AnyItem::Chassis(newer),
        AnyItem::Item(other),
    ] = &powered_by[..]
    else {
        panic!("{powered_by:?}")
    };
    assert_eq!(older.asset_tag.as_deref(), Some("a-1"));
    let told = |extra: &Extra| Some(extra.annotation("odata.type")?.as_str()?.to_owned());
    assert_eq!(
        told(&older.extra).as_deref(),
        Some("#Chassis.v1_2_0.Chassis")
    );
    assert_eq!(
        told(&newer.extra).as_deref(),
        Some("#Chassis.v1_99_0.Chassis")
    );
    assert_eq!(told(&other.extra).as_deref(), Some("#Fan.v1_0_0.Fan"));
    // What is sent is of the newest version that the description has.
    let sent = AnyItem::from(Chassis::default());
    let sent = String::from_utf8(odata_client::to_json(&sent)).unwrap();
    assert_eq!(sent, r##"{"@odata.type":"#Chassis.v1_28_0.Chassis"}"##);
}

#[tokio::test]
async fn an_action_is_called_where_the_resource_says() {
    let (server, bmc) = controller().await;
    let target = "/redfish/v1/Chassis/1U/Actions/Chassis.Reset";
    let reply = ResponseTemplate::new(204);
    let mock = Mock::given(method("POST")).and(path(target));
    mock.respond_with(reply).expect(2).mount(&server).await;
    let (chassis, read) = first_chassis(&bmc).await;
    // As the resource says.
    let actions = read.actions.unwrap();
    let told = actions.extra.get("#Chassis.Reset").unwrap();
    let told = told["target"].as_str().unwrap();
    assert!(told.ends_with(target), "{told}");
    let (resource, _) = told.rsplit_once('/').unwrap();
    let actions = bmc
        .client()
        .resource_at(resource)
        .map(ActionsRequestBuilder);
    let off = actions.unwrap().reset().reset_type(ResetType::ForceOff);
    off.await.unwrap();
    // As the description says, which is the same.
    let on = chassis.actions().reset().reset_type(ResetType::On);
    on.await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let posted = requests
        .iter()
        .filter(|request| request.method.as_str() == "POST");
    let bodies: Vec<&[u8]> = posted.map(|request| request.body.as_slice()).collect();
    assert_eq!(
        bodies,
        [
            &br#"{"ResetType":"ForceOff"}"#[..],
            br#"{"ResetType":"On"}"#
        ]
    );
}
