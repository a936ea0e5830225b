//! A reqwest client of the user's own.

use std::time::Duration;

use odata_client::{
    Client, Error, Resource, RetryPolicy, StaticToken, reqwest, transport::ReqwestTransport,
};
use serde_json::json;

use crate::loopback::{Answer, Loopback};
use crate::model::Call;

fn client(url: &str, http: reqwest::Client) -> Client {
    let builder = Client::builder(url).http_client(http);
    let builder = builder.credential(StaticToken::new("secret-token"));
    builder.build().unwrap()
}

fn careful() -> reqwest::ClientBuilder {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none())
}

#[tokio::test]
async fn its_proxy_is_used_and_the_pipeline_stays() {
    let proxy = Loopback::start(|asked| match asked.header("retry-attempt") {
        None => Answer::new(503).header("retry-after", "0"),
        Some(_) => Answer::json(200, &json!({"id": "1"})),
    })
    .await;
    let http = careful().proxy(reqwest::Proxy::all(&proxy.url).unwrap());
    let client = Client::builder("http://service.example/v1")
        .transport(ReqwestTransport::from(http.build().unwrap()));
    let client = client.build().unwrap();
    let call = Resource::root(&client).segment("call").get::<Call>();
    assert_eq!(call.await.unwrap().id.as_deref(), Some("1"));
    let asked = proxy.asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0].path, "http://service.example/v1/call");
}

#[tokio::test]
async fn its_time_limit_holds_too() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let http = careful().timeout(Duration::from_millis(50)).build();
    let client = client(&url, http.unwrap());
    let error = Resource::root(&client).get::<Call>().await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport { source, .. } if source.is_timeout()),
        "{error:?}"
    );
}

#[tokio::test]
async fn redirects_are_the_pipelines() {
    let other = Loopback::start(|_| Answer::json(200, &json!({"id": "there"}))).await;
    let location = other.url.clone();
    let server =
        Loopback::start(move |_| Answer::new(307).header("location", location.clone())).await;
    let client = client(&server.url, careful().build().unwrap());
    let call = Resource::root(&client).get::<Call>().await.unwrap();
    assert_eq!(call.id.as_deref(), Some("there"));
    assert_eq!(other.asked()[0].header("authorization"), None);
}

/// It cannot be prevented, but it is told, and not tried again.
#[tokio::test]
async fn one_that_follows_redirects_itself_is_an_error_and_gives_no_token_away() {
    let other = Loopback::start(|_| Answer::json(200, &json!({"id": "there"}))).await;
    let here = "/elsewhere".to_owned();
    for location in [other.url.clone(), here] {
        let server = Loopback::start(move |asked| match asked.path.as_str() {
            "/elsewhere" => Answer::json(200, &json!({"id": "here"})),
            _ => Answer::new(302).header("location", location.clone()),
        })
        .await;
        let http = reqwest::Client::builder().build().unwrap();
        let client = Client::builder(&server.url)
            .http_client(http)
            .retry(RetryPolicy::default());
        let client = client
            .credential(StaticToken::new("secret-token"))
            .build()
            .unwrap();
        let error = Resource::root(&client)
            .segment("x")
            .get::<Call>()
            .await
            .unwrap_err();
        let source = std::error::Error::source(&error).unwrap();
        let cause = source.source().unwrap().to_string();
        assert!(cause.contains("Policy::none()"), "{cause}");
        assert_eq!(
            server
                .asked()
                .iter()
                .filter(|asked| asked.path == "/x")
                .count(),
            1
        );
    }
    let asked = other.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].header("authorization"), None);
}
