//! Pages of each kind, three of them.

use std::sync::Arc;

use service_client::codegen::{Operation, Paged, Paging, Parameter, Path};
use service_client::{Error, Json};

use crate::loopback::{Answer, Asked, Loopback, answer, json};
use crate::model::{Pet, PetPage};

macro_rules! operation {
    ($name:ident, $paging:expr) => {
        static $name: Operation = Operation {
            path: "/pets",
            parameters: &[Parameter::query("limit"), Parameter::query("state")],
            paging: Some(&$paging),
            ..Operation::NEW
        };
    };
}

operation!(LINK, Paging::Link { items: "" });
operation!(
    NEXT,
    Paging::Next {
        items: "/data",
        link: "/page/next"
    }
);
operation!(
    TOKEN,
    Paging::Token {
        items: "/data",
        token: "/next",
        parameter: "cursor"
    }
);
operation!(
    LAST_ID,
    Paging::LastId {
        items: "/data",
        id: "/id",
        parameter: "after",
        more: Some("/has_more")
    }
);
operation!(
    OFFSET,
    Paging::Offset {
        items: "/data",
        parameter: "offset",
        limit: Some("limit")
    }
);
operation!(
    BRACKETS,
    Paging::Number {
        items: "",
        parameter: "page[number]",
        first: 0,
        limit: Some("limit")
    }
);
operation!(
    NUMBER,
    Paging::Number {
        items: "",
        parameter: "page",
        first: 1,
        limit: Some("limit")
    }
);

fn pets(ids: &[i64]) -> Vec<Json> {
    ids.iter().map(|id| serde_json::json!({"id": id})).collect()
}

fn data(ids: &[i64], more: &Json) -> Answer {
    let mut body = serde_json::json!({"data": pets(ids)});
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json(200, &body.to_string())
}

async fn start(answers: impl Fn(&str, usize) -> Answer + Send + Sync + 'static) -> Arc<Loopback> {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Loopback::start(move |asked: &Asked| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        answers(asked.header("host").unwrap(), number)
    });
    Arc::new(server.await)
}

/// The ids of all items, and what was asked for; the same of pages.
async fn walk(operation: &'static Operation, server: &Loopback) -> Vec<String> {
    let call = || {
        let call = Path::new(&server.client()).call::<Paged<Json, Pet>>(operation);
        call.set("limit", &2)
            .set("state", &"a b".to_owned())
            .header("x-own", "1")
    };
    let mut items = call().items();
    let mut ids = Vec::new();
    while let Some(pet) = items.try_next().await.unwrap() {
        ids.push(pet.id.unwrap());
    }
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    let asked = server.asked();
    assert!(asked.iter().all(|asked| asked.header("x-own") == Some("1")));
    asked.iter().map(|asked| asked.line().to_owned()).collect()
}

const ALL: [&[i64]; 3] = [&[1, 2], &[3, 4], &[5]];

