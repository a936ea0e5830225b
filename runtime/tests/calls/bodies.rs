//! What of bodies is sent, byte by byte.

use bytes::Bytes;
use service_client::codegen::{Body, Form, FormField, Nothing, Operation, Path, Reply, Style};
use service_client::{Either, Extra, File, Json, error::TransportError};

use crate::loopback::{Asked, Loopback, json};
use crate::model::{Address, CustomerBody, Pet, pet};

static CREATE: Operation = Operation {
    method: "POST",
    path: "/v1/customers",
    errors: &["application/problem+json", "application/json"],
    ..Operation::NEW
};

static FORM: Form = Form {
    fields: &[
        FormField::new("address").style(Style::DeepObject),
        FormField::new("metadata").style(Style::DeepObject),
        FormField::new("expand").style(Style::DeepObject),
        FormField::new("items").style(Style::DeepObject),
    ],
    ..Form::NEW
};

/// The members of a form as a server of Rack or PHP reads them, which is what Stripe documents.
fn pairs(asked: &Asked) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    let pairs = asked.text().split('&');
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (decode(name), decode(value))
        })
        .collect()
}

fn customer() -> CustomerBody {
    CustomerBody {
        name: Some("Jenny Rosen".to_owned()),
        address: Some(Either::First(Address {
            city: Some("Zürich".to_owned()),
            line1: Some("1 & 2".to_owned()),
            ..Address::default()
        })),
        metadata: Some([("order_id", "6735".to_owned())].into_iter().collect()),
        expand: Some(vec!["a".to_owned(), "b".to_owned()]),
        items: Some(vec![
            [("price", Json::from("p_1")), ("quantity", Json::from(2))]
                .into_iter()
                .collect(),
            [("price_data", serde_json::json!({"tiers": [{"up_to": 1}]}))]
                .into_iter()
                .collect(),
        ]),
        balance: Some(-5),
        extra: Extra::default(),
    }
}

