//! Downloads against a service that breaks off, changes its content, or knows no ranges.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt;
use odata_client::testing::PausedClock;
use odata_client::{
    Batch, Client, Error, Json, Resource, RetryPolicy, StaticToken,
    request::GetMedia,
    returns,
    transfer::{MediaStream, TransferError},
};
use proptest::prelude::*;
use serde_json::json;

use crate::loopback::{Answer, Asked, Loopback};

const SIZE: usize = 300_000;

fn content() -> Bytes {
    (0..SIZE)
        .map(|at| (at * 7 + at / 251).to_le_bytes()[0])
        .collect()
}

/// How the service behaves.
#[derive(Clone, Debug)]
struct Habits {
    /// After how many bytes each reply breaks off.
    cuts: Vec<usize>,
    ranges: bool,
    tag: Option<&'static str>,
    /// The tag of all replies but the first.
    later_tag: Option<&'static str>,
}

impl Default for Habits {
    fn default() -> Self {
        let tag = Some("\"v1\"");
        Self {
            cuts: Vec::new(),
            ranges: true,
            tag,
            later_tag: tag,
        }
    }
}

async fn service(habits: Habits) -> (Loopback, Client, PausedClock) {
    let cuts = Mutex::new(VecDeque::from(habits.cuts.clone()));
    let first = Mutex::new(true);
    let server = Loopback::start(move |asked| {
        let tag = if std::mem::take(&mut *first.lock().unwrap()) {
            habits.tag
        } else {
            habits.later_tag
        };
        let mut answer = answer(asked, habits.ranges, tag).header("content-type", "image/png");
        if let Some(tag) = tag {
            answer = answer.header("etag", tag);
        }
        match cuts.lock().unwrap().pop_front() {
            Some(cut) if cut < answer.body.len() => answer.cut(cut),
            _ => answer,
        }
    })
    .await;
    let clock = PausedClock::new();
    let client = Client::builder(format!("{}/v1.0", server.url))
        .credential(StaticToken::new("secret-token"))
        .clock(clock.clone())
        // So that what is counted here are the tries of the download.
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    (server, client, clock)
}

/// As RFC 9110 has it: `If-Range` with another tag gives the whole.
fn answer(asked: &Asked, ranges: bool, tag: Option<&str>) -> Answer {
    let matches = asked
        .header("if-range")
        .is_none_or(|wanted| Some(wanted) == tag);
    let range = asked.header("range").filter(|_| ranges && matches);
    let Some(range) = range else {
        return Answer::new(200).body(content());
    };
    let (start, last) = range
        .strip_prefix("bytes=")
        .unwrap()
        .split_once('-')
        .unwrap();
    let start: usize = start.parse().unwrap();
    let end = last
        .parse::<usize>()
        .map_or(SIZE, |last| (last + 1).min(SIZE));
    if start >= SIZE {
        return Answer::new(416).header("content-range", format!("bytes */{SIZE}"));
    }
    Answer::new(206)
        .header("content-range", format!("bytes {start}-{}/{SIZE}", end - 1))
        .body(content().slice(start..end))
}

fn get(client: &Client) -> GetMedia {
    Resource::root(client)
        .segment("photo")
        .segment("$value")
        .media()
        .get()
}

async fn all(mut stream: MediaStream) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.chunk().await? {
        assert!(!chunk.is_empty());
        bytes.extend_from_slice(&chunk);
        assert_eq!(bytes.len() as u64, stream.position());
    }
    assert!(stream.chunk().await?.is_none());
    Ok(bytes)
}

