//! What replies are read into: by status and media type, and errors.

use service_client::codegen::{
    Arrived, Body, Bytes, Choice, Kind, Location, Nothing, Operation, Optional, Path, Reply,
    ReplyVariants, Status, Text,
};
use service_client::{Error, Result};

use crate::loopback::{Loopback, answer, json};
use crate::model::{Pet, Problem, pet};

static GET: Operation = Operation {
    path: "/pets/1",
    replies: &[
        Reply::json(200),
        Reply::new(Status::Code(200), "text/csv", Kind::Text),
        Reply::none(204),
        Reply::new(Status::Code(202), "application/vnd.job", Kind::Json),
    ],
    errors: &["application/problem+json"],
    ..Operation::NEW
};

enum Found {
    Pet(Pet),
    Table(String),
    Gone,
    Job(Problem),
}

impl ReplyVariants for Found {
    fn read(number: usize, reply: &Arrived) -> Result<Self> {
        Ok(match number {
            0 => Self::Pet(reply.json()?),
            1 => Self::Table(reply.text()?),
            2 => Self::Gone,
            _ => Self::Job(reply.json()?),
        })
    }
}

async fn path(reply: Vec<u8>) -> Path {
    // The server lives as long as the test's runtime.
    Path::new(&Loopback::always(reply).await.client())
}

