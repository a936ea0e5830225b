//! The mock answers calls as it does other requests; what is recorded has no keys.

use serde_json::json;
use service_client::codegen::{Body, In, Operation, Parameter, Path, Scheme, SchemeKind, Server};
use service_client::testing::mock::{Expectation, MockReply, MockService, Recorder};

use crate::model::Pet;

static KEY: Scheme = Scheme {
    name: "key",
    kind: SchemeKind::ApiKey(In::Query, "appid"),
};

static GET: Operation = Operation {
    path: "/pets/{id}",
    parameters: &[Parameter::query("q")],
    security: Some(&[&[&KEY]]),
    servers: &[Server {
        url: "https://elsewhere.example.org",
        variables: &[],
    }],
    ..Operation::NEW
};

#[tokio::test]
async fn calls_are_mocked_and_recorded_without_keys() {
    let mock = MockService::new("https://api.example.org/v1");
    mock.expect(
        Expectation::get("/pets/a%2Fb")
            .query("q", "x y")
            .query("appid", "s-secret")
            .header("accept", "application/json")
            .reply(MockReply::ok(json!({"name": "Rex"}))),
    );
    let recorder = Recorder::new(mock.transport(), "https://api.example.org/v1");
    let builder = mock.client_builder().api_key("key", "s-secret");
    let client = builder.transport(recorder.clone()).build().unwrap();
    let call = Path::new(&client)
        .with(&"a/b".to_owned())
        .call::<Body<Pet>>(&GET);
    let pet = call.set("q", &"x y".to_owned()).await.unwrap();
    assert_eq!(pet.name.as_deref(), Some("Rex"));
    mock.verify().unwrap();
    let cases = format!("{:?}", recorder.cases());
    assert_eq!(recorder.cases()[0].query, "q=x%20y&appid=REDACTED");
    assert!(!cases.contains("secret"), "{cases}");
}
