//! The mock of a service: what it answers, what it refuses, and what it says of it.

use std::path::Path;

use futures_util::TryStreamExt;
use odata_client::testing::mock::{
    Case, Expectation, MockError, MockReply, MockService, REDACTED, Recorder,
};
use odata_client::{
    Bytes, Client, Error, Json, Resource, StaticToken, returns, settings::ODataVersion,
    transfer::UploadSession,
};
use serde_json::json;

use crate::model::Call;

const BASE: &str = "https://graph.example.org/v1.0";

fn users(client: &Client) -> Resource {
    Resource::root(client).segment("users")
}

/// A model with these properties.
fn call(json: &Json) -> Call {
    odata_client::from_json(json.to_string().as_bytes()).unwrap()
}

/// What the mock says of a request that nothing was said of.
fn said(error: &Error) -> String {
    let error = MockError::of(error);
    error.unwrap().to_string()
}

#[tokio::test]
async fn json_that_is_text_already_goes_out_as_it_is() {
    let mock = MockService::new(BASE);
    let text = MockReply::new(200).json_text(r#"{"id": "1"}"#);
    mock.expect(Expectation::get("/users/1").reply(text));
    let client = mock.client().unwrap();
    let reply = users(&client)
        .segment("1")
        .get::<Call>()
        .send_raw()
        .await
        .unwrap();
    assert_eq!(reply.body(), &Bytes::from_static(b"{\"id\": \"1\"}"));
    assert_eq!(reply.headers()["content-type"], "application/json");
}

#[tokio::test]
async fn requests_are_answered_by_what_fits_whatever_the_order() {
    let mock = MockService::new(BASE);
    mock.expect(Expectation::get("/users/1").reply(MockReply::ok(json!({"id": "1"}))))
        .expect(
            Expectation::patch("/users/{id}")
                .header("If-Match", "\"a\"")
                .no_header("prefer")
                .json(json!({"age": 7.0, "name": "Ann"}))
                .reply(MockReply::no_content()),
        );
    let client = mock.client().unwrap();
    let change = json!({"name": "Ann", "age": 7});
    let update = users(&client).segment("a b").update(&call(&change));
    update.header("if-match", "\"a\"").await.unwrap();
    let user = users(&client).segment("1").get::<Call>().await.unwrap();
    assert_eq!(user.id.as_deref(), Some("1"));
    mock.verify().unwrap();

    let requests = mock.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].method(), "PATCH");
    assert_eq!(requests[0].path(), "/users/a%20b");
    assert_eq!(requests[0].json().unwrap(), change);
    assert_eq!(
        requests[1].header("authorization"),
        Some("Bearer mock-token")
    );
    assert!(!format!("{requests:?}").contains("mock-token"));
}

#[tokio::test]
async fn an_operation_is_not_asked_for_again_at_once() {
    let mock = MockService::new(BASE);
    let accepted = MockReply::new(202).header("location", "https://graph.example.org/v1.0/jobs/1");
    mock.expect(Expectation::post("/users/1/copy").reply(accepted.header("retry-after", "0")))
        .expect(Expectation::get("/jobs/1").reply(MockReply::ok(json!({"status": "succeeded"}))));
    let user = users(&mock.client().unwrap()).segment("1");
    let copy = user.action::<returns::Nothing>("copy");
    copy.send_and_poll().await.unwrap().wait().await.unwrap();
    assert_eq!(mock.clock().elapsed().as_secs(), 5);
}

#[tokio::test]
async fn what_a_client_presets_stays() {
    let mock = MockService::new(BASE);
    let newer = Expectation::get("/users/1").header("OData-MaxVersion", "4.01");
    mock.expect(newer.reply(MockReply::ok(json!({"id": "1"}))));
    let preset = Client::builder("https://elsewhere.example").odata_version(ODataVersion::V4_01);
    let client = mock.serve(preset).build().unwrap();
    users(&client).segment("1").get::<Call>().await.unwrap();
    mock.verify().unwrap();
}