#[tokio::test]
async fn replies_are_told_by_status_and_media_type() {
    let found = |reply| async { path(reply).await.call::<Choice<Found>>(&GET).await };
    assert!(
        matches!(found(json(200, r#"{"name":"Rex"}"#)).await.unwrap(), Found::Pet(pet) if pet.name.is_some())
    );
    let csv = answer(200, &[("content-type", "text/CSV; header=present")], "a,b");
    assert!(matches!(found(csv).await.unwrap(), Found::Table(text) if text == "a,b"));
    assert!(matches!(
        found(answer(204, &[], "")).await.unwrap(),
        Found::Gone
    ));
    let job = answer(
        202,
        &[("content-type", "application/vnd.job")],
        r#"{"title":"t"}"#,
    );
    assert!(matches!(found(job).await.unwrap(), Found::Job(job) if job.title.is_some()));
}

#[tokio::test]
async fn any_json_type_is_json_and_no_other() {
    for content_type in [
        "application/problem+json",
        "Application/JSON; charset=utf-8",
        "text/json",
    ] {
        let reply = answer(
            200,
            &[("content-type", content_type)],
            r#"{"id":7,"name":"Rex","age":1.50}"#,
        );
        let read: Pet = path(reply).await.call::<Body<Pet>>(&GET).await.unwrap();
        assert_eq!(read.name, pet("Rex").name);
        assert_eq!(read.extra.raw("age"), Some("1.50"));
    }
    let html = answer(200, &[("content-type", "text/html")], "<html>");
    let error = path(html).await.call::<Body<Pet>>(&GET).await.unwrap_err();
    assert!(
        matches!(&error, Error::Decode(_)) && error.to_string().contains("text/html"),
        "{error}"
    );
    let wrong = json(200, r#"{"name":[]}"#);
    let error = path(wrong).await.call::<Body<Pet>>(&GET).await.unwrap_err();
    assert!(
        matches!(&error, Error::Decode(error) if error.path() == "name"),
        "{error}"
    );
}

#[tokio::test]
async fn an_empty_body_is_none_and_an_error_where_one_is_needed() {
    for reply in [answer(204, &[], ""), answer(200, &[], ""), json(200, "")] {
        let call = path(reply.clone()).await.call::<Optional<Pet>>(&GET);
        assert_eq!(call.await.unwrap(), None);
        let error = path(reply).await.call::<Body<Pet>>(&GET).await.unwrap_err();
        assert!(matches!(error, Error::NoContent(_)));
    }
    // A body that the head announces and that must not come is not waited for.
    let head = b"HTTP/1.1 204 X\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n";
    let call = path(head.to_vec()).await.call::<Optional<Pet>>(&GET);
    assert_eq!(call.await.unwrap(), None);
}

#[tokio::test]
async fn errors_are_typed_and_keep_their_body() {
    let reply = answer(
        404,
        &[
            ("content-type", "application/problem+json"),
            ("x-trace", "t"),
        ],
        r#"{"title":"no such pet","status":404,"more":true}"#,
    );
    let error = path(reply).await.call::<Body<Pet>>(&GET).await.unwrap_err();
    let problem: Problem = error.decoded().unwrap();
    assert_eq!(
        (problem.title.as_deref(), problem.status),
        (Some("no such pet"), Some(404))
    );
    assert!(
        error.is_not_found() && error.to_string().contains("no such pet"),
        "{error}"
    );
    assert_eq!(error.service().unwrap().headers["x-trace"], "t");
    let other = answer(500, &[("content-type", "text/plain")], "broken");
    let error = path(other).await.call::<Body<Pet>>(&GET).await.unwrap_err();
    assert!(error.decoded::<Problem>().is_none());
    assert_eq!(error.body().unwrap(), "broken");
}

#[tokio::test]
async fn a_status_that_is_not_declared_is_an_error_with_its_body() {
    let error = path(json(201, r#"{"name":"x"}"#))
        .await
        .call::<Body<Pet>>(&GET)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Undeclared(_)), "{error:?}");
    assert_eq!(
        (
            error.status().unwrap().as_u16(),
            error.body().unwrap().as_ref()
        ),
        (201, br#"{"name":"x"}"#.as_slice())
    );
    let raw = path(json(201, "{}"))
        .await
        .call::<Body<Pet>>(&GET)
        .send_raw()
        .await
        .unwrap();
    assert_eq!(raw.status().as_u16(), 201);
    let read = path(json(299, r#"{"name":"x"}"#))
        .await
        .call::<Body<Pet>>(&ANY)
        .await
        .unwrap();
    assert_eq!(read.name.as_deref(), Some("x"));
}

static ANY: Operation = Operation {
    replies: &[
        Reply::new(Status::Range(2), "application/json", Kind::Json),
        Reply::new(Status::Code(203), "*/*", Kind::Json),
        Reply::new(Status::Default, "text/plain", Kind::Text),
    ],
    ..Operation::NEW
};

#[tokio::test]
async fn json_of_any_type_is_read_where_any_is_declared() {
    let reply = answer(203, &[("content-type", "text/plain")], r#"{"name":"x"}"#);
    let read = path(reply).await.call::<Body<Pet>>(&ANY).await.unwrap();
    assert_eq!(read.name.as_deref(), Some("x"));
}

static MOVE: Operation = Operation {
    path: "/a/b",
    replies: &[Reply::none(302)],
    ..Operation::NEW
};

#[tokio::test]
async fn texts_bytes_and_locations() {
    let text = |content_type: &'static str, body: &'static str| async move {
        let reply = answer(200, &[("content-type", content_type)], body);
        path(reply).await.call::<Text>(&GET).await
    };
    assert_eq!(text("text/plain", "\u{feff}ä").await.unwrap(), "ä");
    let latin = [
        answer(
            200,
            &[("content-type", "text/plain; charset=ISO-8859-1")],
            "x",
        ),
        vec![],
    ]
    .concat();
    let latin = [&latin[..latin.len() - 1], b"\xe4"].concat();
    assert_eq!(path(latin).await.call::<Text>(&GET).await.unwrap(), "ä");

    let reply = answer(200, &[("content-type", "image/png")], "\0\x01");
    assert_eq!(
        path(reply.clone())
            .await
            .call::<Bytes>(&GET)
            .await
            .unwrap()
            .as_ref(),
        b"\0\x01"
    );
    let mut stream = path(reply)
        .await
        .call::<Bytes>(&GET)
        .stream()
        .await
        .unwrap();
    assert_eq!(stream.chunk().await.unwrap().unwrap().as_ref(), b"\0\x01");

    let server = Loopback::always(answer(302, &[("location", "../c?d")], "")).await;
    let location = Path::new(&server.client())
        .call::<Location>(&MOVE)
        .await
        .unwrap();
    assert_eq!(location, format!("{}/c?d", server.url));
    let reply = path(answer(204, &[], ""))
        .await
        .call::<Nothing>(&GET)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status().as_u16(), 204);
}

#[cfg(feature = "blocking")]
#[test]
fn calls_block_where_that_is_wanted() {
    use service_client::blocking::BlockingExt;
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Loopback::always(json(200, r#"{"name":"Rex"}"#)));
    let read = Path::new(&server.client())
        .call::<Body<Pet>>(&GET)
        .send_blocking();
    assert_eq!(read.unwrap().name.as_deref(), Some("Rex"));
}
