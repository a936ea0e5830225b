//! Redirects and links: where they lead, and that no token goes elsewhere.

use http::{Method, StatusCode};
use odata_client::{
    Body, Bytes, Client, Error, Resource, RetryPolicy, StaticToken, http, request::LinkPolicy,
};
use serde_json::json;
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::model::Call;
use crate::server::{header, json_reply, only_request, server};

async fn good() -> MockServer {
    server(json_reply(200, &json!({"id": "there"}))).await
}

async fn leading_to(status: u16, url: &str) -> MockServer {
    server(ResponseTemplate::new(status).insert_header("location", url)).await
}

fn client(server: &MockServer) -> Client {
    let builder = Client::builder(server.uri()).retry(RetryPolicy::none());
    builder
        .credential(StaticToken::new("secret"))
        .build()
        .unwrap()
}

#[tokio::test]
async fn another_host_gets_the_request_and_no_token() {
    for status in [301, 302, 303, 307, 308] {
        let other = good().await;
        let first = leading_to(status, &format!("{}/x?y=z", other.uri())).await;
        let get = Resource::root(&client(&first)).get::<Call>();
        let call = get.header("Cookie", "c=secret").await.unwrap();
        assert_eq!(call.id.as_deref(), Some("there"));
        assert_eq!(
            header(&only_request(&first).await, "authorization"),
            Some("Bearer secret")
        );
        let request = only_request(&other).await;
        assert_eq!(request.url.query(), Some("y=z"));
        assert_eq!(header(&request, "authorization"), None, "{status}");
        assert_eq!(header(&request, "cookie"), None);
    }
}

#[tokio::test]
async fn an_authorization_of_the_users_own_stays_at_home_too() {
    let other = good().await;
    let first = leading_to(307, &other.uri()).await;
    let client = Client::builder(first.uri()).default_header("Authorization", "Basic secret");
    let root = Resource::root(&client.build().unwrap());
    root.get::<Call>().await.unwrap();
    assert_eq!(
        header(&only_request(&first).await, "authorization"),
        Some("Basic secret")
    );
    assert_eq!(header(&only_request(&other).await, "authorization"), None);
}

#[tokio::test]
async fn keys_in_headers_and_bodies_stay_with_the_service() {
    let other = good().await;
    for status in [307, 308] {
        let first = leading_to(status, &other.uri()).await;
        let client = Client::builder(first.uri()).default_header("x-api-key", "secret");
        let client = client.retry(RetryPolicy::none()).build().unwrap();
        let root = Resource::root(&client);
        let get = root.get::<Call>().header("x-session", "secret");
        get.header("accept-language", "ga").await.unwrap();
        let sent = other.received_requests().await.unwrap();
        let sent = sent.last().unwrap();
        assert_eq!(header(sent, "accept-language"), Some("ga"));
        assert!(!sent.headers.values().any(|value| value == "secret"));

        let before = other.received_requests().await.unwrap().len();
        let error = root.create(&Call::default()).await.unwrap_err();
        assert!(error.to_string().contains("allow_host"), "{error}");
        assert_eq!(other.received_requests().await.unwrap().len(), before);
    }
}

#[tokio::test]
async fn the_same_host_gets_the_token_again() {
    let server = MockServer::start().await;
    let redirect = ResponseTemplate::new(302).insert_header("location", "/there");
    Mock::given(path("/here"))
        .respond_with(redirect)
        .mount(&server)
        .await;
    let good = json_reply(200, &json!({"id": "there"}));
    Mock::given(path("/there"))
        .respond_with(good)
        .mount(&server)
        .await;
    let here = Resource::root(&client(&server)).segment("here");
    here.get::<Call>().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!(header(&requests[1], "authorization"), Some("Bearer secret"));
}

#[tokio::test]
async fn five_redirects_are_followed_and_no_sixth() {
    let server = MockServer::start().await;
    let redirect = ResponseTemplate::new(307).insert_header("location", "/again");
    Mock::given(any())
        .respond_with(redirect)
        .mount(&server)
        .await;
    let error = Resource::root(&client(&server))
        .get::<Call>()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Redirect { .. }), "{error:?}");
    assert_eq!(server.received_requests().await.unwrap().len(), 6);
}

