//! What of parameters is sent, byte by byte.

use service_client::codegen::{Body, In, Nothing, Operation, Parameter, Path, Reply, Style};
use service_client::{Error, Json, ListForm, Map, error::InvalidRequest};

use crate::loopback::{Loopback, answer, json};
use crate::model::Pet;

static SEARCH: Operation = Operation {
    path: "/pets/{kinds}/{id}.json",
    parameters: &[
        Parameter::path("kinds"),
        Parameter::query("q"),
        Parameter::query("tags"),
        Parameter::query("ids").exploded(false),
        Parameter::query("words")
            .style(Style::SpaceDelimited)
            .exploded(false),
        Parameter::query("pipes")
            .style(Style::PipeDelimited)
            .exploded(false),
        Parameter::query("created").style(Style::DeepObject),
        Parameter::query("where").json(),
        Parameter::query("raw").reserved(),
        Parameter::query("x-both"),
        Parameter::header("x-both"),
        Parameter::header("x-list"),
        Parameter::cookie("session"),
        Parameter::cookie("theme"),
        Parameter::query("wanted").required(),
    ],
    ..Operation::NEW
};

fn range() -> Map<Json> {
    [
        ("gte", Json::from(5)),
        ("in", serde_json::json!(["a", "b"])),
    ]
    .into_iter()
    .collect()
}

#[tokio::test]
async fn every_place_and_style_is_written_as_documented() {
    let server = Loopback::always(json(200, "{}")).await;
    let path = Path::new(&server.client())
        .with(&vec!["cat".to_owned(), "d/g".to_owned()])
        .with(&"ä b".to_owned());
    let call = path.call::<Body<Pet>>(&SEARCH);
    let call = call
        .set("session", &"a b".to_owned())
        .set("theme", &vec!["x".to_owned(), "y".to_owned()])
        .set_in(In::Header, "x-both", &1)
        .set_in(In::Query, "x-both", &true)
        .set("x-list", &vec![1, 2])
        .set("raw", &"a/b?c&d".to_owned())
        .set("where", &range())
        .set("created", &range())
        .set("pipes", &vec!["a".to_owned(), "b,c".to_owned()])
        .set("words", &vec!["a".to_owned(), "b".to_owned()])
        .set("ids", &vec![1, 2, 3])
        .set("tags", &vec!["r&d".to_owned(), "1+1".to_owned()])
        .set("q", &"replaced".to_owned())
        .set("q", &"a b+c".to_owned());
    call.query("own", "a[0]")
        .header("x-own", "1")
        .await
        .unwrap();
    let asked = server.only();
    assert_eq!(
        asked.line(),
        "GET /pets/cat,d%2Fg/%C3%A4%20b.json?own=a%5B0%5D&q=a%20b%2Bc&tags=r%26d&tags=1%2B1&ids=1,2,3&words=a%20b\
         &pipes=a%7Cb%2Cc&created%5Bgte%5D=5&created%5Bin%5D%5B0%5D=a&created%5Bin%5D%5B1%5D=b\
         &where=%7B%22gte%22%3A5%2C%22in%22%3A%5B%22a%22%2C%22b%22%5D%7D&raw=a/b?c%26d&x-both=true"
    );
    assert_eq!(asked.header("x-both"), Some("1"));
    assert_eq!(asked.header("x-list"), Some("1,2"));
    assert_eq!(asked.header("x-own"), Some("1"));
    assert_eq!(
        asked.header("cookie"),
        Some("session=a%20b; theme=x; theme=y")
    );
    assert_eq!(asked.header("accept"), Some("application/json"));
    assert_eq!(asked.header("content-type"), None);
    assert_eq!(asked.header("odata-maxversion"), None);
}

