//! SAP's `X-CSRF-Token`, against a server that asks for it as a gateway of SAP's does.

use std::sync::{Arc, Mutex};

use odata_client::http::Method;
use odata_client::{
    Batch, Body, Bytes, Client, ClientBuilder, Resource, RetryPolicy, StaticToken,
    request::LinkPolicy,
};
use serde_json::json;

use crate::loopback::{Answer, Asked, Loopback};
use crate::model::Call;

/// What a gateway knows.
#[derive(Default)]
struct Gateway {
    /// How many sessions there were; the last one is the one that counts.
    sessions: u32,
    /// `HEAD` is answered without a token.
    no_head: bool,
    /// No tokens at all.
    open: bool,
}

impl Gateway {
    fn answer(&mut self, asked: &Asked) -> Answer {
        let token = asked.header("x-csrf-token");
        if token == Some("Fetch") && !self.open {
            assert_eq!(asked.path, "/odata/");
            if self.no_head && asked.method == "HEAD" {
                return Answer::new(405);
            }
            self.sessions += 1;
            let session = self.sessions;
            return Answer::new(200)
                .header("x-csrf-token", format!("token-{session}"))
                .header(
                    "set-cookie",
                    format!("SAP_SESSIONID=s{session}; path=/; HttpOnly"),
                )
                .header("set-cookie", "sap-usercontext=sap-client=100; path=/");
        }
        if self.open || asked.method == "GET" {
            return Answer::json(200, &json!({"id": "1"}));
        }
        let session = self.sessions;
        let cookie = format!("SAP_SESSIONID=s{session}; sap-usercontext=sap-client=100");
        let fits = token == Some(&format!("token-{session}"))
            && asked
                .header("cookie")
                .is_some_and(|cookies| cookies.ends_with(&cookie));
        if !fits {
            return Answer::new(403)
                .header("x-csrf-token", "Required")
                .body("CSRF token validation failed");
        }
        if asked.path.ends_with("/$batch") {
            let reply = json!({"id": "1", "status": 200, "body": {"id": "1"}});
            return Answer::json(200, &json!({"responses": [reply]}));
        }
        Answer::json(201, &json!({"id": "1"}))
    }
}

async fn gateway(gateway: Gateway) -> (Loopback, Arc<Mutex<Gateway>>) {
    let gateway = Arc::new(Mutex::new(gateway));
    let shared = Arc::clone(&gateway);
    let server = Loopback::start(move |asked| shared.lock().unwrap().answer(asked)).await;
    (server, gateway)
}

fn builder(server: &Loopback) -> ClientBuilder {
    Client::builder(format!("{}/odata", server.url))
        .csrf_token(true)
        .retry(RetryPolicy::none())
}

fn orders(client: &Client) -> Resource {
    Resource::root(client).segment("Orders")
}

/// Method, path and token of each request.
fn log(server: &Loopback) -> Vec<String> {
    let line = |asked: &Asked| {
        let token = asked.header("x-csrf-token").unwrap_or("-");
        format!("{} {} {token}", asked.method, asked.path)
    };
    server.asked().iter().map(line).collect()
}

#[tokio::test]
async fn what_changes_something_carries_the_token_and_its_session() {
    let (server, _) = gateway(Gateway::default()).await;
    let client = builder(&server)
        .credential(StaticToken::new("secret"))
        .user_agent("agent");
    let client = client.build().unwrap();
    let orders = orders(&client);
    orders
        .key_parentheses(&[("id", &1)])
        .get::<Call>()
        .await
        .unwrap();
    let create = orders.create(&Call::default());
    create
        .header("Cookie", "own=1")
        .header("Prefer", "x")
        .await
        .unwrap();
    orders
        .key_parentheses(&[("id", &1)])
        .delete()
        .await
        .unwrap();
    let mut batch = Batch::new(&client);
    batch.add(orders.get::<Call>());
    assert!(!batch.send().await.unwrap().has_failures());

    assert_eq!(
        log(&server),
        [
            "GET /odata/Orders(1) -",
            "HEAD /odata/ Fetch",
            "POST /odata/Orders token-1",
            "DELETE /odata/Orders(1) token-1",
            "POST /odata/$batch token-1",
        ]
    );
    let asked = server.asked();
    let (fetch, create) = (&asked[1], &asked[2]);
    assert_eq!(fetch.header("authorization"), Some("Bearer secret"));
    assert_eq!(fetch.header("user-agent"), Some("agent"));
    assert_eq!(fetch.header("cookie"), Some("own=1"));
    for name in ["content-type", "content-length", "prefer"] {
        assert_eq!(fetch.header(name), None, "{name}");
    }
    assert_eq!(
        create.header("cookie"),
        Some("own=1; SAP_SESSIONID=s1; sap-usercontext=sap-client=100")
    );
}

