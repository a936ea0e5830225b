//! What goes over connections: proxies, TLS, HTTP/2. All else, the wire tests of both crates send.

use hyper_util::client::proxy::matcher::Matcher;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::*;

const LIMIT: Duration = Duration::from_secs(5);

fn transport(proxies: Matcher) -> HyperTransport {
    let connector = Connector::with_proxies(proxies, tls::config(false, &[]).unwrap(), LIMIT);
    HyperTransport::over(connector, &mut Client::builder(TokioExecutor::new()))
}

/// Takes one connection, answers the first request of it with `answer`, and gives what came: the request, and what
/// follows on the answer.
async fn server(answer: &'static str) -> (u16, JoinHandle<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
        let mut rest = vec![0; 4096];
        let length = stream.read(&mut rest).await.unwrap_or_default();
        rest.truncate(length);
        (String::from_utf8(head).unwrap(), rest)
    });
    (port, serving)
}

async fn ask(transport: &HyperTransport, url: &str) -> Result<Bytes, TransportError> {
    let request = Request::get(url).body(Bytes::new()).unwrap();
    transport.send(request).await.map(Response::into_body)
}

/// The innermost, as users are told it.
fn cause(error: &TransportError) -> String {
    causes(error).last().unwrap().to_string()
}

#[tokio::test]
async fn a_proxy_is_told_the_whole_url_and_who_asks() {
    let (port, proxy) = server("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi").await;
    let proxies = Matcher::builder().http(format!("http://me:word@127.0.0.1:{port}"));
    let transport = transport(proxies.build());
    let body = ask(&transport, "http://service.example/a?b").await.unwrap();
    assert_eq!(body, "hi");
    drop(transport);
    let (asked, _) = proxy.await.unwrap();
    assert!(
        asked.starts_with("GET http://service.example/a?b HTTP/1.1\r\n"),
        "{asked}"
    );
    for line in [
        "host: service.example\r\n",
        "proxy-authorization: Basic bWU6d29yZA==\r\n",
    ] {
        assert!(asked.contains(line), "{asked}");
    }
}

#[tokio::test]
async fn https_goes_through_a_proxy_by_a_tunnel() {
    let (port, proxy) = server("HTTP/1.1 200 Connection established\r\n\r\n").await;
    let proxies = Matcher::builder().https(format!("http://me:word@127.0.0.1:{port}"));
    let asking = transport(proxies.build());
    let error = ask(&asking, "https://service.example/a?b");
    let (error, proxy) = tokio::join!(error, proxy);
    assert!(error.unwrap_err().is_connect());
    let (asked, handshake) = proxy.unwrap();
    assert!(
        asked.starts_with("CONNECT service.example:443 HTTP/1.1\r\n"),
        "{asked}"
    );
    let secret = "proxy-authorization: basic bwu6d29yza==\r\n";
    assert!(asked.to_lowercase().contains(secret), "{asked}");
    // A record of the type `handshake` (RFC 8446, section 5.1), with the host and the protocols in the open.
    assert_eq!(handshake.first(), Some(&22));
    let has = |part: &[u8]| handshake.windows(part.len()).any(|window| window == part);
    assert!(has(b"service.example") && has(b"\x08http/1.1"));
    assert_eq!(has(b"\x02h2"), cfg!(feature = "http2"));
}

#[tokio::test]
async fn what_a_proxy_refuses_was_not_sent() {
    let (port, _proxy) = server("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await;
    let proxies = Matcher::builder().https(format!("http://127.0.0.1:{port}"));
    let error = ask(&transport(proxies.build()), "https://service.example/").await;
    let error = error.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    let told = cause(&error);
    assert!(told.contains("proxy authorization required"), "{told}");

    let proxies = Matcher::builder().all("socks5://127.0.0.1:1");
    let error = ask(&transport(proxies.build()), "https://service.example/").await;
    let told = cause(&error.unwrap_err());
    assert!(told.contains("a proxy by socks5"), "{told}");
}

#[tokio::test]
async fn hosts_without_a_proxy_are_asked_themselves() {
    let (port, service) = server("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let proxies = Matcher::builder().all("http://127.0.0.1:1").no("127.0.0.1");
    let transport = transport(proxies.build());
    ask(&transport, &format!("http://127.0.0.1:{port}/a"))
        .await
        .unwrap();
    drop(transport);
    let (asked, _) = service.await.unwrap();
    assert!(asked.starts_with("GET /a HTTP/1.1\r\n"), "{asked}");
    assert!(!asked.contains("proxy"), "{asked}");
}

#[tokio::test]
async fn time_to_connect_is_limited_with_the_handshake() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let limit = Duration::from_millis(50);
    let transport = HyperTransport::with_settings(false, limit).unwrap();
    let error = ask(
        &transport,
        &format!("https://{}", silent.local_addr().unwrap()),
    )
    .await;
    let error = error.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    let told = cause(&error);
    assert!(told.contains("not connected within 50ms"), "{told}");
}

/// RFC 9113, section 8.7: such a request was not looked at, so that any may be sent again.
#[cfg(feature = "http2")]
#[tokio::test]
async fn what_a_service_refuses_by_http2_is_sent_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/a", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        let mut paths = Vec::new();
        while let Some(Ok((request, mut reply))) = connection.accept().await {
            paths.push(request.uri().path().to_owned());
            if paths.len() < 3 {
                reply.send_reset(h2::Reason::REFUSED_STREAM);
            } else {
                let mut body = reply.send_response(Response::new(()), false).unwrap();
                body.send_data(Bytes::from_static(b"hi"), true).unwrap();
            }
        }
        paths
    });
    let tls = tls::config(false, &[]).unwrap();
    let connector = Connector::with_proxies(Matcher::builder().build(), tls, LIMIT);
    let mut builder = Client::builder(TokioExecutor::new());
    let transport = HyperTransport::over(connector, builder.http2_only(true));
    let request = Request::post(&url)
        .body(Bytes::from_static(b"once"))
        .unwrap();
    let reply = transport.send(request).await.unwrap();
    assert_eq!(reply.version(), http::Version::HTTP_2);
    assert_eq!(reply.body(), "hi");
    drop(transport);
    assert_eq!(serving.await.unwrap(), ["/a"; 3]);
}
