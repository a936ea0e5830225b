//! Services in the terms of HTTP: the committed crate of a made-up one against a loopback server, and every description in
//! `../shared/openapi`, generated in memory.

use std::path::{Path, PathBuf};

use petshop::PetShopClient;
use petshop::models::{
    Address, Answer, Dry, Kind, ListPetsPrice, Order, Pet, PetFood, PetRank, Problem,
};
use petshop::requests::CreatePetReply;
use petshop::service_client::{Client, Either, File, to_json};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

fn client(server: &MockServer) -> PetShopClient {
    let client = Client::builder(format!("{}/v1", server.uri()))
        .api_key("key", "the-key")
        .build();
    client.unwrap().into()
}

async fn answers(server: &MockServer, verb: &str, at: &str, reply: ResponseTemplate) {
    let mock = Mock::given(method(verb)).and(path(format!("/v1{at}")));
    mock.respond_with(reply).mount(server).await;
}

async fn only_request(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

fn json(status: u16, text: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(text.to_owned(), "application/json")
}

fn text_of(request: &Request) -> String {
    String::from_utf8(request.body.clone()).unwrap()
}

#[tokio::test]
async fn lists_are_read_over_all_pages() {
    let server = MockServer::start().await;
    let next = format!("<{}/v1/pets?page=2>; rel=\"next\"", server.uri());
    let first = Mock::given(method("GET")).and(query_param("kind", "cat"));
    let reply = json(200, r#"[{"name": "Tom"}]"#).insert_header("Link", next.as_str());
    first.respond_with(reply).mount(&server).await;
    let second = Mock::given(method("GET")).and(query_param("page", "2"));
    let reply = json(200, r#"[{"name": "Kit", "kind": "lion"}]"#);
    second.respond_with(reply).mount(&server).await;

    let price = ListPetsPrice {
        from: Some(1),
        ..ListPetsPrice::default()
    };
    let pets = client(&server).pets();
    let mut items = pets
        .get()
        .kind([Kind::Cat, Kind::Dog])
        .price(&price)
        .items();
    let mut names = Vec::new();
    while let Some(pet) = items.try_next().await.unwrap() {
        names.extend(pet.name);
    }

    assert_eq!(names, ["Tom", "Kit"]);
    let requests = server.received_requests().await.unwrap();
    let queries: Vec<_> = requests.iter().map(|it| it.url.query().unwrap()).collect();
    assert_eq!(queries, ["kind=cat&kind=dog&price%5Bfrom%5D=1", "page=2"]);
    assert_eq!(requests[1].headers["x-shop-key"], "the-key");
}

#[tokio::test]
async fn a_body_and_what_comes_back_by_status() {
    let server = MockServer::start().await;
    let ticket = r#"{"number": 7, "before": "cat", "after": "bird", "doctor": null}"#;
    answers(&server, "POST", "/pets", json(202, ticket)).await;
    let pet = Pet {
        id: Some("never sent".to_owned()),
        name: Some("Tom".to_owned()),
        owner: Some(Either::Second(Box::new(Address {
            city: Some("Rome".to_owned()),
            ..Address::default()
        }))),
        food: Some(PetFood::Dry(Box::new(Dry {
            grams: Some(20),
            ..Dry::default()
        }))),
        rank: Some(PetRank::N2),
        ..Pet::default()
    };

    let reply = client(&server).pets().post(&pet).await.unwrap();

    let CreatePetReply::Accepted(ticket) = reply else {
        panic!("{reply:?}");
    };
    assert_eq!(ticket.number, Some(7));
    // What has no name in the description, and a type.
    let others: Vec<_> = ticket.additional_properties.iter().collect();
    let bird = "bird".parse::<Kind>().unwrap();
    assert_eq!(others, [("after", &bird), ("before", &Kind::Cat)]);
    assert_eq!(
        String::from_utf8(to_json(&ticket)).unwrap(),
        r#"{"number":7,"after":"bird","before":"cat","doctor":null}"#
    );
    let request = only_request(&server).await;
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(
        text_of(&request),
        r#"{"name":"Tom","owner":{"city":"Rome"},"food":{"is":"Dry","grams":20},"rank":2}"#
    );
}

#[tokio::test]
async fn shapes_are_told_apart() {
    let server = MockServer::start().await;
    let text = r#"{"name": "Tom", "owner": "Ann", "food": {"is": "Wet", "tins": 2}, "rank": "best",
                   "tags": {"a": ["b"]}, "mother": {"rank": 9}}"#;
    answers(&server, "GET", "/pets/a%2Fb", json(200, text)).await;

    let pet = client(&server).pets().by_pet_id("a/b").get().await.unwrap();

    assert_eq!(pet.owner, Some(Either::First("Ann".to_owned())));
    let Some(PetFood::Wet(wet)) = pet.food else {
        panic!("{:?}", pet.food);
    };
    assert_eq!(wet.tins, Some(2));
    assert_eq!(pet.rank, Some(PetRank::Best));
    assert_eq!(pet.tags.unwrap().get("a").unwrap(), &["b"]);
    assert_eq!(pet.mother.unwrap().rank.unwrap().to_string(), "9");
}

#[tokio::test]
async fn errors_are_of_the_type_that_is_declared() {
    let server = MockServer::start().await;
    answers(
        &server,
        "GET",
        "/pets/x",
        json(404, r#"{"message": "no such pet"}"#),
    )
    .await;

    let error = client(&server)
        .pets()
        .by_pet_id("x")
        .get()
        .await
        .unwrap_err();

    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    let problem: Problem = error.decoded().unwrap();
    assert_eq!(problem.message.as_deref(), Some("no such pet"));
}

#[tokio::test]
async fn forms_nest_as_the_description_says() {
    let server = MockServer::start().await;
    answers(&server, "POST", "/orders", json(200, "{}")).await;
    let order = Order {
        pets: Some(vec!["a b".to_owned(), "c".to_owned()]),
        address: Some(Address {
            city: Some("Köln".to_owned()),
            additional_properties: [("zip", Some("50667".to_owned()))].into_iter().collect(),
            ..Address::default()
        }),
        ..Order::default()
    };

    client(&server).orders().post(&order).await.unwrap();

    let request = only_request(&server).await;
    assert_eq!(
        request.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    let decoded = percent_encoding::percent_decode_str(&text_of(&request).replace('+', " "))
        .decode_utf8_lossy()
        .into_owned();
    assert_eq!(
        decoded,
        "pets=a b&pets=c&address[city]=Köln&address[zip]=50667"
    );
}

/// What nests and of which the description does not say how it is written: in brackets, as servers read it that read it at all.
#[tokio::test]
async fn forms_nest_where_the_description_does_not_say_how() {
    let server = MockServer::start().await;
    answers(&server, "POST", "/orders", json(200, "{}")).await;
    let mut order = Order::default();
    let gifts = r#"[{"pet": "7", "toys": ["ball"]}, {"pet": "8"}]"#;
    order.extra.insert_raw("gifts", gifts).unwrap();
    order.extra.insert_raw("words", r#"["a", "b"]"#).unwrap();

    client(&server).orders().post(&order).await.unwrap();

    let request = only_request(&server).await;
    let decoded = percent_encoding::percent_decode_str(&text_of(&request))
        .decode_utf8_lossy()
        .into_owned();
    assert_eq!(
        decoded,
        "gifts[0][pet]=7&gifts[0][toys][0]=ball&gifts[1][pet]=8&words=a&words=b"
    );
}

#[tokio::test]
async fn files_are_parts_with_a_name_and_a_type() {
    let server = MockServer::start().await;
    answers(&server, "PUT", "/pets/x/photo", ResponseTemplate::new(204)).await;
    let photo = File::new("tom.png", "bytes").content_type("image/png");

    let pet = client(&server).pets().by_pet_id("x");
    let others = [("légende", "Tom le chat".to_owned())]
        .into_iter()
        .collect();
    let place = Address {
        city: Some("Rome & Ostia".to_owned()),
        lines: Some(vec!["a".to_owned(), "b".to_owned()]),
        ..Address::default()
    };
    let call = pet.photo().put(photo).caption("Tom").place(&place);
    call.parts(&others).await.unwrap();

    let request = only_request(&server).await;
    let body = text_of(&request);
    assert!(
        body.contains("name=\"photo\"; filename=\"tom.png\"") && body.contains("image/png"),
        "{body}"
    );
    assert!(body.contains("name=\"caption\""), "{body}");
    // As the description says: brackets, as in a form, and nothing escaped.
    for part in [
        "name=\"place[city]\"\r\n\r\nRome & Ostia\r\n",
        "name=\"place[lines][0]\"\r\n\r\na\r\n",
        "name=\"place[lines][1]\"\r\n\r\nb\r\n",
    ] {
        assert!(body.contains(part), "{part:?} in {body}");
    }
    assert!(
        body.contains("name=\"légende\"\r\n\r\nTom le chat\r\n"),
        "{body}"
    );
}

#[tokio::test]
async fn a_parameter_inside_a_segment() {
    let server = MockServer::start().await;
    answers(
        &server,
        "POST",
        "/orders/7:cancel",
        ResponseTemplate::new(204),
    )
    .await;
    client(&server)
        .orders()
        .by_id_cancel(7)
        .post()
        .await
        .unwrap();
    assert_eq!(
        only_request(&server).await.url.path(),
        "/v1/orders/7:cancel"
    );
}

#[tokio::test]
async fn events_are_typed() {
    let server = MockServer::start().await;
    let events = "data: {\"word\": \"polly\"}\n\ndata: {\"word\": \"cracker\"}\n\ndata: [DONE]\n\n";
    let reply = ResponseTemplate::new(200).set_body_raw(events, "text/event-stream");
    answers(&server, "POST", "/chat", reply).await;

    let said = client(&server).chat();
    let mut events = said.post_events(&Answer::default()).await.unwrap();
    let mut words = Vec::new();
    while let Some(event) = events.try_next().await.unwrap() {
        words.extend(event.data.word);
    }

    assert_eq!(words, ["polly", "cracker"]);
}

#[tokio::test]
async fn nothing_is_shown_where_nothing_is_asked_for() {
    let server = MockServer::start().await;
    let reply = ResponseTemplate::new(200).set_body_raw("9 to 5", "text/plain");
    answers(&server, "GET", "/hours", reply).await;

    assert_eq!(client(&server).hours().get().await.unwrap(), "9 to 5");

    let request = only_request(&server).await;
    assert!(!request.headers.contains_key("x-shop-key"));
}

/// What nothing uses would be a warning of the generated crate, and a key that is never sent misleads.
#[test]
fn schemes_that_no_request_uses_are_nothing_in_rust() {
    let description = r#"{"openapi": "3.0.0", "info": {"title": "Shop", "version": "1"}, "paths": {"/pets": {"get": {
        "security": [{"used": []}], "responses": {"204": {"description": "done"}}}}}, "components": {"securitySchemes": {
        "used": {"type": "apiKey", "in": "header", "name": "X-Key"}, "unused": {"type": "http", "scheme": "basic"}}}}"#;
    let source = csdlgen::pipeline::Source {
        name: "openapi".to_owned(),
        bytes: description.into(),
    };
    let options = csdlgen::config::Crate::new("tried").unwrap();
    let generated = csdlgen::pipeline::run(&source, &options).unwrap();
    let mut files = generated.files.iter();
    let client = files.find(|file| file.path.to_string() == "src/client.rs");
    let client = &client.unwrap().contents;
    assert!(client.contains("static SCHEME_USED") && client.contains("fn with_api_key"));
    assert!(
        !client.contains("SCHEME_UNUSED") && !client.contains("fn with_password"),
        "{client}"
    );
}

/// What Clippy takes for a constructor is a step of a path here.
#[test]
fn a_segment_may_be_called_new() {
    let description = r#"{"openapi": "3.0.0", "info": {"title": "Shop", "version": "1"}, "paths": {"/orders/new": {"get": {
        "responses": {"204": {"description": "done"}}}}, "/orders": {"get": {"responses": {"204": {"description": "done"}}}}}}"#;
    let source = csdlgen::pipeline::Source {
        name: "openapi".to_owned(),
        bytes: description.into(),
    };
    let options = csdlgen::config::Crate::new("tried").unwrap();
    let generated = csdlgen::pipeline::run(&source, &options).unwrap();
    let mut files = generated.files.iter();
    let orders = files.find(|file| file.path.to_string() == "src/requests/orders.rs");
    let orders = &orders.unwrap().contents;
    assert!(orders.contains("clippy::new_ret_no_self"), "{orders}");
    assert!(orders.contains("pub fn new(&self)"), "{orders}");
}