#[tokio::test]
async fn settings_change_brackets_and_lists() {
    let server = Loopback::always(json(200, "{}")).await;
    let client = server
        .builder()
        .raw_brackets(true)
        .list_form(ListForm::Brackets)
        .build()
        .unwrap();
    let path = Path::new(&client).with(&"a".to_owned()).with(&1);
    path.call::<Body<Pet>>(&SEARCH)
        .set("created", &range())
        .await
        .unwrap();
    assert_eq!(
        server.only().line(),
        "GET /pets/a/1.json?created[gte]=5&created[in][]=a&created[in][]=b"
    );
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_sent() {
    let server = Loopback::always(json(200, "{}")).await;
    let path = Path::new(&server.client());
    let whole = path.with(&"a".to_owned()).with(&1);
    let list = |text: &str| vec![text.to_owned(), "x".to_owned()];
    let call = || whole.call::<Body<Pet>>(&SEARCH);
    for (call, part) in [
        (
            call().set("ids", &list("a,b")),
            "the parameter ids cannot be sent: an item has the character",
        ),
        (
            call().set("wanted", &Vec::<i32>::new()),
            "the parameter wanted is required",
        ),
        (
            call().set("other", &1),
            "the operation has no such parameter",
        ),
        (
            call().set("x-list", &list("a\n")),
            "x-list has characters that are not allowed",
        ),
        (path.call(&SEARCH), "the parameter kinds has no value"),
        (
            path.with(&String::new()).with(&1).call(&SEARCH),
            "cannot be a path segment",
        ),
    ] {
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert!(error.to_string().contains(part), "{error}");
    }
    let error = call().set("wanted", &Map::<i32>::new()).await.unwrap_err();
    assert!(
        matches!(error, Error::InvalidRequest(InvalidRequest::EmptyParameter(name)) if name == "wanted")
    );
    assert!(server.asked().is_empty());
}

static WHOLE: Operation = Operation {
    path: "/find",
    parameters: &[Parameter::query_string("all").json()],
    ..Operation::NEW
};

static WHOLE_FORM: Operation = Operation {
    parameters: &[Parameter::query_string("all")],
    ..WHOLE
};

#[tokio::test]
async fn a_parameter_may_be_the_whole_of_the_query() {
    let server = Loopback::always(json(200, "{}")).await;
    let path = Path::new(&server.client());
    let value = [("a", Json::from(1)), ("b", serde_json::json!(["x&", "y"]))];
    let value: Map<Json> = value.into_iter().collect();
    let call = path.call::<Body<Pet>>(&WHOLE).set("all", &value);
    call.query("own", "1").await.unwrap();
    path.call::<Body<Pet>>(&WHOLE_FORM)
        .set("all", &value)
        .await
        .unwrap();
    let asked = server.asked();
    assert_eq!(
        asked[0].line(),
        "GET /find?%7B%22a%22%3A1%2C%22b%22%3A%5B%22x%26%22%2C%22y%22%5D%7D&own=1"
    );
    assert_eq!(asked[1].line(), "GET /find?a=1&b=x%26&b=y");
}

static HEAD: Operation = Operation {
    method: "HEAD",
    path: "/pets/{id}",
    replies: &[Reply::none(200)],
    errors: &[],
    ..Operation::NEW
};

static QUERY: Operation = Operation {
    method: "QUERY",
    path: "/find?kind=cat",
    parameters: &[Parameter::query("q")],
    replies: &[Reply::none(204)],
    ..Operation::NEW
};

#[tokio::test]
async fn other_verbs_and_queries_of_templates_are_sent() {
    let server = Loopback::always(answer(200, &[("x-count", "12")], "")).await;
    let path = Path::new(&server.client()).with(&7);
    let reply = path.call::<Nothing>(&HEAD).send().await.unwrap();
    assert_eq!(reply.read_header::<i64>("x-count"), Some(12));
    let asked = server.only();
    assert_eq!(
        (asked.line(), asked.header("accept")),
        ("HEAD /pets/7", Some("*/*"))
    );

    let server = Loopback::always(answer(204, &[], "")).await;
    let path = Path::new(&server.client());
    path.call::<Nothing>(&QUERY)
        .set("q", &"x".to_owned())
        .await
        .unwrap();
    assert_eq!(server.only().line(), "QUERY /find?kind=cat&q=x");
}