#[tokio::test]
async fn methods_and_bodies_follow_the_rules() {
    for (method, status, then, keeps_body) in [
        (Method::POST, 301, "GET", false),
        (Method::POST, 302, "GET", false),
        (Method::POST, 303, "GET", false),
        (Method::POST, 307, "POST", true),
        (Method::POST, 308, "POST", true),
        (Method::PUT, 302, "PUT", true),
        (Method::PATCH, 301, "PATCH", true),
        (Method::PATCH, 303, "GET", false),
    ] {
        let other = good().await;
        let first = leading_to(status, &other.uri()).await;
        let trusting = Client::builder(first.uri())
            .credential(StaticToken::new("secret"))
            .allow_host(other.address().to_string())
            .build()
            .unwrap();
        let request = trusting.link(method.clone(), &first.uri(), LinkPolicy::AllowedHosts);
        request.body("content", "text/plain").await.unwrap();
        let request = only_request(&other).await;
        assert_eq!(request.method.as_str(), then, "{method} {status}");
        assert_eq!(request.body == b"content", keeps_body, "{method} {status}");
        let content_type = keeps_body.then_some("text/plain");
        assert_eq!(header(&request, "content-type"), content_type);
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_sent_again_is_not_redirected() {
    let other = good().await;
    let first = leading_to(307, &other.uri()).await;
    let part = Ok::<_, std::io::Error>(Bytes::from("a"));
    let body = Body::stream(futures_util::stream::iter([part]), None);
    let put = Resource::root(&client(&first))
        .media()
        .put(body, "text/plain");
    let reply = put.await.unwrap();
    assert_eq!(reply.status(), StatusCode::TEMPORARY_REDIRECT);
    assert!(other.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn redirects_without_https_are_not_followed() {
    for url in [
        "http://example.org/x",
        "ftp://example.org",
        "file:///etc/passwd",
        "http://a@[::1]",
    ] {
        let first = leading_to(302, url).await;
        let error = Resource::root(&client(&first))
            .get::<Call>()
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Redirect { .. }), "{url} {error:?}");
    }
}

#[tokio::test]
async fn links_go_where_their_policy_says() {
    let (home, other) = (good().await, good().await);
    let elsewhere = format!("{}/a%2Fb?$skiptoken=x%27y", other.uri());
    let get = |policy| client(&home).link(Method::GET, &elsewhere, policy);
    let error = get(LinkPolicy::AllowedHosts).await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    assert!(other.received_requests().await.unwrap().is_empty());

    for policy in [LinkPolicy::TokenIfAllowed, LinkPolicy::NoToken] {
        get(policy).await.unwrap();
    }
    let requests = other.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(header(&request, "authorization"), None);
        assert_eq!(request.url.path(), "/a%2Fb");
        assert_eq!(request.url.query(), Some("$skiptoken=x%27y"));
    }

    let host = other.address().to_string();
    let builder = Client::builder(home.uri()).credential(StaticToken::new("secret"));
    let trusting = builder.allow_host(host).build().unwrap();
    for policy in [
        LinkPolicy::AllowedHosts,
        LinkPolicy::TokenIfAllowed,
        LinkPolicy::NoToken,
    ] {
        trusting
            .link(Method::GET, &elsewhere, policy)
            .await
            .unwrap();
    }
    let requests = other.received_requests().await.unwrap();
    let tokens: Vec<_> = requests
        .iter()
        .skip(2)
        .map(|one| header(one, "authorization"))
        .collect();
    assert_eq!(tokens, [Some("Bearer secret"), Some("Bearer secret"), None]);
}

#[tokio::test]
async fn the_clients_own_headers_stay_with_the_service() {
    let (home, other) = (good().await, good().await);
    let client = Client::builder(home.uri()).default_header("x-key", "secret");
    let client = client.build().unwrap();
    for server in [&home, &other] {
        let link = client.link(Method::GET, &server.uri(), LinkPolicy::NoToken);
        link.header("x-own", "1").await.unwrap();
        let requests = server.received_requests().await.unwrap();
        let key = (server.uri() == home.uri()).then_some("secret");
        assert_eq!(header(&requests[0], "x-key"), key);
        assert_eq!(header(&requests[0], "x-own"), Some("1"));
    }
}

#[tokio::test]
async fn links_that_are_none_or_not_safe_are_not_followed() {
    let home = good().await;
    for url in [
        "",
        "ftp://example.org",
        "http://example.org/x",
        "https://u:p@example.org",
    ] {
        let request = client(&home).link(Method::GET, url, LinkPolicy::NoToken);
        let shown = format!("{request:?}");
        assert!(!shown.contains("p@"), "{shown}");
        let error = request.await.unwrap_err();
        assert!(
            matches!(error, Error::Refused { .. } | Error::InvalidRequest(_)),
            "{error:?}"
        );
    }
    assert!(home.received_requests().await.unwrap().is_empty());
}