#[tokio::test]
async fn nothing_is_asked_for_unless_set() {
    let (server, _) = gateway(Gateway::default()).await;
    let client = Client::builder(format!("{}/odata", server.url))
        .build()
        .unwrap();
    let error = orders(&client).create(&Call::default()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 403);
    assert_eq!(log(&server), ["POST /odata/Orders -"]);
}

#[tokio::test]
async fn a_service_without_head_is_asked_by_get_and_one_without_tokens_once() {
    let (server, _) = gateway(Gateway {
        no_head: true,
        ..Gateway::default()
    })
    .await;
    let client = builder(&server).build().unwrap();
    orders(&client).create(&Call::default()).await.unwrap();
    assert_eq!(
        log(&server),
        [
            "HEAD /odata/ Fetch",
            "GET /odata/ Fetch",
            "POST /odata/Orders token-1"
        ]
    );

    let open = Gateway {
        open: true,
        ..Gateway::default()
    };
    let (server, gateway) = self::gateway(open).await;
    let client = builder(&server).build().unwrap();
    for _ in 0..2 {
        orders(&client).create(&Call::default()).await.unwrap();
    }
    gateway.lock().unwrap().open = false;
    orders(&client).create(&Call::default()).await.unwrap();
    assert_eq!(
        log(&server),
        [
            "HEAD /odata/ Fetch",
            "GET /odata/ Fetch",
            "POST /odata/Orders -",
            "POST /odata/Orders -",
            "POST /odata/Orders -",
            "HEAD /odata/ Fetch",
            "POST /odata/Orders token-1",
        ]
    );
}

#[tokio::test]
async fn a_session_that_has_ended_is_renewed_once() {
    let (server, gateway) = gateway(Gateway::default()).await;
    let client = builder(&server).build().unwrap();
    orders(&client).create(&Call::default()).await.unwrap();
    gateway.lock().unwrap().sessions = 7;
    let two = [
        orders(&client).create(&Call::default()),
        orders(&client).create(&Call::default()),
    ];
    for result in futures_util::future::join_all(two.map(IntoFuture::into_future)).await {
        result.unwrap();
    }
    assert_eq!(gateway.lock().unwrap().sessions, 8);

    // A stream cannot be sent again; the request after it can.
    gateway.lock().unwrap().sessions = 20;
    let parts = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from("ab"))]);
    let create = orders(&client).create_media::<Call>(Body::stream(parts, Some(2)), "text/plain");
    assert_eq!(create.await.unwrap_err().status().unwrap(), 403);
    orders(&client).create(&Call::default()).await.unwrap();
    assert_eq!(log(&server).last().unwrap(), "POST /odata/Orders token-21");
}

#[tokio::test]
async fn a_token_that_is_refused_again_is_the_services_error() {
    let server = Loopback::start(|asked| match asked.method.as_str() {
        "HEAD" => Answer::new(200).header("x-csrf-token", "t"),
        _ => Answer::new(403).header("x-csrf-token", "required"),
    })
    .await;
    let client = builder(&server).build().unwrap();
    let error = orders(&client).create(&Call::default()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 403);
    let methods: Vec<_> = server
        .asked()
        .iter()
        .map(|asked| asked.method.clone())
        .collect();
    assert_eq!(methods, ["HEAD", "POST", "HEAD", "POST"]);
}

#[tokio::test]
async fn a_question_that_failed_is_asked_again() {
    for failure in [503, 401, 404, 302] {
        let asked = Arc::new(Mutex::new(0));
        let count = Arc::clone(&asked);
        let server = Loopback::start(move |asked| {
            if asked.header("x-csrf-token") == Some("Fetch") {
                *count.lock().unwrap() += 1;
                // HEAD and GET fail, the second HEAD does not.
                return match *count.lock().unwrap() {
                    1 | 2 => Answer::new(failure),
                    _ => Answer::new(200).header("x-csrf-token", "late"),
                };
            }
            Answer::json(201, &json!({"id": "1"}))
        })
        .await;
        let client = builder(&server).build().unwrap();
        for _ in 0..3 {
            orders(&client).create(&Call::default()).await.unwrap();
        }
        assert_eq!(
            log(&server),
            [
                "HEAD /odata/ Fetch",
                "GET /odata/ Fetch",
                "POST /odata/Orders -",
                "HEAD /odata/ Fetch",
                "POST /odata/Orders late",
                "POST /odata/Orders late",
            ],
            "{failure}"
        );
    }
}

