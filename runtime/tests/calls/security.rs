//! Credentials: which go along with what, and where they do not go.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use service_client::codegen::{
    Body, In, Operation, Paged, Paging, Parameter, Path, Scheme, SchemeKind,
};
use service_client::{Client, ClientBuilder, Error, Json, StaticToken};

use tracing::field::Field;

use crate::loopback::{Asked, Loopback, answer, json};
use crate::model::Pet;

macro_rules! scheme {
    ($name:ident, $text:literal, $kind:expr) => {
        static $name: Scheme = Scheme {
            name: $text,
            kind: $kind,
        };
    };
}

scheme!(
    HEADER,
    "header key",
    SchemeKind::ApiKey(In::Header, "X-Key")
);
scheme!(
    QUERY,
    "query_key",
    SchemeKind::ApiKey(In::Query, "key name")
);
scheme!(COOKIE, "cookie", SchemeKind::ApiKey(In::Cookie, "sid"));
scheme!(BASIC, "basic", SchemeKind::Basic);
scheme!(OAUTH, "oauth", SchemeKind::OAuth2);
scheme!(OTHER, "other", SchemeKind::Bearer);
scheme!(DIGEST, "bot", SchemeKind::Http("Bot"));

static UNKNOWN: Operation = Operation {
    path: "/unknown",
    ..Operation::NEW
};
static NOTHING: Operation = Operation {
    security: Some(&[]),
    ..UNKNOWN
};
static BOTH: Operation = Operation {
    security: Some(&[&[&HEADER, &QUERY, &COOKIE]]),
    parameters: &[Parameter::cookie("c"), Parameter::query("q")],
    ..UNKNOWN
};
static EITHER: Operation = Operation {
    security: Some(&[&[&BASIC, &HEADER], &[&OAUTH], &[]]),
    ..UNKNOWN
};
static BOT: Operation = Operation {
    security: Some(&[&[&DIGEST]]),
    ..UNKNOWN
};
static SECOND: Operation = Operation {
    security: Some(&[&[&OTHER]]),
    ..UNKNOWN
};
static BY_KEY: Operation = Operation {
    security: Some(&[&[&QUERY, &HEADER]]),
    paging: Some(&Paging::Link { items: "" }),
    ..UNKNOWN
};

fn all(server: &Loopback) -> ClientBuilder {
    server
        .builder()
        .credential(StaticToken::new("token"))
        .api_key("header key", "h-secret")
        .api_key("query_key", "q/secret&")
        .api_key("cookie", "c-secret")
        .api_key("bot", "b-secret")
}

async fn sent(operation: &'static Operation, client: impl Fn(&Loopback) -> ClientBuilder) -> Asked {
    let server = Loopback::always(json(200, "{}")).await;
    let client = client(&server).build().unwrap();
    Path::new(&client)
        .call::<Body<Pet>>(operation)
        .await
        .unwrap();
    server.only()
}

fn shown(asked: &Asked) -> (Option<&str>, Option<&str>, &str, Option<&str>) {
    (
        asked.header("authorization"),
        asked.header("x-key"),
        asked.line(),
        asked.header("cookie"),
    )
}

#[tokio::test]
async fn each_operation_is_sent_with_what_it_asks_for_alone() {
    let line = "GET /unknown";
    assert_eq!(
        shown(&sent(&UNKNOWN, all).await),
        (Some("Bearer token"), None, line, None)
    );
    assert_eq!(shown(&sent(&NOTHING, all).await), (None, None, line, None));
    let keys = "GET /unknown?key%20name=q%2Fsecret%26";
    assert_eq!(
        shown(&sent(&BOTH, all).await),
        (None, Some("h-secret"), keys, Some("sid=c-secret"))
    );
    assert_eq!(
        shown(&sent(&BOT, all).await),
        (Some("Bot b-secret"), None, line, None)
    );
    // The first alternative of which all is there.
    assert_eq!(
        shown(&sent(&EITHER, all).await),
        (Some("Bearer token"), None, line, None)
    );
    let basic = |server: &Loopback| all(server).basic("user", "päss:word");
    assert_eq!(
        shown(&sent(&EITHER, basic).await),
        (
            Some("Basic dXNlcjpww6Rzczp3b3Jk"),
            Some("h-secret"),
            line,
            None
        )
    );
    assert_eq!(
        shown(&sent(&EITHER, Loopback::builder).await),
        (None, None, line, None)
    );
    let own = |server: &Loopback| all(server).scheme_credential("other", StaticToken::new("own"));
    assert_eq!(shown(&sent(&SECOND, own).await).0, Some("Bearer own"));
    assert_eq!(shown(&sent(&UNKNOWN, own).await).0, Some("Bearer token"));
}

