//! Streams of events and of JSON lines, whole and cut.

use service_client::codegen::{Events, Kind, Lines, Operation, Path, Reply, Status, TextEvents};
use service_client::{Error, EventStream, Result};

use crate::loopback::{Loopback, answer, json, until_closed};
use crate::model::Chunk;

static CHAT: Operation = Operation {
    method: "POST",
    path: "/chat",
    replies: &[
        Reply::json(200),
        Reply::new(Status::Code(200), "text/event-stream", Kind::Events),
    ],
    ..Operation::NEW
};

static CHAT_UNTIL_DONE: Operation = Operation {
    end: Some("[DONE]"),
    ..CHAT
};

async fn drain<T>(
    stream: &mut EventStream<T>,
    text: impl Fn(T) -> String,
) -> (Vec<String>, Option<Error>) {
    let mut texts = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(Some(event)) => texts.push(text(event.data)),
            Ok(None) => return (texts, None),
            Err(error) => return (texts, Some(error)),
        }
    }
}

async fn chunks(operation: &'static Operation, body: &str) -> (Vec<String>, Option<Error>) {
    let server = Loopback::always(until_closed("text/event-stream; charset=utf-8", body)).await;
    let mut stream = Path::new(&server.client())
        .call::<Events<Chunk>>(operation)
        .await
        .unwrap();
    assert_eq!(
        server.only().header("accept"),
        Some("text/event-stream, application/json")
    );
    drain(&mut stream, |chunk| chunk.delta.unwrap_or_default()).await
}

#[tokio::test]
async fn events_are_typed_up_to_the_end_marker() {
    let body = ": hello\r\n\r\nevent: delta\r\nid: 1\r\ndata: {\"delta\":\r\ndata: \"a\"}\r\n\r\ndata: {\"delta\":\"b\"}\r\n\r\ndata: [DONE]\r\n\r\ndata: no JSON\r\n\r\n";
    let (texts, error) = chunks(&CHAT_UNTIL_DONE, body).await;
    assert_eq!(texts, ["a", "b"]);
    assert!(error.is_none(), "{error:?}");
    // Only where it is asked for.
    let (texts, error) = chunks(&CHAT, body).await;
    assert_eq!(texts, ["a", "b"]);
    assert!(matches!(error, Some(Error::Decode(_))), "{error:?}");
}

fn is_cut(error: Option<Error>) -> bool {
    matches!(error, Some(Error::Transport { source, .. }) if source.is_interrupted())
}

#[tokio::test]
async fn a_stream_that_is_cut_is_an_error_and_not_an_end() {
    let (texts, error) = chunks(
        &CHAT,
        "data: {\"delta\":\"a\"}\n\ndata: {\"delta\":\"b\"}\n",
    )
    .await;
    assert_eq!(texts, ["a"]);
    assert!(is_cut(error));
    let (texts, error) = chunks(&CHAT_UNTIL_DONE, "data: {\"delta\":\"a\"}\n\n").await;
    assert_eq!(texts, ["a"]);
    assert!(is_cut(error));
    let (texts, error) = chunks(&CHAT, "data: {\"delta\":\"a\"}\n\n").await;
    assert!(texts.len() == 1 && error.is_none());
    // Cut below HTTP: a chunk that is not there whole.
    let reply = "HTTP/1.1 200 X\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\nff\r\ndata";
    let server = Loopback::always(reply.into()).await;
    let mut stream = Path::new(&server.client())
        .call::<TextEvents>(&CHAT)
        .await
        .unwrap();
    let (texts, error) = drain(&mut stream, |text| text).await;
    assert_eq!(texts, ["1"]);
    assert!(is_cut(error));
    assert!(stream.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_event_that_does_not_fit_costs_itself_alone() {
    let body = "data: {\"delta\":[]}\n\ndata: {\"delta\":\"b\"}\n\n";
    let server = Loopback::always(until_closed("text/event-stream", body)).await;
    let mut stream = Path::new(&server.client())
        .call::<Events<Chunk>>(&CHAT)
        .await
        .unwrap();
    assert!(matches!(stream.try_next().await, Err(Error::Decode(_))));
    assert_eq!(
        stream
            .try_next()
            .await
            .unwrap()
            .unwrap()
            .data
            .delta
            .as_deref(),
        Some("b")
    );
    assert!(stream.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn events_have_the_limit_of_replies_and_users_have_end_markers() {
    let body = format!("data: 1\n\ndata: {}\n\n", "x".repeat(2000));
    let server = Loopback::always(until_closed("text/event-stream", &body)).await;
    let client = server.builder().reply_limit(1000).build().unwrap();
    let mut stream = Path::new(&client).call::<TextEvents>(&CHAT).await.unwrap();
    let (_, error) = drain(&mut stream, |text| text).await;
    assert!(
        matches!(error, Some(Error::ReplyTooLarge { limit: 1000 })),
        "{error:?}"
    );

    let server = Loopback::always(until_closed(
        "text/event-stream",
        "data: 1\n\ndata: end\n\ndata: 2\n\n",
    ))
    .await;
    let stream = Path::new(&server.client())
        .call::<TextEvents>(&CHAT)
        .await
        .unwrap();
    let (texts, error) = drain(&mut stream.until("end"), |text| text).await;
    assert!(texts == ["1"] && error.is_none());
}

#[tokio::test]
async fn other_replies_than_streams_are_errors() {
    let call = |reply| async {
        let server = Loopback::always(reply).await;
        Path::new(&server.client())
            .call::<Events<Chunk>>(&CHAT)
            .await
            .unwrap_err()
    };
    let error = call(json(200, "{}")).await;
    assert!(
        error
            .to_string()
            .contains("expected text/event-stream, found content type application/json"),
        "{error}"
    );
    let error = call(json(429, r#"{"error":{"message":"slow down"}}"#)).await;
    assert!(error.is_throttled() && error.to_string().contains("slow down"));
    let error = call(answer(202, &[], "later")).await;
    assert!(
        matches!(&error, Error::Undeclared(_)) && error.body().unwrap() == "later",
        "{error:?}"
    );
}

static EXPORT: Operation = Operation {
    path: "/export",
    replies: &[Reply::new(
        Status::Code(200),
        "application/jsonl",
        Kind::Lines,
    )],
    ..Operation::NEW
};

async fn lines(content_type: &str, body: &str) -> Result<Vec<i64>> {
    let server = Loopback::always(until_closed(content_type, body)).await;
    let mut lines = Path::new(&server.client())
        .call::<Lines<i64>>(&EXPORT)
        .await?;
    let mut values = Vec::new();
    while let Some(value) = lines.try_next().await? {
        values.push(value);
    }
    Ok(values)
}

#[tokio::test]
async fn lines_and_sequences_are_typed() {
    assert_eq!(
        lines("application/jsonl", "1\n\r\n2\r\n3").await.unwrap(),
        [1, 2, 3]
    );
    assert!(lines("application/x-ndjson", "").await.unwrap().is_empty());
    assert_eq!(
        lines("application/json-seq", "\x1e1\n\x1e2\n")
            .await
            .unwrap(),
        [1, 2]
    );
    assert!(matches!(
        lines("text/html", "1").await,
        Err(Error::Decode(_))
    ));
    assert!(matches!(
        lines("application/jsonl", "1\n\"x\"\n").await,
        Err(Error::Decode(_))
    ));
    assert!(is_cut(lines("application/jsonl", "1\n{\"a\":").await.err()));
}