#[tokio::test]
async fn the_question_follows_redirects_on_its_own_host() {
    let server = Loopback::start(|asked| match (asked.method.as_str(), asked.path.as_str()) {
        ("HEAD", "/odata/") => Answer::new(307).header("location", "/odata/home?lang=en"),
        ("HEAD", _) => {
            assert_eq!(asked.header("x-csrf-token"), Some("Fetch"));
            Answer::new(200)
                .header("x-csrf-token", "moved")
                .header("set-cookie", "SAP_SESSIONID=s1")
        }
        _ => Answer::json(201, &json!({"id": "1"})),
    })
    .await;
    let client = builder(&server).build().unwrap();
    orders(&client).create(&Call::default()).await.unwrap();
    let asked = server.asked();
    assert_eq!(
        asked.last().unwrap().header("cookie"),
        Some("SAP_SESSIONID=s1")
    );
    assert_eq!(
        log(&server),
        [
            "HEAD /odata/ Fetch",
            "HEAD /odata/home?lang=en Fetch",
            "POST /odata/Orders moved"
        ]
    );
}

/// Such as to a page to sign in at.
#[tokio::test]
async fn a_token_of_another_host_is_not_taken() {
    let other = Loopback::start(|_| Answer::new(200).header("x-csrf-token", "of another")).await;
    let location = format!("{}/sign-in", other.url);
    let server = Loopback::start(move |asked| match asked.method.as_str() {
        "HEAD" | "GET" => Answer::new(302).header("location", location.clone()),
        _ => Answer::json(201, &json!({"id": "1"})),
    })
    .await;
    let client = builder(&server).build().unwrap();
    for _ in 0..2 {
        orders(&client).create(&Call::default()).await.unwrap();
    }
    let once = [
        "HEAD /odata/ Fetch",
        "GET /odata/ Fetch",
        "POST /odata/Orders -",
    ];
    assert_eq!(log(&server), [once, once].concat());
    assert!(!other.asked().is_empty());
}

#[tokio::test]
async fn no_other_host_sees_token_or_cookies() {
    let other = Loopback::start(|_| Answer::json(200, &json!({"id": "1"}))).await;
    let (leads, location) = (other.url.clone(), format!("{}/there", other.url));
    let server = Loopback::start(move |asked| match asked.method.as_str() {
        "HEAD" => Answer::new(200)
            .header("x-csrf-token", "secret")
            .header("set-cookie", "SAP_SESSIONID=secret"),
        _ => Answer::new(307).header("location", location.clone()),
    })
    .await;
    let host = leads.trim_start_matches("http://");
    let client = builder(&server).allow_host(host).build().unwrap();
    orders(&client).create(&Call::default()).await.unwrap();
    let link = client.link(Method::POST, &leads, LinkPolicy::NoToken);
    link.send_raw().await.unwrap();
    let asked = other.asked();
    assert_eq!(asked.len(), 2);
    for asked in asked {
        assert_eq!(
            (asked.header("x-csrf-token"), asked.header("cookie")),
            (None, None)
        );
    }
    let methods: Vec<_> = server
        .asked()
        .iter()
        .map(|asked| asked.method.clone())
        .collect();
    assert_eq!(methods, ["HEAD", "POST"]);
}

/// Another user's session would be another user's rights.
#[tokio::test]
async fn a_session_belongs_to_the_user_of_the_request() {
    let (server, _) = gateway(Gateway::default()).await;
    let client = builder(&server).build().unwrap();
    for user in ["Basic a", "Basic a", "Basic b"] {
        let create = orders(&client).create(&Call::default());
        create.header("Authorization", user).await.unwrap();
    }
    assert_eq!(
        log(&server),
        [
            "HEAD /odata/ Fetch",
            "POST /odata/Orders token-1",
            "POST /odata/Orders token-1",
            "HEAD /odata/ Fetch",
            "POST /odata/Orders token-2",
        ]
    );
}