#[tokio::test]
async fn an_unexpected_request_is_shown_with_the_nearest_expectation_and_sent_once() {
    let mock = MockService::new(BASE);
    mock.expect(Expectation::get("/groups").times(0..)).expect(
        Expectation::get("/users")
            .query("$top", "5")
            .query("$count", "true")
            .header("ConsistencyLevel", "eventual")
            .header("authorization", "Bearer other"),
    );
    let client = mock.client().unwrap();
    let list = users(&client).list::<Json>().top(10).select(["id"]);
    let error = list.await.unwrap_err();
    let text = "\
GET /users?$top=10&$select=id is not expected
  the nearest expectation, 2 of 2, is GET /users?$top=5&$count=true
  - query $top: \"5\" expected, \"10\" sent
  - query $count: \"true\" expected, nothing sent
  - query $select: nothing expected, \"id\" sent
  - header ConsistencyLevel: \"eventual\" expected, nothing sent
  - header authorization: a value that is not shown expected, a value that is not shown sent";
    assert_eq!(said(&error), text);
    assert_eq!(mock.requests().len(), 1, "no retry of what is not expected");

    let verdict = mock.verify().unwrap_err();
    let MockError::Unverified {
        missing,
        unexpected,
    } = &verdict
    else {
        panic!("{verdict:?}");
    };
    assert_eq!(missing, &["GET /users?$top=5&$count=true (0 of 1 times)"]);
    assert_eq!(unexpected, &[text]);
    assert!(verdict.to_string().contains("- not asked for: GET /users?"));
}

#[tokio::test]
async fn bodies_differ_by_place() {
    let mock = MockService::new(BASE);
    mock.expect(Expectation::post("/users").json_part(json!({"name": {"first": "Ann"}})));
    mock.expect(
        Expectation::post("/users")
            .check("the body must be short", |request| request.body().len() < 5),
    );
    let client = mock.client().unwrap();
    let body = json!({"name": {"first": "Bob", "last": "Lee"}, "age": 1});
    let error = users(&client).create(&call(&body)).await.unwrap_err();
    let text = said(&error);
    assert!(
        text.contains("- body /name/first: \"Ann\" expected, \"Bob\" sent"),
        "{text}"
    );
    assert!(!text.contains("/age"), "{text}");
    mock.verify().unwrap_err();
}

#[tokio::test]
async fn replies_come_in_sequence_and_no_more_than_are_expected() {
    let mock = MockService::new(BASE);
    let throttled = MockReply::new(429).header("retry-after", "17");
    let get = Expectation::get("/users/1");
    mock.expect(
        get.reply(throttled)
            .reply(MockReply::ok(json!({"id": "1"}))),
    );
    let client = mock.client().unwrap();
    let user = users(&client).segment("1");
    user.get::<Call>().await.unwrap();
    assert_eq!(mock.clock().elapsed().as_secs(), 17, "nobody waited for it");
    assert_eq!(mock.requests().len(), 2);
    mock.verify().unwrap();

    let error = user.get::<Call>().await.unwrap_err();
    let text = said(&error);
    assert!(text.contains("it was asked for 2 times already"), "{text}");
    mock.verify().unwrap_err();
}

#[tokio::test]
async fn times_are_a_range() {
    let mock = MockService::new(BASE);
    let reply = MockReply::ok(json!({"id": "1"}));
    mock.expect(Expectation::get("/users/1").times(2..=3).reply(reply));
    let client = mock.client().unwrap();
    let user = users(&client).segment("1");
    user.get::<Call>().await.unwrap();
    mock.verify().unwrap_err();
    user.get::<Call>().await.unwrap();
    mock.verify().unwrap();
    user.get::<Call>().await.unwrap();
    mock.verify().unwrap();
    user.get::<Call>().await.unwrap_err();
}

#[tokio::test]
async fn order_is_kept_where_it_is_asked_for() {
    let mock = MockService::new(BASE).in_order();
    let ok = || MockReply::ok(json!({"id": "1"}));
    mock.expect(Expectation::get("/users/1").reply(ok()))
        .expect(Expectation::get("/users/2").times(..).reply(ok()))
        .expect(Expectation::get("/users/3").reply(ok()));
    let client = mock.client().unwrap();
    let user = |id: &'static str| users(&client).segment(id).get::<Call>();
    let text = said(&user("3").await.unwrap_err());
    assert!(
        text.contains("it is not its turn: the next one is GET /users/1"),
        "{text}"
    );
    user("1").await.unwrap();
    user("3").await.unwrap();
    user("2").await.unwrap_err();
    mock.verify().unwrap_err();
}