#[tokio::test]
async fn keys_stand_beside_other_cookies_and_parameters() {
    let server = Loopback::always(json(200, "{}")).await;
    let client = all(&server).build().unwrap();
    let call = Path::new(&client).call::<Body<Pet>>(&BOTH);
    call.set("c", &1).set("q", &2).await.unwrap();
    let asked = server.only();
    assert_eq!(asked.line(), "GET /unknown?q=2&key%20name=q%2Fsecret%26");
    assert_eq!(asked.header("cookie"), Some("c=1; sid=c-secret"));
}

#[tokio::test]
async fn keys_go_to_no_other_host() {
    let other = Loopback::always(json(200, "[]")).await;
    let to = format!("{}/there", other.url);
    let server = Loopback::start(move |_| answer(302, &[("location", &to)], "")).await;
    let client = all(&server).build().unwrap();
    let list = || Path::new(&client).call::<Paged<Vec<Pet>, Pet>>(&BY_KEY);
    list().await.unwrap();
    let asked = other.only();
    assert_eq!(shown(&asked), (None, None, "GET /there", None));
    assert!(!asked.head.contains("secret"), "{}", asked.head);
    assert!(server.only().line().contains("q%2Fsecret"));

    let to = format!("<{}/there>; rel=next", other.url);
    let server = Loopback::start(move |_| {
        answer(
            200,
            &[("content-type", "application/json"), ("link", &to)],
            "[]",
        )
    })
    .await;
    let client = all(&server).build().unwrap();
    let list = Path::new(&client).call::<Paged<Vec<Pet>, Pet>>(&BY_KEY);
    let error = list.clone().items().try_next().await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }));
    let error = list.base_url(&other.url).await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    assert_eq!(other.asked().len(), 1);
    // Without what to show, a call may go there.
    Path::new(&client)
        .call::<Body<Json>>(&NOTHING)
        .base_url(&other.url)
        .await
        .unwrap();
    assert!(!other.asked()[1].head.contains("secret"));
}

#[tokio::test]
async fn a_key_is_in_the_query_once_on_every_page() {
    let server = Loopback::start(|asked| {
        let next = if asked.line().contains("page=2") {
            ""
        } else {
            "</unknown?page=2&key%20name=q%2Fsecret%26>; rel=next"
        };
        answer(
            200,
            &[("content-type", "application/json"), ("link", next)],
            "[{}]",
        )
    })
    .await;
    let client = all(&server).build().unwrap();
    let mut items = Path::new(&client)
        .call::<Paged<Vec<Pet>, Pet>>(&BY_KEY)
        .items();
    while items.try_next().await.unwrap().is_some() {}
    let lines: Vec<_> = server
        .asked()
        .iter()
        .map(|asked| asked.line().to_owned())
        .collect();
    assert_eq!(
        lines,
        [
            "GET /unknown?key%20name=q%2Fsecret%26",
            "GET /unknown?page=2&key%20name=q%2Fsecret%26"
        ]
    );
}

/// All that is traced.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Log {
    fn add(&self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0.lock().unwrap(), "{field}={value:?} ");
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut |field: &Field, value: &dyn Debug| self.add(field, value));
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut |field: &Field, value: &dyn Debug| self.add(field, value));
    }

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut |field: &Field, value: &dyn Debug| self.add(field, value));
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn secrets_are_in_no_error_no_debug_text_and_no_trace() {
    let log = Log::default();
    // Of all tests of this process: what only one thread listens to is not always told.
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    let server = Loopback::always(json(500, r#"{"message":"broken"}"#)).await;
    let builder = all(&server).basic("user", "p-secret");
    let mut texts = vec![format!("{builder:?}")];
    let client = builder.build().unwrap();
    let path = Path::new(&client);
    let call = path.call::<Body<Pet>>(&BOTH);
    texts.push(format!("{client:?} {path:?} {call:?}"));
    let error = call.await.unwrap_err();
    texts.push(format!("{error} {error:?}"));
    // A server that is not there, and a key that no header may have.
    let gone = all(&server).base_url("http://127.0.0.1:1").build().unwrap();
    let error = Path::new(&gone).call::<Body<Pet>>(&BOTH).await.unwrap_err();
    texts.push(format!("{error} {error:?}"));
    let broken = all(&server)
        .api_key("header key", "s-secret\n")
        .build()
        .unwrap();
    let error = Path::new(&broken)
        .call::<Body<Pet>>(&BOTH)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Credential { .. }), "{error:?}");
    texts.push(format!("{error} {error:?}"));
    texts.push(log.0.lock().unwrap().clone());
    assert!(texts.last().unwrap().contains("http.request.method"));
    for text in texts {
        assert!(!text.contains("secret"), "{text}");
    }
}

#[test]
fn secrets_need_https_and_valid_users() {
    let http = || Client::builder("http://example.org");
    assert!(matches!(
        http().api_key("k", "s").build(),
        Err(Error::Refused { .. })
    ));
    assert!(matches!(
        http().basic("u", "p").build(),
        Err(Error::Refused { .. })
    ));
    let https = Client::builder("https://example.org")
        .basic("u:v", "p")
        .build();
    assert!(matches!(https, Err(Error::Settings(_))));
}
