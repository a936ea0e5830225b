//! Requests from code that is not async, and the refusal where waiting would stop what is waited for.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use odata_client::blocking::{self, BlockingExt};
use odata_client::{Error, Result, StaticToken};
use serde_json::json;
use wiremock::{MockServer, ResponseTemplate};

use crate::model::Call;
use crate::server::{call, calls, json_reply, server};
use crate::wire::AnswerCall;

/// A server on a runtime of its own, as in another process.
fn outside(reply: ResponseTemplate) -> (tokio::runtime::Runtime, MockServer) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(server(reply));
    (runtime, server)
}

#[test]
fn every_kind_of_request_can_be_sent() {
    let reply = json!({"id": "57d", "value": [{"id": "1"}]});
    let (_runtime, server) = outside(json_reply(200, &reply));
    let body = Call::default();
    let one = call(&server).get::<Call>().send_blocking().unwrap();
    assert_eq!(one.id.as_deref(), Some("57d"));
    let page = calls(&server)
        .list::<Call>()
        .top(1)
        .send_blocking()
        .unwrap();
    assert_eq!(page.value[0].id.as_deref(), Some("1"));
    assert!(calls(&server).create(&body).send_blocking().is_ok());
    assert!(call(&server).update(&body).send_blocking().is_ok());
    assert!(call(&server).delete().send_blocking().is_ok());
    let media = call(&server).segment("$value").media();
    assert!(!media.get().send_blocking().unwrap().is_empty());
    assert!(media.put("x", "text/plain").send_blocking().is_ok());
    let answer = AnswerCall::from(call(&server).action("answer"));
    assert_eq!(
        answer.clone().send_blocking().unwrap().id.as_deref(),
        Some("57d")
    );
    let raw = answer.send_raw().send_blocking().unwrap();
    assert_eq!(raw.status(), 200);
}

#[test]
fn several_threads_share_one_runtime() {
    let (_runtime, server) = outside(json_reply(200, &json!({"id": "57d"})));
    let get = call(&server).get::<Call>();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| get.clone().send_blocking().unwrap()))
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap().id.as_deref(), Some("57d"));
        }
    });
}

#[test]
fn errors_come_as_when_awaited() {
    let reply = json!({"error": {"code": "itemNotFound", "message": "gone"}});
    let (_runtime, server) = outside(json_reply(404, &reply));
    let error = call(&server).get::<Call>().send_blocking().unwrap_err();
    assert_eq!(
        (error.is_not_found(), error.code()),
        (true, Some("itemNotFound"))
    );
}

#[tokio::test]
async fn refuses_inside_a_runtime_and_sends_nothing() {
    let server = server(json_reply(200, &json!({}))).await;
    let error = call(&server).get::<Call>().send_blocking().unwrap_err();
    assert!(matches!(error, Error::Blocking(_)), "{error}");
    assert!(error.to_string().contains("use `.await`"), "{error}");
    assert!(server.received_requests().await.unwrap().is_empty());
    assert!(call(&server).get::<Call>().await.is_ok());
}

#[test]
fn refuses_inside_its_own_runtime() {
    let inner = blocking::block_on(async { blocking::block_on(async {}) });
    assert!(matches!(inner, Ok(Err(Error::Blocking(_)))));
}

#[test]
fn tokens_and_timers_work_outside_a_runtime() {
    let token = odata_client::credential::token_fn(async || {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        Ok(odata_client::AccessToken::new("late"))
    });
    let client = |credential: bool| {
        let builder =
            odata_client::Client::builder("https://example.org").transport(crate::server::Mirror);
        let builder = if credential {
            builder.credential(token.clone())
        } else {
            builder.credential(StaticToken::new("early"))
        };
        odata_client::Resource::root(&builder.build().unwrap()).get::<Call>()
    };
    for (credential, expected) in [(true, "Bearer late"), (false, "Bearer early")] {
        let call = client(credential).send_blocking().unwrap();
        assert_eq!(call.extra.get("@token"), Some(&json!(expected)));
    }
}

/// Numbers, each after a pause, with an error in their midst.
struct Numbers(i32);

impl Stream for Numbers {
    type Item = Result<i32>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<i32>>> {
        self.0 += 1;
        match self.0 {
            number @ (1 | 5) => Poll::Ready(Some(Ok(number))),
            3 => Poll::Ready(Some(Err(Error::Blocking("third")))),
            6.. => Poll::Ready(None),
            _ => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}

#[test]
fn streams_become_iterators() {
    let items: Vec<_> = blocking::iter(Numbers(0))
        .map(|item| item.map_err(|error| error.to_string()))
        .collect();
    assert_eq!(items, [Ok(1), Err("third".to_owned()), Ok(5)]);
}

#[tokio::test]
async fn iterators_inside_a_runtime_end_with_the_refusal() {
    let mut items = blocking::iter(Numbers(0));
    assert!(matches!(items.next(), Some(Err(Error::Blocking(_)))));
    assert!(items.next().is_none());
}