#[tokio::test]
async fn failures_and_errors_are_those_of_the_client() {
    let mock = MockService::new(BASE);
    let ok = MockReply::ok(json!({"id": "1"}));
    let get = Expectation::get("/users/1");
    mock.expect(
        get.reply(MockReply::connect_failure())
            .reply(MockReply::reset())
            .reply(ok),
    );
    mock.expect(Expectation::get("/users/2").reply(MockReply::timeout()));
    let error = MockReply::error(404, "itemNotFound", "no such user");
    mock.expect(Expectation::get("/users/3").reply(error));
    mock.expect(Expectation::get("/users/4").reply(MockReply::new(200).header("a b", "c")));
    let client = mock.client().unwrap();
    let user = |id: &'static str| users(&client).segment(id).get::<Call>();

    user("1").await.unwrap();
    let timeout = user("2").await.unwrap_err();
    assert!(matches!(&timeout, Error::Transport { source, .. } if source.is_timeout()));
    let error = user("3").await.unwrap_err();
    assert_eq!(error.code(), Some("itemNotFound"));
    assert!(error.is_not_found());
    let text = said(&user("4").await.unwrap_err());
    assert!(
        text.contains("the reply to GET /users/4 cannot be given"),
        "{text}"
    );
    mock.verify().unwrap();
}

#[tokio::test]
async fn anything_else_can_be_answered_too() {
    let mock = MockService::new(BASE).or_else(MockReply::with(|request| {
        MockReply::ok(json!({"path": request.path()}))
    }));
    let client = mock.client().unwrap();
    let user = users(&client).segment("1").get::<Call>().await.unwrap();
    assert_eq!(user.extra.get("path").unwrap(), "/users/1");
    mock.verify().unwrap();
    let endless = MockReply::with(|_| forever());
    mock.expect(Expectation::get("/users/2").reply(endless));
    let text = said(&users(&client).segment("2").get::<Call>().await.unwrap_err());
    assert!(text.contains("without end"), "{text}");
}

fn forever() -> MockReply {
    MockReply::with(|_| forever())
}

#[tokio::test]
async fn pages_and_changes_have_their_links() {
    let mock = MockService::new(BASE);
    let first = Expectation::get("/users").query("$top", "2");
    mock.expect_pages(
        first,
        [vec![json!({"id": "1"})], vec![], vec![json!({"id": "2"})]],
    );
    mock.expect_delta(
        Expectation::get("/users/delta"),
        [vec![json!({"id": "3"})]],
        "t1",
    );
    let client = mock.client().unwrap();
    let all = users(&client).list::<Json>().top(2).items();
    let all: Vec<Json> = all.try_collect().await.unwrap();
    assert_eq!(all, [json!({"id": "1"}), json!({"id": "2"})]);

    let mut changes = users(&client).segment("delta").list::<Json>().changes();
    let mut seen = 0;
    while changes.try_next().await.unwrap().is_some() {
        seen += 1;
    }
    assert_eq!(seen, 1);
    assert_eq!(
        changes.delta_link(),
        Some(mock.delta_link("/users/delta", "t1").as_str())
    );
    mock.verify().unwrap();
}

#[tokio::test]
async fn another_host_is_named_by_its_url() {
    let mock = MockService::new(BASE);
    let slice = Expectation::put("https://up.example.org/s?id=1")
        .no_header("authorization")
        .header("content-range", "bytes 0-2/3")
        .body("abc");
    mock.expect(slice.reply(MockReply::new(201).json(json!({"id": "file"}))));
    let client = mock.client().unwrap();
    let mut upload: UploadSession<Call> =
        UploadSession::from_url(&client, "https://up.example.org/s?id=1").unwrap();
    let file = upload.upload(Bytes::from_static(b"abc")).await.unwrap();
    assert_eq!(file.id.as_deref(), Some("file"));
    mock.verify().unwrap();
}

