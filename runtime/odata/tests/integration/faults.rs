//! What a broken or hostile peer does, each with its error.

use std::io::Write;
use std::time::Duration;

use odata_client::testing::PausedClock;
use odata_client::{Client, Error, Resource, RetryPolicy, http};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::ResponseTemplate;

use crate::model::Call;
use crate::server::{json_reply, server};

/// A server that answers every connection with these bytes, and then hangs or hangs up.
async fn raw(reply: Vec<u8>, hangs: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let reply = reply.clone();
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = socket.read(&mut request).await;
                let _ = socket.write_all(&reply).await;
                if hangs {
                    std::future::pending::<()>().await;
                }
                // Without reading the rest, closing resets the connection.
                let _ = socket.set_zero_linger();
            });
        }
    });
    url
}

async fn get(url: &str) -> Result<Call, Error> {
    let client = Client::builder(url)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    Resource::root(&client).get::<Call>().await
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

fn gzipped(body: Vec<u8>) -> ResponseTemplate {
    let reply = ResponseTemplate::new(200).set_body_raw(body, "application/json");
    reply.insert_header("content-encoding", "gzip")
}

#[tokio::test]
async fn a_connection_reset_within_a_reply() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n";
    let url = raw(format!("{head}{{\"id\":").into_bytes(), false).await;
    let error = get(&url).await.unwrap_err();
    let Error::Transport { host, source } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(url, format!("http://{host}"));
    assert!(
        source.is_interrupted() && error.to_string().contains("broke off"),
        "{error}"
    );
    let url = raw(Vec::new(), false).await;
    let error = get(&url).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport { source, .. } if !source.is_interrupted()),
        "{error:?}"
    );
}

#[tokio::test]
async fn truncated_json() {
    let reply = ResponseTemplate::new(200).set_body_raw(r#"{"id": "secret"#, "application/json");
    let error = get(&server(reply).await.uri()).await.unwrap_err();
    assert!(matches!(&error, Error::Decode(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[tokio::test]
async fn the_wrong_content_type_and_html_from_a_proxy() {
    let html = "<html>secret: sign in to the guest network</html>";
    let reply = ResponseTemplate::new(200).set_body_raw(html, "text/html");
    let error = get(&server(reply).await.uri()).await.unwrap_err();
    assert!(matches!(&error, Error::Decode(_)), "{error:?}");
    assert!(error.to_string().contains("text/html"), "{error}");
    assert!(error.to_string().contains("prox"), "{error}");
    let reply = ResponseTemplate::new(502).set_body_raw(html, "text/html; charset=utf-8");
    let bad = get(&server(reply).await.uri()).await.unwrap_err();
    assert_eq!(bad.status().unwrap().as_u16(), 502);
    assert!(bad.to_string().contains("proxy"), "{bad}");
    assert!(!format!("{error} {error:?} {bad} {bad:?}").contains("secret"));
}

#[tokio::test]
async fn gzip_is_read_and_a_gzip_bomb_is_refused() {
    let good = server(gzipped(gzip(br#"{"id": "small"}"#))).await;
    assert_eq!(get(&good.uri()).await.unwrap().id.as_deref(), Some("small"));
    let requests = good.received_requests().await.unwrap();
    assert_eq!(requests[0].headers["accept-encoding"], "gzip");

    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 1 << 20);
    let server = server(gzipped(bomb)).await;
    let client = Client::builder(server.uri())
        .reply_limit(1 << 20)
        .build()
        .unwrap();
    let error = Resource::root(&client).get::<Call>().await.unwrap_err();
    assert!(
        matches!(error, Error::ReplyTooLarge { limit } if limit == 1 << 20),
        "{error:?}"
    );
}

#[tokio::test]
async fn gzip_that_is_broken_or_ends_early() {
    let whole = gzip(br#"{"id": "small"}"#);
    for body in [whole[..whole.len() - 9].to_vec(), b"no gzip".to_vec()] {
        let error = get(&server(gzipped(body)).await.uri()).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_header_with_a_line_break_never_leaves() {
    let server = server(json_reply(200, &json!({}))).await;
    let client = Client::builder(server.uri()).build().unwrap();
    for value in ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b"] {
        let error = Resource::root(&client)
            .delete()
            .header("x-a", value)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn json_of_ten_thousand_levels() {
    let deep = format!(r#"{{"x": {}{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
    let reply = ResponseTemplate::new(200).set_body_raw(deep.clone(), "application/json");
    let error = get(&server(reply).await.uri()).await.unwrap_err();
    assert!(matches!(&error, Error::Decode(_)), "{error:?}");
    // In an error reply it must not cost the status.
    let reply = ResponseTemplate::new(400).set_body_raw(deep, "application/json");
    let error = get(&server(reply).await.uri()).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 400);
}

#[tokio::test]
async fn a_slow_body_is_cut_by_the_time_limit() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{";
    let url = raw(head.as_bytes().to_vec(), true).await;
    for (own, limit) in [(None, 100), (Some(7), 7)] {
        let clock = PausedClock::new();
        let client = Client::builder(&url).clock(clock.clone()).build().unwrap();
        let mut get = Resource::root(&client).get::<Call>();
        if let Some(seconds) = own {
            get = get.timeout(Duration::from_secs(seconds));
        }
        let task = tokio::spawn(get.send());
        while clock.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        clock.advance(Duration::from_millis(limit * 1000 - 1));
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(!task.is_finished());
        clock.advance(Duration::from_millis(1));
        let error = task.await.unwrap().unwrap_err();
        assert!(
            matches!(&error, Error::Transport { source, .. } if source.is_timeout()),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn dropping_the_future_closes_the_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = Client::builder(url).build().unwrap();
    let task = tokio::spawn(Resource::root(&client).get::<Call>().send());
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut request = vec![0; 4096];
    assert!(socket.read(&mut request).await.unwrap() > 0);
    task.abort();
    assert_eq!(socket.read(&mut request).await.unwrap_or(0), 0);
}

#[tokio::test]
async fn a_stream_may_last_longer_than_the_limit_but_its_parts_may_not() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nfirst";
    let url = raw(head.as_bytes().to_vec(), true).await;
    let clock = PausedClock::new();
    let client = Client::builder(&url).clock(clock.clone()).build().unwrap();
    let link = client.link(
        http::Method::GET,
        &url,
        odata_client::request::LinkPolicy::NoToken,
    );
    let mut body = link.open().await.unwrap().into_body();
    assert_eq!(body.len(), Some(100));
    assert_eq!(body.chunk().await.unwrap().unwrap(), "first");
    clock.advance(Duration::from_secs(99));
    let next = tokio::spawn(async move { body.chunk().await });
    tokio::time::sleep(Duration::from_millis(20)).await;
    clock.advance(Duration::from_secs(100));
    assert!(next.await.unwrap().unwrap_err().is_timeout());
}
