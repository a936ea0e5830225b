//! The pipeline's order, telemetry, compression of requests, and what tracing shows.

use std::sync::{Arc, Mutex};

use odata_client::testing::{Fault, FaultInjection, PausedClock};
use odata_client::{
    BoxFuture, Client, Resource, Result, StaticToken,
    transport::{HttpRequest, HttpResponse, Middleware, Next},
};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::model::Call;
use crate::server::{header, json_reply, only_request, server};

/// Writes down what passes.
#[derive(Clone)]
struct Recorder(&'static str, Arc<Mutex<Vec<String>>>);

impl Middleware for Recorder {
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        let headers = request.headers();
        let token = headers.contains_key("authorization");
        let agent = headers.contains_key("user-agent") && headers.contains_key("sdkversion");
        self.1
            .lock()
            .unwrap()
            .push(format!("{} token={token} agent={agent}", self.0));
        next.run(request)
    }
}

#[tokio::test]
async fn the_order_is_as_documented() {
    let server = server(json_reply(200, &json!({}))).await;
    let log = Arc::new(Mutex::new(Vec::new()));
    let client = Client::builder(server.uri())
        .credential(StaticToken::new("secret"))
        .telemetry(true)
        .clock(PausedClock::new())
        .middleware(Recorder("first", Arc::clone(&log)))
        .middleware(Recorder("second", Arc::clone(&log)))
        .attempt_middleware(Recorder("try", Arc::clone(&log)))
        .attempt_middleware(FaultInjection::new([Fault::Connect]));
    Resource::root(&client.build().unwrap())
        .get::<Call>()
        .await
        .unwrap();
    let log = log.lock().unwrap();
    assert_eq!(
        *log,
        [
            "first token=false agent=true",
            "second token=false agent=true",
            "try token=true agent=true",
            "try token=true agent=true",
        ]
    );
}

#[tokio::test]
async fn requests_say_what_sends_them() {
    let server = server(json_reply(200, &json!({}))).await;
    let client = Client::builder(server.uri())
        .user_agent("mine/1")
        .telemetry(true)
        .build()
        .unwrap();
    Resource::root(&client).get::<Call>().await.unwrap();
    let request = only_request(&server).await;
    assert_eq!(header(&request, "user-agent"), Some("mine/1"));
    assert!(
        header(&request, "sdkversion")
            .unwrap()
            .starts_with("service-client/")
    );
    let id = header(&request, "client-request-id").unwrap();
    assert!(id.parse::<odata_client::Guid>().is_ok());
}

#[tokio::test]
async fn bodies_are_compressed_on_request_and_sent_plain_after_415() {
    for (refuses, for_all) in [(false, true), (true, true), (false, false), (true, false)] {
        let server = MockServer::start().await;
        if refuses {
            let refusal = Mock::given(any()).respond_with(ResponseTemplate::new(415));
            refusal.up_to_n_times(1).mount(&server).await;
        }
        let good = json_reply(200, &json!({}));
        Mock::given(any()).respond_with(good).mount(&server).await;
        let client = Client::builder(server.uri())
            .compress_requests(for_all)
            .build()
            .unwrap();
        let call = Call {
            id: Some("a".repeat(5000)),
            ..Call::default()
        };
        let create = Resource::root(&client).create(&call);
        let create = if for_all { create } else { create.compress() };
        create.await.unwrap();
        let requests = server.received_requests().await.unwrap();
        assert_eq!(header(&requests[0], "content-encoding"), Some("gzip"));
        assert!(requests[0].body.len() < 200);
        let mut plain = String::new();
        let mut decoder = flate2::read::GzDecoder::new(&*requests[0].body);
        std::io::Read::read_to_string(&mut decoder, &mut plain).unwrap();
        assert_eq!(plain, format!(r#"{{"id":"{}"}}"#, "a".repeat(5000)));
        assert_eq!(requests.len(), 1 + usize::from(refuses));
        if refuses {
            assert_eq!(header(&requests[1], "content-encoding"), None);
            assert_eq!(requests[1].body, plain.as_bytes());
        }
    }
}

/// Keeps every field of every span and event as text.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<String>>>);

impl Visit for Collector {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0
            .lock()
            .unwrap()
            .push(format!("{}={value:?}", field.name()));
    }
}

impl tracing::Subscriber for Collector {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn spans_have_opentelemetrys_names_and_no_secrets() {
    let reply = json_reply(
        404,
        &json!({"error": {"code": "secret", "message": "secret"}}),
    );
    let server = server(reply.insert_header("request-id", "r-1")).await;
    let collector = Collector::default();
    let guard = tracing::subscriber::set_default(collector.clone());
    let client = Client::builder(server.uri())
        .credential(StaticToken::new("secret"))
        .clock(PausedClock::new())
        .attempt_middleware(FaultInjection::new([Fault::Connect]))
        .build()
        .unwrap();
    let get = Resource::root(&client).segment("secret").get::<Call>();
    let error = get
        .header("x", "secret")
        .query("y", "secret")
        .await
        .unwrap_err();
    drop(guard);
    assert!(error.is_not_found());
    let seen = collector.0.lock().unwrap().clone();
    for field in [
        "otel.kind=\"client\"",
        "http.request.method=\"GET\"",
        "http.request.resend_count=1",
        "http.response.status_code=404",
        "server.address=\"127.0.0.1\"",
        "url.scheme=\"http\"",
        "error.type=\"404\"",
        "request_id=\"r-1\"",
    ] {
        assert!(seen.iter().any(|one| one == field), "{field} in {seen:#?}");
    }
    // What hyper and others write at their own finest levels is not ours.
    let ours = seen.iter().filter(|one| one.contains("secret"));
    assert_eq!(ours.count(), 0, "{seen:#?}");
}
