//! Requests to a service that OpenAPI describes → the Rust that sends them, which is compiled here.

use std::path::Path;

use csdlgen::config::Crate;
use csdlgen::pipeline::{self, Source};
use csdlgen::plan::Plan;
use csdlgen::snippet::{Body, Request, Snippet, SnippetError, snippet};

fn plan() -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/petshop.yaml");
    let source = Source {
        name: "petshop".to_owned(),
        bytes: std::fs::read(path).unwrap(),
    };
    pipeline::plan(&source, &Crate::new("petshop").unwrap())
        .unwrap()
        .plan
}

fn made(
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Snippet, SnippetError> {
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let root = Some("https://petshop.example/v1");
    let request = Request::new(method, url, root, &headers, Body::read(body)).unwrap();
    snippet(&plan(), "petshop", &request)
}

/// Code without blanks and commas before closing brackets.
fn plain(code: &str) -> String {
    let mut code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    for close in [")", "]", "}"] {
        code = code.replace(&format!(",{close}"), close);
    }
    code
}

/// That a request becomes this Rust, which compiles against the generated crate.
macro_rules! becomes {
    ($request:expr, |$client:ident| $code:expr) => {{
        #[allow(
            unused,
            clippy::unnecessary_wraps,
            reason = "it is compiled, and no more"
        )]
        fn compiled($client: petshop::PetShopClient) -> petshop::service_client::Result<()> {
            let _ = $code;
            Ok(())
        }
        let snippet = $request.unwrap();
        assert_eq!(plain(&snippet.expression), plain(stringify!($code)));
        assert_eq!(snippet.untyped, []);
    }};
}

#[test]
fn queries_become_setters() {
    let url = "https://petshop.example/v1/pets?kind=cat&kind=dog&page=2&price%5Bfrom%5D=1";
    becomes!(made("GET", url, &[], ""), |client| client
        .pets()
        .get()
        .kind([petshop::models::Kind::Cat, petshop::models::Kind::Dog])
        .page(2)
        .price(&petshop::models::ListPetsPrice {
            from: Some(1),
            ..Default::default()
        }));
}

#[test]
fn values_in_paths_become_arguments() {
    becomes!(made("GET", "/pets/a%2Fb", &[], ""), |client| client
        .pets()
        .by_pet_id("a/b")
        .get());
    becomes!(made("POST", "/orders/7:cancel", &[], ""), |client| client
        .orders()
        .by_id_cancel(7)
        .post());
}

#[test]
fn bodies_become_values_of_types() {
    let body = r#"{"name": "Tom", "kind": "cat", "owner": {"city": "Rome", "lines": ["a"]}, "food": {"is": "Dry", "grams": 20}}"#;
    becomes!(made("POST", "/pets", &[], body), |client| client
        .pets()
        .post(&petshop::models::Pet {
            name: Some("Tom".to_owned()),
            kind: Some(petshop::models::Kind::Cat),
            owner: Some(petshop::service_client::Either::Second(Box::new(
                petshop::models::Address {
                    city: Some("Rome".to_owned()),
                    lines: Some(vec!["a".to_owned()]),
                    ..Default::default()
                }
            ))),
            food: Some(petshop::models::PetFood::Dry(Box::new(
                petshop::models::Dry {
                    is: Some("Dry".to_owned()),
                    grams: Some(20),
                    ..Default::default()
                }
            ))),
            ..Default::default()
        }));
}

#[test]
fn forms_become_values_of_types() {
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    let body = "pets=a+b&pets=c&address%5Bcity%5D=Rome";
    becomes!(made("POST", "/orders", &headers, body), |client| client
        .orders()
        .post(&petshop::models::Order {
            pets: Some(vec!["a b".to_owned(), "c".to_owned()]),
            address: Some(petshop::models::Address {
                city: Some("Rome".to_owned()),
                ..Default::default()
            }),
            ..Default::default()
        }));
}

#[test]
fn what_is_accepted_chooses_the_method() {
    let headers = [("Accept", "text/event-stream")];
    becomes!(made("POST", "/chat", &headers, "{}"), |client| client
        .chat()
        .post_events(&petshop::models::Answer {
            ..Default::default()
        }));
    becomes!(made("POST", "/chat", &[], "{}"), |client| client
        .chat()
        .post(&petshop::models::Answer {
            ..Default::default()
        }));
}

#[test]
fn what_is_not_declared_is_sent_all_the_same() {
    let headers = [("X-Trace", "1"), ("Authorization", "secret")];
    becomes!(made("GET", "/hours?in=Rome", &headers, ""), |client| client
        .hours()
        .get()
        .query("in", "Rome")
        .header("X-Trace", "1"));
    let snippet = made("POST", "/pets", &[], r#"{"wings": 2}"#).unwrap();
    assert_eq!(snippet.untyped[0].path, "wings");
    assert!(
        snippet
            .expression
            .contains(r#"from_json("{\"wings\":2}".as_bytes())?"#),
        "{}",
        snippet.expression
    );
}

#[test]
fn what_cannot_be_sent_is_told() {
    let told = |request: Result<Snippet, SnippetError>| request.unwrap_err().to_string();
    assert_eq!(
        told(made("GET", "/pets/7/wings", &[], "")),
        "segment 3 of the path, \"wings\", is not known here; possible are: photo"
    );
    assert_eq!(
        told(made("PATCH", "/pets", &[], "")),
        "PATCH is not possible here; possible are: GET, POST"
    );
    let body = told(made("POST", "/pets", &[], ""));
    assert_eq!(
        body,
        "the body is empty, where what the description has for this operation is sent"
    );
}
