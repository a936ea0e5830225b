use crate::StaticToken;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::transport::tests::Echo;

fn build(url: &str, token: bool) -> Result<Client> {
    let builder = Client::builder(url).transport(Echo);
    if token {
        builder.credential(StaticToken::new("secret")).build()
    } else {
        builder.build()
    }
}

#[test]
fn tokens_need_https_or_loopback() {
    for url in [
        "https://example.org/v1/",
        "http://localhost:1",
        "http://127.0.0.1",
        "http://[::1]/x",
    ] {
        assert!(build(url, true).is_ok(), "{url}");
    }
    for url in [
        "http://example.org",
        "http://localhost.example.org",
        "http://10.0.0.1",
        "http://[::2]",
    ] {
        assert!(
            matches!(build(url, true), Err(Error::Refused { .. })),
            "{url}"
        );
        assert!(build(url, false).is_ok(), "{url}");
    }
    let header = Client::builder("http://example.org").default_header("Authorization", "Basic x");
    assert!(matches!(
        header.transport(Echo).build(),
        Err(Error::Refused { .. })
    ));
}

#[test]
fn refuses_base_urls_that_are_none() {
    for url in [
        "",
        "graph",
        "ftp://example.org",
        "https://a:b@example.org",
        "https://e.org/?a=b",
        "https://e.org/#a",
    ] {
        assert!(
            matches!(build(url, false), Err(Error::Settings(_))),
            "{url}"
        );
    }
}

#[test]
fn debug_hides_token_and_headers() {
    let builder = Client::builder("https://example.org/v1/")
        .credential(StaticToken::new("secret"))
        .default_header("x-key", "secret")
        .transport(Echo);
    assert!(!format!("{builder:?}").contains("secret"));
    assert_eq!(
        format!("{:?}", builder.build().unwrap()),
        "Client(https://example.org/v1)"
    );
}

#[test]
fn refuses_headers_with_line_breaks_without_showing_them() {
    let error = Client::builder("https://example.org")
        .default_header("x-key", "secret\r\nx-other: 1")
        .transport(Echo)
        .build()
        .unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
    assert!(!format!("{error} {error:?}").contains("secret"));
}