#[tokio::test]
async fn forms_nest_as_stripe_documents_them() {
    let server = Loopback::always(json(200, "{}")).await;
    let path = Path::new(&server.client());
    path.call::<Body<Pet>>(&CREATE)
        .form(&FORM, &customer())
        .await
        .unwrap();
    let asked = server.only();
    assert_eq!(asked.line(), "POST /v1/customers");
    assert_eq!(
        asked.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        asked.header("accept"),
        Some("application/json, application/problem+json")
    );
    let expected = [
        ("name", "Jenny Rosen"),
        ("address[city]", "Zürich"),
        ("address[line1]", "1 & 2"),
        ("metadata[order_id]", "6735"),
        ("expand[0]", "a"),
        ("expand[1]", "b"),
        ("items[0][price]", "p_1"),
        ("items[0][quantity]", "2"),
        ("items[1][price_data][tiers][0][up_to]", "1"),
        ("balance", "-5"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(pairs(&asked), expected);
    assert!(
        asked
            .text()
            .starts_with("name=Jenny%20Rosen&address%5Bcity%5D=Z%C3%BCrich&")
    );
}

#[tokio::test]
async fn forms_without_styles_repeat_lists_and_spread_objects() {
    let server = Loopback::always(json(200, "{}")).await;
    let path = Path::new(&server.client());
    let mut body = customer();
    body.items = None;
    body.address = Some(Either::Second(String::new()));
    path.call::<Body<Pet>>(&CREATE)
        .form(&Form::NEW, &body)
        .await
        .unwrap();
    assert_eq!(
        server.asked()[0].text(),
        "name=Jenny%20Rosen&address=&order_id=6735&expand=a&expand=b&balance=-5"
    );
    path.call::<Body<Pet>>(&CREATE)
        .form(&FORM, &CustomerBody::default())
        .await
        .unwrap();
    let asked = server.asked();
    assert_eq!(
        (asked[1].header("content-type"), asked[1].text()),
        (None, "")
    );
    // What nests is named in brackets.
    path.call::<Body<Pet>>(&CREATE)
        .form(&Form::NEW, &customer())
        .await
        .unwrap();
    let nested = (
        "items[1][price_data][tiers][0][up_to]".to_owned(),
        "1".to_owned(),
    );
    assert!(pairs(&server.asked()[2]).contains(&nested));
}

#[tokio::test]
async fn json_has_its_media_type_and_nothing_that_only_replies_have() {
    let server = Loopback::always(json(200, "{}")).await;
    let path = Path::new(&server.client());
    path.call::<Body<Pet>>(&CREATE)
        .json_as("application/vnd.pet+json; v=1", &vec![pet("Rex")])
        .await
        .unwrap();
    path.call::<Body<Pet>>(&CREATE)
        .json(&None::<Pet>)
        .await
        .unwrap();
    let asked = server.asked();
    assert_eq!(
        asked[0].header("content-type"),
        Some("application/vnd.pet+json; v=1")
    );
    assert_eq!(asked[0].text(), r#"[{"name":"Rex"}]"#);
    assert_eq!(asked[1].header("content-type"), None);
    assert_eq!(
        (asked[1].header("content-length"), asked[1].text()),
        (Some("0"), "")
    );
}

#[tokio::test]
async fn texts_bytes_and_streams_are_sent_as_they_are() {
    let server = Loopback::always(json(200, "{}")).await;
    let path = Path::new(&server.client());
    let call = || path.call::<Body<Pet>>(&CREATE);
    call().text("text/plain; charset=utf-8", "ä").await.unwrap();
    call()
        .bytes("image/png", b"\x89PNG".as_slice())
        .await
        .unwrap();
    let chunks = futures_util::stream::iter(
        ["ab", "c"].map(|text| Ok::<_, TransportError>(Bytes::from(text))),
    );
    call()
        .bytes(
            "application/octet-stream",
            service_client::Body::stream(chunks, None),
        )
        .await
        .unwrap();
    let asked = server.asked();
    assert_eq!(
        (asked[0].header("content-type"), asked[0].text()),
        (Some("text/plain; charset=utf-8"), "ä")
    );
    assert_eq!(
        (asked[1].header("content-type"), asked[1].body.as_slice()),
        (Some("image/png"), b"\x89PNG".as_slice())
    );
    assert_eq!(asked[2].text(), "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
}

static UPLOAD: Operation = Operation {
    method: "POST",
    path: "/files",
    replies: &[Reply::none(201)],
    ..Operation::NEW
};

#[tokio::test]
async fn every_file_of_a_multipart_body_has_a_name_and_a_type() {
    let server = Loopback::always(json(201, "{}")).await;
    let path = Path::new(&server.client());
    let content = futures_util::stream::iter(
        ["x".repeat(2 << 20), "y".to_owned()].map(Ok::<_, TransportError>),
    );
    let content = futures_util::StreamExt::map(content, |text| text.map(Bytes::from));
    let call = path
        .call::<Nothing>(&UPLOAD)
        .part("purpose", &"fine-tune".to_owned())
        .part("pet", &pet("Rex"))
        .part("ids", &vec![1, 2])
        .file("file", File::new("a.jsonl", "{}"))
        .file(
            "file",
            File::stream("b.txt", content, Some((2 << 20) + 1)).content_type("text/plain"),
        );
    call.await.unwrap();
    let asked = server.only();
    let content_type = asked.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let part = |head: &str, content: &str| {
        format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    };
    let expected = [
        part("name=\"purpose\"", "fine-tune"),
        part(
            "name=\"pet\"\r\nContent-Type: application/json",
            r#"{"name":"Rex"}"#,
        ),
        part("name=\"ids\"", "1"),
        part("name=\"ids\"", "2"),
        part(
            "name=\"file\"; filename=\"a.jsonl\"\r\nContent-Type: application/octet-stream",
            "{}",
        ),
        part(
            "name=\"file\"; filename=\"b.txt\"\r\nContent-Type: text/plain",
            &("x".repeat(2 << 20) + "y"),
        ),
    ];
    assert!(asked.text() == format!("{}--{boundary}--\r\n", expected.concat()));
    assert_eq!(
        asked.header("content-length").unwrap(),
        asked.body.len().to_string()
    );
}