#[test]
fn a_mock_that_is_dropped_checks_its_expectations() {
    let dropped = |check: fn(&MockService)| {
        let thread = std::thread::spawn(move || {
            let mock = MockService::new(BASE);
            mock.expect(Expectation::get("/users"));
            check(&mock);
        });
        thread
            .join()
            .map_err(|cause| *cause.downcast::<String>().unwrap())
    };
    let cause = dropped(|_| {}).unwrap_err();
    assert!(
        cause.contains("not asked for: GET /users (0 of 1 times)"),
        "{cause}"
    );
    dropped(|mock| drop(mock.verify())).unwrap();
}

#[tokio::test]
async fn what_was_recorded_can_be_replayed_and_has_no_tokens() {
    let service = MockService::new(BASE);
    let link = "https://up.example.org/s?tempauth=secret-2";
    service.expect(
        Expectation::post("/users")
            .query("access_token", "secret-1")
            .header("prefer", "x")
            .reply(
                MockReply::new(201)
                    .header("set-cookie", "secret-3")
                    .header("location", link)
                    .json(json!({"id": "1", "uploadUrl": link, "refresh_token": "secret-4"})),
            ),
    );
    service.expect(Expectation::get("/users/1/photo").reply(MockReply::new(200).body(vec![255])));
    let recorder = Recorder::new(service.transport(), BASE);
    let client = |transport: Recorder| {
        let builder = Client::builder(BASE).credential(StaticToken::new("secret-5"));
        builder.transport(transport).build().unwrap()
    };
    run(&client(recorder.clone())).await;
    service.verify().unwrap();

    let file = std::env::temp_dir().join(format!("odata-client-recorded-{}", std::process::id()));
    recorder.write(&file).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let cases = Case::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(!text.contains("secret-"), "{text}");
    assert!(text.contains(REDACTED));
    assert_eq!(cases[0].headers["prefer"], "x");

    let replay = MockService::new(BASE).in_order();
    replay.expect_cases(&cases);
    run(&replay.client_builder().build().unwrap()).await;
    replay.verify().unwrap();
}

async fn run(client: &Client) {
    let create = users(client).create(&call(&json!({"name": "Ann", "password": "secret-6"})));
    let create = create
        .query("access_token", "secret-1")
        .header("prefer", "x");
    let user = create.await.unwrap().into_entity().unwrap();
    assert_eq!(user.id.as_deref(), Some("1"));
    let photo = users(client).segment("1").segment("photo").media().get();
    assert_eq!(photo.await.unwrap(), Bytes::from_static(&[255]));
}

/// Each documented request, sent as it is documented, gets the documented reply.
#[tokio::test]
async fn documented_cases_are_answered() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/graph/documented-requests.jsonl");
    if !file.exists() {
        println!("no documented requests in ../shared/graph: not run");
        return;
    }
    let cases = Case::read(&file).unwrap();
    assert!(cases.len() > 500);
    let mut answered = 0;
    for case in &cases {
        let mock = MockService::new(BASE);
        mock.expect_cases([case]);
        let sent = http_request(case);
        let transport = mock.transport();
        let reply = odata_client::transport::Transport::send(&transport, sent)
            .await
            .unwrap();
        assert_eq!(reply.status().as_u16(), case.response.status);
        if let Some(body) = &case.response.body {
            assert_eq!(serde_json::from_slice::<Json>(reply.body()).unwrap(), *body);
        }
        mock.verify().unwrap();
        answered += 1;
    }
    assert_eq!(answered, cases.len());
}

fn http_request(case: &Case) -> odata_client::http::Request<Bytes> {
    let mut url = url::Url::parse(BASE).unwrap();
    let (_, path) = BASE.rsplit_once('/').unwrap();
    url.set_path(&format!("{path}{}", case.path));
    url.set_query((!case.query.is_empty()).then_some(case.query.as_str()));
    let mut request = odata_client::http::Request::builder()
        .method(case.method.as_str())
        .uri(url.as_str());
    for (name, value) in &case.headers {
        request = request.header(name, value);
    }
    let body = match (&case.body, &case.body_raw) {
        (Some(json), _) => json.to_string().into(),
        (None, Some(text)) => text.clone().into(),
        (None, None) => Bytes::new(),
    };
    request.body(body).unwrap()
}