#[tokio::test]
async fn link_headers_are_followed() {
    let server = start(|host, number| {
        let body = Json::from(pets(ALL[number])).to_string();
        let link = match number {
            0 => format!(r#"<http://{host}/pets?page=2&x=%27>; rel="next", <http://{host}/pets?page=3>; rel="last""#),
            1 => "</pets?page=3>; rel=next".to_owned(),
            _ => r#"</pets>; rel="first""#.to_owned(),
        };
        answer(200, &[("content-type", "application/json"), ("link", &link)], &body)
    })
    .await;
    let asked = walk(&LINK, &server).await;
    assert_eq!(
        asked,
        [
            "GET /pets?limit=2&state=a%20b",
            "GET /pets?page=2&x=%27",
            "GET /pets?page=3"
        ]
    );
}

#[tokio::test]
async fn next_links_are_followed() {
    let server = start(|_, number| {
        let next = [Json::from("?p=2"), Json::from("/pets?p=3"), Json::Null];
        data(
            ALL[number],
            &serde_json::json!({"page": {"next": next[number]}}),
        )
    })
    .await;
    let asked = walk(&NEXT, &server).await;
    assert_eq!(asked[1..], ["GET /pets?p=2", "GET /pets?p=3"]);
}

#[tokio::test]
async fn tokens_are_sent_back() {
    let server = start(|_, number| {
        let next = [Json::from("a+b"), Json::from(7), Json::from("")];
        data(ALL[number], &serde_json::json!({"next": next[number]}))
    })
    .await;
    let asked = walk(&TOKEN, &server).await;
    assert_eq!(
        asked[1..],
        [
            "GET /pets?limit=2&state=a%20b&cursor=a%2Bb",
            "GET /pets?limit=2&state=a%20b&cursor=7"
        ]
    );
}

#[tokio::test]
async fn last_ids_are_sent_back() {
    let server =
        start(|_, number| data(ALL[number], &serde_json::json!({"has_more": number < 2}))).await;
    let asked = walk(&LAST_ID, &server).await;
    assert_eq!(
        asked[1..],
        [
            "GET /pets?limit=2&state=a%20b&after=2",
            "GET /pets?limit=2&state=a%20b&after=4"
        ]
    );
}

#[tokio::test]
async fn offsets_count_items() {
    let server = start(|_, number| data(ALL[number], &serde_json::json!({}))).await;
    let asked = walk(&OFFSET, &server).await;
    assert_eq!(
        asked[1..],
        [
            "GET /pets?limit=2&state=a%20b&offset=2",
            "GET /pets?limit=2&state=a%20b&offset=4"
        ]
    );
}

#[tokio::test]
async fn pages_are_numbered() {
    let server = start(|_, number| json(200, &Json::from(pets(ALL[number])).to_string())).await;
    let asked = walk(&NUMBER, &server).await;
    assert_eq!(
        asked[1..],
        [
            "GET /pets?limit=2&state=a%20b&page=2",
            "GET /pets?limit=2&state=a%20b&page=3"
        ]
    );
}

#[tokio::test]
async fn pages_begin_where_the_first_call_does() {
    let server = start(|_, number| json(200, &Json::from(pets(ALL[number])).to_string())).await;
    for raw in [false, true] {
        let client = server.builder().raw_brackets(raw).build().unwrap();
        let call = Path::new(&client).call::<Paged<Json, Pet>>(&BRACKETS);
        let mut items = call.query("page[number]", "4").items();
        items.try_next().await.unwrap();
        if raw {
            continue;
        }
        while items.try_next().await.unwrap().is_some() {
            if server.asked().len() == 2 {
                break;
            }
        }
    }
    let asked = server.asked();
    assert_eq!(asked[0].line(), "GET /pets?page%5Bnumber%5D=4");
    assert_eq!(asked[1].line(), "GET /pets?page%5Bnumber%5D=5");
    assert_eq!(asked[2].line(), "GET /pets?page[number]=4");
}

/// A page that tells by an id and by a token whether there are more.
fn page(number: usize) -> Answer {
    let next = ["n", "m", ""].get(number).copied().unwrap_or_default();
    data(
        ALL[number],
        &serde_json::json!({"has_more": number < 2, "next": next}),
    )
}

#[tokio::test]
async fn whole_pages_are_typed_for_each_kind() {
    for operation in [&LAST_ID, &TOKEN, &OFFSET] {
        let server = start(|_, number| page(number)).await;
        let call = Path::new(&server.client()).call::<Paged<PetPage, Pet>>(operation);
        let mut pages = call.set("limit", &2).pages();
        let mut counts = Vec::new();
        while let Some(page) = pages.try_next().await.unwrap() {
            counts.push(page.data.unwrap().len());
        }
        assert_eq!(counts, [2, 2, 1]);
    }
    let server = start(|_, number| page(number)).await;
    let first = Path::new(&server.client())
        .call::<Paged<PetPage, Pet>>(&TOKEN)
        .await
        .unwrap();
    assert_eq!(first.more, Some(true));
}

#[tokio::test]
async fn circles_other_hosts_and_what_is_no_list_are_errors() {
    let server = start(|_, _| data(&[1], &serde_json::json!({"next": "same"}))).await;
    let mut items = Path::new(&server.client())
        .call::<Paged<Json, Pet>>(&TOKEN)
        .items();
    let error = loop {
        if let Err(error) = items.try_next().await {
            break error;
        }
    };
    assert!(matches!(error, Error::LinkCircle), "{error:?}");
    assert!(server.asked().len() < 5);

    let other = Loopback::always(json(200, "[]")).await;
    let url = format!("<{}/pets>; rel=next", other.url);
    let server = start(move |_, _| {
        answer(
            200,
            &[("content-type", "application/json"), ("link", &url)],
            "[]",
        )
    })
    .await;
    let error = Path::new(&server.client())
        .call::<Paged<Json, Pet>>(&LINK)
        .items()
        .try_next()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    assert!(other.asked().is_empty());

    for body in ["{}", r#"{"data":{}}"#, r#"{"data":7}"#, "[]"] {
        let server = start(move |_, _| json(200, body)).await;
        let call = Path::new(&server.client()).call::<Paged<Json, Pet>>(&TOKEN);
        let error = call.clone().items().try_next().await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body} {error:?}");
        if body != "[]" {
            assert!(
                matches!(
                    call.pages().try_next().await,
                    Err(Error::Decode(_)) | Ok(Some(_))
                ),
                "{body}"
            );
        }
    }
    // Some services write null for an empty list.
    let server = start(|_, _| json(200, r#"{"data":null}"#)).await;
    assert!(
        Path::new(&server.client())
            .call::<Paged<Json, Pet>>(&TOKEN)
            .items()
            .try_next()
            .await
            .unwrap()
            .is_none()
    );
}