fn transfer(error: &Error) -> &TransferError {
    match error {
        Error::Transfer(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_download_gives_content_headers_and_size() {
    let (server, client, _) = service(Habits::default()).await;
    let stream = get(&client).stream().await.unwrap();
    assert_eq!(stream.total(), Some(SIZE as u64));
    assert_eq!(stream.content_type(), Some("image/png"));
    assert!(all(stream).await.unwrap() == content());
    let asked = server.asked().remove(0);
    assert_eq!(asked.header("authorization"), Some("Bearer secret-token"));
    assert_eq!(
        (asked.header("range"), asked.header("accept")),
        (None, Some("*/*"))
    );
    // Ranges of compressed content would not fit together.
    assert_eq!(asked.header("accept-encoding"), Some("identity"));

    let function = Resource::root(&client).function::<returns::Media>("content");
    assert!(all(function.stream().await.unwrap()).await.unwrap() == content());
    let stream: Vec<Bytes> = get(&client)
        .stream()
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert!(stream.concat() == content());
}

#[tokio::test]
async fn broken_connections_are_gone_on_with_where_they_broke() {
    let cuts = vec![1000, 70_000, 0, 1];
    let (server, client, clock) = service(Habits {
        cuts,
        ..Habits::default()
    })
    .await;
    let stream = get(&client).stream().await.unwrap();
    assert!(all(stream).await.unwrap() == content());
    let asked = server.asked();
    let ranges: Vec<_> = asked.iter().map(|asked| asked.header("range")).collect();
    let rest = |start: usize| format!("bytes={start}-{}", SIZE - 1);
    let (one, two, three) = (rest(1000), rest(71_000), rest(71_001));
    assert_eq!(
        ranges,
        [None, Some(&*one), Some(&*two), Some(&*two), Some(&*three)]
    );
    for asked in &asked[1..] {
        assert_eq!(asked.header("if-range"), Some("\"v1\""));
        assert_eq!(asked.header("authorization"), Some("Bearer secret-token"));
    }
    // 3 s after something came, 6 s after nothing came.
    let waits: Vec<u64> = clock.sleeps().iter().map(Duration::as_secs).collect();
    assert_eq!(waits, [3, 3, 6, 3]);
}

#[tokio::test]
async fn a_service_from_which_nothing_comes_is_not_asked_for_ever() {
    let cuts = vec![1000, 0, 0, 0, 0, 0];
    let (server, client, clock) = service(Habits {
        cuts,
        ..Habits::default()
    })
    .await;
    let error = all(get(&client).stream().await.unwrap()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!((server.asked().len(), clock.sleeps().len()), (3, 2));
}

#[tokio::test]
async fn content_that_has_changed_is_an_error() {
    for ranges in [true, false] {
        let (_server, client, _) = service(Habits {
            cuts: vec![1000],
            ranges,
            later_tag: Some("\"v2\""),
            ..Habits::default()
        })
        .await;
        let error = all(get(&client).stream().await.unwrap()).await.unwrap_err();
        assert!(matches!(
            transfer(&error),
            TransferError::Changed { offset: 1000 }
        ));
    }
}

#[tokio::test]
async fn without_a_strong_tag_the_rest_cannot_be_asked_for() {
    for tag in [None, Some("W/\"v1\"")] {
        let habits = Habits {
            cuts: vec![1000],
            tag,
            later_tag: tag,
            ..Habits::default()
        };
        let (server, client, _) = service(habits).await;
        let error = all(get(&client).stream().await.unwrap()).await.unwrap_err();
        assert!(matches!(
            transfer(&error),
            TransferError::NotResumable { offset: 1000, .. }
        ));
        assert_eq!(server.asked().len(), 1);
    }
}

#[tokio::test]
async fn ranges_are_given_whether_the_service_knows_them_or_not() {
    for ranges in [true, false] {
        for cuts in [vec![], vec![60_000, 7]] {
            let habits = Habits {
                cuts,
                ranges,
                ..Habits::default()
            };
            let (_server, client, _) = service(habits).await;
            let mut stream = get(&client).range(50_000..200_000).stream().await.unwrap();
            assert_eq!(stream.position(), 50_000);
            let mut bytes = Vec::new();
            while let Some(chunk) = stream.chunk().await.unwrap() {
                bytes.extend_from_slice(&chunk);
            }
            assert!(bytes == content()[50_000..200_000], "{}", bytes.len());
            assert_eq!(stream.total(), Some(SIZE as u64));
            let bytes = get(&client).range(50_000..200_000).await.unwrap();
            assert!(bytes == content()[50_000..200_000], "{}", bytes.len());
        }
    }
    let (_server, client, _) = service(Habits::default()).await;
    let part = get(&client).range(..10).await.unwrap();
    assert_eq!(part, content().slice(..10));
    let reply = get(&client).range(..10).send_raw().await.unwrap();
    assert_eq!((reply.status().as_u16(), reply.body().len()), (206, 10));
    let error = get(&client)
        .range(SIZE as u64..)
        .stream()
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 416);
    for result in [
        get(&client).range(5..5).await.map(drop),
        get(&client).range(5..5).stream().await.map(drop),
    ] {
        assert!(matches!(result, Err(Error::InvalidRequest(_))));
    }
}

#[tokio::test]
async fn another_range_than_asked_for_is_an_error() {
    for found in [
        "bytes 0-9/100",
        "bytes 11-20/100",
        "bytes 10-99/100",
        "bytes */100",
        "x",
    ] {
        let server = Loopback::start(move |_| {
            Answer::new(206)
                .header("content-range", found)
                .body("0123456789")
        })
        .await;
        let client = Client::builder(server.url.clone()).build().unwrap();
        for error in [
            get(&client).range(10..20).stream().await.unwrap_err(),
            get(&client).range(10..20).await.unwrap_err(),
        ] {
            assert!(matches!(
                transfer(&error),
                TransferError::Range { expected: 10, .. }
            ));
            assert!(error.to_string().contains(found), "{error}");
        }
    }
}

#[tokio::test]
async fn a_part_is_not_larger_than_the_limit_and_the_rest_is_not_read() {
    let (server, ..) = service(Habits {
        ranges: false,
        ..Habits::default()
    })
    .await;
    let client = Client::builder(server.url.clone()).reply_limit(1000);
    let client = client.build().unwrap();
    let part = get(&client).range(5..1005).await.unwrap();
    assert_eq!(part, content().slice(5..1005));
    let error = get(&client).range(5..1006).await.unwrap_err();
    assert!(matches!(error, Error::ReplyTooLarge { limit: 1000 }));
}

/// In a batch, a part comes as content of a reply that is read already.
#[tokio::test]
async fn a_part_in_a_batch_is_cut_as_well() {
    const PART: &[u8] = b"2345";
    for (status, found, body, part) in [
        (200, "", "MDEyMzQ1Njc4OQ==", Some(PART)),
        (206, "bytes 2-5/10", "MjM0NQ==", Some(PART)),
        (206, "bytes 3-6/10", "MzQ1Ng==", None),
        (206, "bytes 2-3/10", "MjM=", None),
    ] {
        let server = Loopback::start(move |asked| {
            let asked: Json = serde_json::from_slice(&asked.body).unwrap();
            assert_eq!(asked["requests"][0]["headers"]["range"], "bytes=2-5");
            let headers = json!({"content-type": "image/png", "content-range": found});
            let reply = json!({"id": "1", "status": status, "headers": headers, "body": body});
            Answer::json(200, &json!({"responses": [reply]}))
        })
        .await;
        let client = Client::builder(server.url.clone()).build().unwrap();
        let mut batch = Batch::new(&client);
        let handle = batch.add(get(&client).range(2..6));
        let given = batch.send().await.unwrap().take(handle);
        assert_eq!(given.as_deref().ok(), part, "{given:?}");
    }
}

#[tokio::test]
async fn errors_of_the_service_are_errors_with_their_code() {
    let server =
        Loopback::start(|_| Answer::json(404, &json!({"error": {"code": "itemNotFound"}}))).await;
    let client = Client::builder(server.url.clone()).build().unwrap();
    let error = get(&client).stream().await.unwrap_err();
    assert_eq!(error.code(), Some("itemNotFound"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Wherever it breaks: what comes is the content, whole or from the beginning on.
    #[test]
    fn any_breaks_give_the_content(
        cuts in prop::collection::vec(prop_oneof![Just(0), 1..SIZE], 0..8),
        ranges in any::<bool>(),
        start in 0_u64..1000,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_server, client, _) = service(Habits { cuts, ranges, ..Habits::default() }).await;
            let Ok(mut stream) = get(&client).range(start..).stream().await else {
                return Ok(());
            };
            let mut bytes = Vec::new();
            let whole = loop {
                match stream.chunk().await {
                    Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                    Ok(None) => break true,
                    Err(error) => {
                        let known = matches!(error, Error::Transport { .. } | Error::Transfer(_));
                        prop_assert!(known, "{}", error);
                        break false;
                    }
                }
            };
            let expected = content().slice(usize::try_from(start).unwrap()..);
            prop_assert!(expected.starts_with(&bytes));
            prop_assert_eq!(whole, expected.len() == bytes.len());
            Ok(())
        })?;
    }
}