/// Every description at hand becomes a crate, and none of its operations is lost.
#[test]
fn descriptions_become_crates() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/openapi");
    let found = [shared.clone(), shared.join("small")].map(|folder| files(&folder));
    let found: Vec<PathBuf> = found.into_iter().flatten().collect();
    if found.is_empty() {
        println!("{} is missing: no description is tried", shared.display());
        return;
    }
    for file in found {
        let bytes = std::fs::read(&file).unwrap();
        // Large ones are generated by `.ci/openapi`.
        if bytes.len() > 500_000 {
            continue;
        }
        let source = csdlgen::pipeline::Source {
            name: "openapi".to_owned(),
            bytes,
        };
        let options = csdlgen::config::Crate::new("tried").unwrap();
        let generated = csdlgen::pipeline::run(&source, &options);
        let generated = generated.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        if let Ok(document) = serde_json::from_slice::<serde_json::Value>(&source.bytes) {
            let operations = operations(&document);
            assert_eq!(
                generated.summary.operations,
                operations,
                "{}",
                file.display()
            );
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| {
            let end = path.extension().and_then(std::ffi::OsStr::to_str);
            matches!(end, Some("json" | "yaml"))
        })
        .collect();
    paths.sort();
    paths
}

/// How many operations a document has.
fn operations(document: &serde_json::Value) -> usize {
    const VERBS: &[&str] = &[
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
    ];
    let paths = document.get("paths").and_then(serde_json::Value::as_object);
    let items = paths.into_iter().flat_map(|paths| paths.values());
    let members = items
        .filter_map(serde_json::Value::as_object)
        .flat_map(|item| item.keys());
    members.filter(|key| VERBS.contains(&key.as_str())).count()
}
