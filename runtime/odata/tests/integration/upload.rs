//! Upload sessions against a service that keeps what arrives and lets things go wrong.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use odata_client::testing::PausedClock;
use odata_client::{
    Client, Error, StaticToken,
    transfer::{ByteRange, Reader, TransferError, UploadSession, UploadSource},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::loopback::{Answer, Asked, Loopback};
use crate::model::Call;
use crate::server::Nobody;

const UNIT: usize = 320 << 10;

/// What goes wrong with one PUT.
#[derive(Clone, Debug)]
enum Fault {
    None,
    /// Nothing is kept.
    Status(u16, Option<&'static str>),
    /// The connection ends; the slice is kept or not.
    Reset {
        kept: bool,
    },
    /// The service forgets this many slices.
    Forget(usize),
    /// 200 with `nextExpectedRanges` of one number, as mail attachments have it.
    Mail,
    /// The slice is kept; the reply has this status, content type and body.
    Says(u16, &'static str, &'static str),
}

#[derive(Default)]
struct Store {
    content: Vec<u8>,
    total: usize,
    faults: VecDeque<Fault>,
    deleted: bool,
    /// Names of properties in Pascal case, as some of Graph's services have them.
    pascal: bool,
    any_size: bool,
}

struct Service {
    server: Loopback,
    store: Arc<Mutex<Store>>,
    clock: PausedClock,
    client: Client,
}

impl Store {
    fn answer(&mut self, asked: &Asked) -> Answer {
        assert_eq!(asked.header("authorization"), None, "the token went along");
        if self.deleted {
            return Answer::json(404, &json!({"error": {"code": "itemNotFound"}}));
        }
        match asked.method.as_str() {
            "GET" => Answer::json(200, &self.expected()),
            "DELETE" => {
                self.deleted = true;
                Answer::new(204)
            }
            "PUT" => self.put(asked),
            other => panic!("{other}"),
        }
    }

    fn expected(&self) -> Value {
        let next = format!("{}-", self.content.len());
        if self.pascal {
            return json!({"ExpirationDateTime": "2030-01-29T09:21:55.523Z", "NextExpectedRanges": [next]});
        }
        json!({"expirationDateTime": "2030-01-29T09:21:55.523Z", "nextExpectedRanges": [next]})
    }

    fn put(&mut self, asked: &Asked) -> Answer {
        let (start, end, total) = range_of(asked);
        assert_eq!(asked.body.len(), end - start);
        let fits = end == total || (end - start).is_multiple_of(UNIT);
        assert!(fits || self.any_size, "{start}-{end}");
        self.total = total;
        let fault = self.faults.pop_front().unwrap_or(Fault::None);
        if let Fault::Status(status, after) = fault {
            let answer = Answer::json(status, &json!({"error": {"code": "x"}}));
            return match after {
                Some(after) => answer.header("retry-after", after),
                None => answer,
            };
        }
        if matches!(fault, Fault::Reset { kept: false }) {
            return Answer::new(202).cut(0);
        }
        if let Fault::Forget(slices) = fault {
            let left = self.content.len().saturating_sub(slices * UNIT);
            self.content.truncate(left);
            return Answer::json(202, &self.expected());
        }
        if start != self.content.len() {
            return Answer::json(416, &json!({"error": {"code": "invalidRange"}}));
        }
        self.content.extend_from_slice(&asked.body);
        match fault {
            Fault::Reset { .. } => Answer::new(202).cut(0),
            Fault::Says(status, content_type, body) => {
                self.deleted = end == total;
                let answer = Answer::new(status).header("content-type", content_type);
                answer.body(body)
            }
            _ if end == total => {
                self.deleted = true;
                Answer::json(201, &json!({"id": "item"}))
            }
            Fault::Mail => Answer::json(200, &json!({"nextExpectedRanges": [end.to_string()]})),
            _ => Answer::json(202, &self.expected()),
        }
    }
}

fn range_of(asked: &Asked) -> (usize, usize, usize) {
    let range = asked.header("content-range").unwrap();
    let (range, total) = range
        .strip_prefix("bytes ")
        .unwrap()
        .split_once('/')
        .unwrap();
    let (start, last) = range.split_once('-').unwrap();
    let number = |text: &str| text.parse::<usize>().unwrap();
    (number(start), number(last) + 1, number(total))
}

async fn service(faults: impl IntoIterator<Item = Fault>) -> Service {
    let store = Arc::new(Mutex::new(Store {
        faults: faults.into_iter().collect(),
        ..Store::default()
    }));
    let kept = Arc::clone(&store);
    let server = Loopback::start(move |asked| kept.lock().unwrap().answer(asked)).await;
    let clock = PausedClock::new();
    // Its host may have the token; nobody listens there.
    let client = Client::builder("http://127.0.0.1:1/v1.0")
        .credential(StaticToken::new("secret-token"))
        .clock(clock.clone())
        .build()
        .unwrap();
    Service {
        server,
        store,
        clock,
        client,
    }
}

impl Service {
    fn session(&self) -> UploadSession<Call> {
        let url = format!("{}/up?tempauth=secret-url", self.server.url);
        UploadSession::from_url(&self.client, url)
            .unwrap()
            .slice_size(UNIT)
    }

    /// Beginnings of the slices that were sent, in units.
    fn slices(&self) -> Vec<usize> {
        let asked = self.server.asked();
        let puts = asked.iter().filter(|asked| asked.method == "PUT");
        puts.map(|asked| range_of(asked).0 / UNIT).collect()
    }

    fn count(&self, method: &str) -> usize {
        self.server
            .asked()
            .iter()
            .filter(|asked| asked.method == method)
            .count()
    }

    fn content_hash(&self) -> Vec<u8> {
        Sha256::digest(&self.store.lock().unwrap().content).to_vec()
    }
}

fn content(length: usize) -> Vec<u8> {
    (0..length)
        .map(|at| (at * 7 + at / 251).to_le_bytes()[0])
        .collect()
}

#[tokio::test]
async fn uploads_arrive_whole_in_exact_slices_without_a_token() {
    let service = service([]).await;
    let content = content(3 * UNIT + 17);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let mut session = service.session().on_progress(move |progress| {
        assert_eq!(progress.total, (3 * UNIT + 17) as u64);
        log.lock().unwrap().push(progress.sent);
    });
    let item = session.upload(content.clone()).await.unwrap();
    assert_eq!(item.id.as_deref(), Some("item"));
    assert_eq!(service.content_hash(), Sha256::digest(&content).to_vec());
    let unit = UNIT as u64;
    assert_eq!(
        *seen.lock().unwrap(),
        [unit, 2 * unit, 3 * unit, 3 * unit + 17]
    );
    let ranges: Vec<_> = service.server.asked().iter().map(range_of).collect();
    let total = 3 * UNIT + 17;
    assert_eq!(
        ranges,
        [
            (0, UNIT, total),
            (UNIT, 2 * UNIT, total),
            (2 * UNIT, 3 * UNIT, total),
            (3 * UNIT, total, total)
        ]
    );
    assert!(service.clock.sleeps().is_empty());
}

#[tokio::test]
async fn slices_are_below_4_mb_unless_set() {
    let service = service([]).await;
    let session = UploadSession::<Call>::from_url(&service.client, service.server.url.clone());
    session.unwrap().upload(content(13 * UNIT)).await.unwrap();
    assert_eq!(service.slices(), [0, 12]);
    assert!(service.server.asked()[0].body.len() < 4_000_000);
}

#[tokio::test]
async fn slices_can_have_any_size() {
    let service = service([]).await;
    service.store.lock().unwrap().any_size = true;
    let mut session = service.session().slice_size(1000);
    session.upload(content(2500)).await.unwrap();
    let ranges: Vec<_> = service.server.asked().iter().map(range_of).collect();
    assert_eq!(
        ranges,
        [(0, 1000, 2500), (1000, 2000, 2500), (2000, 2500, 2500)]
    );
}

/// Only the last byte ends an upload, whatever the replies before it look like.
#[tokio::test]
async fn a_reply_in_the_middle_is_not_the_end() {
    const JSON: &str = "application/json";
    let clear = [
        (200, JSON, r#"{"NextExpectedRanges": ["327680"]}"#),
        (200, JSON, r#"{"NextExpectedRanges": "327680-"}"#),
        (201, JSON, r#"{"nextexpectedranges": [327680]}"#),
        (202, JSON, ""),
    ];
    let unclear = [
        (200, JSON, "{}"),
        (200, JSON, ""),
        (200, JSON, r#"{"id": "item"}"#),
        (200, JSON, r#"{"NextExpectedRanges": []}"#),
        (200, JSON, r#"{"error": {"code": "x"}}"#),
        (200, "text/html", "<html>"),
        (202, JSON, "{}"),
        (202, "text/html", "<html>"),
        (204, JSON, ""),
    ];
    let questions = clear.map(|says| (says, 0)).into_iter();
    for ((status, content_type, body), questions) in questions.chain(unclear.map(|says| (says, 1)))
    {
        for pascal in [false, true] {
            let service = service([Fault::Says(status, content_type, body)]).await;
            service.store.lock().unwrap().pascal = pascal;
            let sent = Arc::new(Mutex::new(Vec::new()));
            let log = Arc::clone(&sent);
            let session = service.session();
            let mut session =
                session.on_progress(move |progress| log.lock().unwrap().push(progress.sent));
            let content = content(400_000);
            let item = session.upload(content.clone()).await.unwrap();
            let what = format!("{status} {content_type} {body}");
            assert_eq!(item.id.as_deref(), Some("item"), "{what}");
            assert!(service.store.lock().unwrap().content == content, "{what}");
            assert_eq!(*sent.lock().unwrap(), [327_680, 400_000], "{what}");
            assert_eq!(service.count("GET"), questions, "{what}");
        }
    }
}

#[tokio::test]
async fn the_last_slice_ends_the_upload_if_its_reply_says_so() {
    for (status, content_type, body) in [
        (200, "application/json", "{}"),
        (200, "application/json", ""),
        (201, "application/json", ""),
        (204, "application/json", ""),
        (202, "application/json", r#"{"NextExpectedRanges": []}"#),
        (200, "application/json", r#"{"NextExpectedRanges": ["5"]}"#),
    ] {
        let service = service([Fault::Says(status, content_type, body)]).await;
        let done = service.session().upload(content(5)).await;
        assert!(done.is_ok(), "{status} {body}: {done:?}");
        assert_eq!(service.count("GET"), 0);
    }
    // Not so these: the service is asked, and does not know the session any more.
    for (status, content_type, body) in [
        (200, "text/html", "<html>"),
        (200, "application/json", r#"{"Error": {"code": "x"}}"#),
        (202, "application/json", ""),
    ] {
        let service = service([Fault::Says(status, content_type, body)]).await;
        let error = service.session().upload(content(5)).await.unwrap_err();
        assert!(error.to_string().contains("look whether"), "{error}");
        assert_eq!(service.count("GET"), 1);
    }
}

#[tokio::test]
async fn a_session_that_expects_nothing_is_not_taken_for_one_that_has_all() {
    for (expected, says) in [(json!([]), "look whether"), (json!(["5-"]), "same file")] {
        let reply = json!({"NextExpectedRanges": expected});
        let server = Loopback::start(move |_| Answer::json(200, &reply)).await;
        let client = Client::builder("http://127.0.0.1:1").build().unwrap();
        let session = UploadSession::<Call>::from_url(&client, server.url.clone());
        let error = session.unwrap().resume(content(5)).await.unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[tokio::test]
async fn any_source_will_do() {
    let content = content(2 * UNIT + 1);
    for source in 0..4 {
        let service = service([]).await;
        let mut session = service.session();
        let upload: Box<dyn UploadSource> = match source {
            0 => Box::new(Bytes::from(content.clone())),
            1 => Box::new(content.clone()),
            2 => Box::new(Reader::new(futures_util::io::Cursor::new(content.clone()))),
            _ => {
                #[cfg(feature = "tokio")]
                let reader =
                    odata_client::transfer::TokioReader::new(std::io::Cursor::new(content.clone()));
                #[cfg(not(feature = "tokio"))]
                let reader = content.clone();
                Box::new(reader)
            }
        };
        session.upload(upload).await.unwrap();
        assert_eq!(
            service.content_hash(),
            Sha256::digest(&content).to_vec(),
            "{source}"
        );
    }
}

#[tokio::test]
async fn a_failing_slice_is_sent_again_alone_after_the_wait_that_the_service_asks_for() {
    let faults = [
        Fault::None,
        Fault::Status(503, Some("120")),
        Fault::Status(429, Some("7")),
        Fault::None,
        Fault::Status(500, Some("11")),
        Fault::Mail,
    ];
    let service = service(faults).await;
    let content = content(4 * UNIT);
    service.session().upload(content.clone()).await.unwrap();
    assert_eq!(service.content_hash(), Sha256::digest(&content).to_vec());
    assert_eq!(service.slices(), [0, 1, 1, 1, 2, 2, 3]);
    assert_eq!(
        service.clock.sleeps(),
        [120, 7, 11].map(Duration::from_secs)
    );
    // After a 500 it is not clear what has arrived.
    assert_eq!(service.count("GET"), 1);
}

#[tokio::test]
async fn a_reset_loses_nothing_and_doubles_nothing() {
    let faults = [
        Fault::Reset { kept: false },
        Fault::Reset { kept: true },
        Fault::None,
        Fault::Forget(1),
    ];
    let service = service(faults).await;
    let content = content(3 * UNIT + 1);
    service.session().upload(content.clone()).await.unwrap();
    assert_eq!(service.content_hash(), Sha256::digest(&content).to_vec());
}

#[tokio::test]
async fn resuming_sends_what_is_missing() {
    let service = service([Fault::None, Fault::None, Fault::Status(400, None)]).await;
    let content = content(4 * UNIT);
    let mut session = service.session();
    let error = session.upload(content.clone()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    let status = session.status().await.unwrap();
    let expected = ByteRange {
        start: 2 * UNIT as u64,
        end: None,
    };
    assert_eq!(status.next_expected_ranges, [expected]);
    assert_eq!(
        status.expires.unwrap().to_string(),
        "2030-01-29T09:21:55.523Z"
    );

    // As another process would, with the saved URL.
    let url = session.url().to_owned();
    let again = UploadSession::<Call>::from_url(&service.client, url).unwrap();
    let item = again
        .slice_size(UNIT)
        .resume(content.clone())
        .await
        .unwrap();
    assert_eq!(item.id.as_deref(), Some("item"));
    assert_eq!(service.content_hash(), Sha256::digest(&content).to_vec());
    assert_eq!(service.slices(), [0, 1, 2, 2, 3]);
}

#[tokio::test]
async fn status_and_resume_take_names_in_any_case() {
    let service = service([Fault::None, Fault::Status(400, None)]).await;
    service.store.lock().unwrap().pascal = true;
    let content = content(2 * UNIT);
    let mut session = service.session();
    session.upload(content.clone()).await.unwrap_err();
    let status = session.status().await.unwrap();
    let expected = ByteRange {
        start: UNIT as u64,
        end: None,
    };
    assert_eq!(status.next_expected_ranges, [expected]);
    assert!(status.expires.is_some());
    session.resume(content.clone()).await.unwrap();
    assert_eq!(service.slices(), [0, 1, 1]);
    assert!(service.store.lock().unwrap().content == content);
}

#[tokio::test]
async fn gaps_are_filled_as_the_service_asks() {
    let expected = Mutex::new(VecDeque::from([
        json!(["5-9", "100000-400000", "500000-"]),
        json!(["100000-400000", "500000-"]),
        json!(["500000-"]),
    ]));
    let server = Loopback::start(move |asked| {
        if asked.method == "PUT" {
            expected.lock().unwrap().pop_front();
        }
        match expected.lock().unwrap().front() {
            Some(ranges) => Answer::json(202, &json!({"nextExpectedRanges": ranges})),
            None => Answer::json(200, &json!({"id": "item"})),
        }
    })
    .await;
    let client = Client::builder("http://127.0.0.1:1").build().unwrap();
    let session = UploadSession::<Call>::from_url(&client, server.url.clone()).unwrap();
    session
        .slice_size(2 * UNIT)
        .resume(content(600_000))
        .await
        .unwrap();
    let puts: Vec<_> = server.asked()[1..].iter().map(range_of).collect();
    assert_eq!(
        puts,
        [
            (5, 10, 600_000),
            (100_000, 400_001, 600_000),
            (500_000, 600_000, 600_000)
        ]
    );
}

#[tokio::test]
async fn a_conflict_is_the_services_error_and_the_session_stays() {
    let service = service([Fault::Status(409, None)]).await;
    let mut session = service.session();
    let error = session.upload(content(5)).await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.code()),
        (409, Some("x"))
    );
    assert_eq!((service.count("PUT"), service.clock.sleeps().len()), (1, 0));
    session.resume(content(5)).await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_gone_says_so_and_shows_no_url() {
    let service = service([]).await;
    service.store.lock().unwrap().deleted = true;
    let mut session = service.session();
    for result in [
        session.upload(content(5)).await,
        session.resume(content(5)).await,
    ] {
        let error = result.unwrap_err();
        let Error::Transfer(transfer) = &error else {
            panic!("{error:?}")
        };
        assert!(matches!(**transfer, TransferError::SessionGone { .. }));
        assert!(error.is_not_found());
        assert!(!format!("{error} {error:?} {session:?}").contains("secret"));
    }
    assert!(matches!(session.status().await, Err(Error::Transfer(_))));
}

#[tokio::test]
async fn a_service_that_does_not_go_on_is_not_asked_for_ever() {
    for faults in [
        vec![Fault::Forget(1); 90],
        vec![Fault::Status(416, None); 90],
    ] {
        let service = service(faults).await;
        let error = service
            .session()
            .upload(content(2 * UNIT))
            .await
            .unwrap_err();
        let Error::Transfer(transfer) = &error else {
            panic!("{error:?}")
        };
        assert!(
            matches!(**transfer, TransferError::Stalled { .. }),
            "{error:?}"
        );
        assert_eq!(service.count("PUT"), 3);
    }
    let service = service(vec![Fault::Status(502, None); 90]).await;
    let error = service
        .session()
        .upload(content(2 * UNIT))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 502);
    assert_eq!((service.count("PUT"), service.clock.sleeps().len()), (3, 2));
}

#[tokio::test]
async fn cancelling_deletes_the_session_once_or_finds_it_gone() {
    let service = service([Fault::None, Fault::Status(400, None)]).await;
    let mut session = service.session();
    session.upload(content(2 * UNIT)).await.unwrap_err();
    session.cancel().await.unwrap();
    assert!(service.store.lock().unwrap().deleted);
    service.session().cancel().await.unwrap();
    assert_eq!(service.count("DELETE"), 2);
}

#[tokio::test]
async fn a_dropped_upload_can_be_gone_on_with() {
    let service = service([]).await;
    let content = content(3 * UNIT);
    let mut session = service.session();
    {
        let upload = session.upload(content.clone());
        let mut upload = std::pin::pin!(upload);
        // Until the first slice has arrived.
        while service.store.lock().unwrap().content.is_empty() {
            tokio::select! {
                result = &mut upload => panic!("{result:?}"),
                () = tokio::task::yield_now() => {}
            }
        }
    }
    session.resume(content.clone()).await.unwrap();
    assert_eq!(service.content_hash(), Sha256::digest(&content).to_vec());
}

#[tokio::test]
async fn what_cannot_be_uploaded_is_refused_before_anything_is_sent() {
    let client = Client::builder("https://service.example")
        .transport(Nobody)
        .build()
        .unwrap();
    let session = |url: &str| UploadSession::<Call>::from_url(&client, url);
    let good = || session("https://upload.example/1").unwrap();
    assert!(matches!(session("upload/1"), Err(Error::Transfer(_))));
    let error = good().slice_size(0).upload(vec![1]).await.unwrap_err();
    assert!(error.to_string().contains("slices of 0 bytes"), "{error}");
    let error = good().upload(Bytes::new()).await.unwrap_err();
    assert!(error.to_string().contains("empty"), "{error}");
    // Whoever listens could write to the session.
    let error = session("http://upload.example/1")
        .unwrap()
        .upload(vec![1])
        .await
        .unwrap_err();
    assert!(error.to_string().contains("upload.example"), "{error}");
}

#[tokio::test]
async fn sessions_begin_with_the_reply_of_the_action() {
    let client = Client::builder("https://service.example")
        .transport(Nobody)
        .build()
        .unwrap();
    let reply: Call = odata_client::from_json(br#"{"uploadUrl": "https://u.example/1"}"#).unwrap();
    let session = UploadSession::<Call>::from_reply(&client, &reply).unwrap();
    assert_eq!(session.url(), "https://u.example/1");
    let reply = json!({"UploadUrl": "https://u.example/2"});
    let session = UploadSession::<Call>::from_reply(&client, &reply).unwrap();
    assert_eq!(session.url(), "https://u.example/2");
    let error = UploadSession::<Call>::from_reply(&client, &Call::default()).unwrap_err();
    assert!(error.to_string().contains("uploadUrl"), "{error}");
}

/// A source that is shorter than it says.
struct Shrunk;

impl UploadSource for Shrunk {
    fn size(&mut self) -> odata_client::BoxFuture<'_, std::io::Result<u64>> {
        Box::pin(async { Ok(2 * UNIT as u64) })
    }

    fn read(
        &mut self,
        offset: u64,
        length: usize,
    ) -> odata_client::BoxFuture<'_, std::io::Result<Bytes>> {
        Box::pin(async move { vec![0; UNIT].read(offset, length).await })
    }
}

#[tokio::test]
async fn a_source_that_ends_early_is_an_error_with_its_place() {
    let service = service([]).await;
    let error = service.session().upload(Shrunk).await.unwrap_err();
    assert!(
        error.to_string().contains(&format!("byte {UNIT}")),
        "{error}"
    );
    let shorter = service.session().resume(content(UNIT)).await.unwrap_err();
    assert!(shorter.to_string().contains("same file"), "{shorter}");
}

/// A source that gives nothing.
struct Silent;

impl UploadSource for Silent {
    fn size(&mut self) -> odata_client::BoxFuture<'_, std::io::Result<u64>> {
        Box::pin(async { Ok(10) })
    }

    fn read(&mut self, _: u64, _: usize) -> odata_client::BoxFuture<'_, std::io::Result<Bytes>> {
        Box::pin(async { Ok(Bytes::new()) })
    }
}

#[tokio::test]
async fn a_source_that_gives_less_than_asked_for_is_an_error() {
    let service = service([]).await;
    let error = service.session().upload(Silent).await.unwrap_err();
    assert!(matches!(error, Error::Transfer(_)), "{error:?}");
}

fn any_fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => Just(Fault::None),
        1 => Just(Fault::Mail),
        2 => prop::sample::select(vec![(200, "{}"), (202, ""), (200, "<p>"), (204, "")])
            .prop_map(|(status, body)| Fault::Says(status, "application/json", body)),
        1 => Just(Fault::Forget(1)),
        1 => any::<bool>().prop_map(|kept| Fault::Reset { kept }),
        2 => prop::sample::select(vec![429, 500, 502, 503, 504, 416, 400])
            .prop_map(|status| Fault::Status(status, None)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever goes wrong: the upload ends, and either all is there as it was, or it is an error and
    /// what is there is the beginning of it.
    #[test]
    fn any_faults_lead_to_the_whole_file_or_an_error(
        faults in prop::collection::vec(any_fault(), 0..12),
        length in 1_usize..5 * UNIT,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let service = service(faults).await;
            let content = content(length);
            let result = service.session().upload(content.clone()).await;
            let store = service.store.lock().unwrap();
            match result {
                Ok(_) => prop_assert!(store.content == content),
                Err(error) => {
                    prop_assert!(content.starts_with(&store.content));
                    let known = matches!(
                        error,
                        Error::Service(_) | Error::Transfer(_) | Error::Transport { .. }
                    );
                    prop_assert!(known, "{}", error);
                }
            }
            Ok(())
        })?;
    }
}
