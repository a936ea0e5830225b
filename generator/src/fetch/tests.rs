//! Against a small server on this machine that says exactly what it is told.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::{sleep, spawn};
use std::time::Duration;

use super::{Fault, Limits, fetch};

/// Answers each connection with the next reply, byte for byte; gives the address.
fn serve(replies: Vec<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    spawn(move || {
        for reply in replies {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            lines
                .map_while(Result::ok)
                .take_while(|line| !line.is_empty())
                .for_each(drop);
            // The client may have hung up already: that is what some tests are about.
            let _ = stream.write_all(&reply);
        }
    });
    format!("http://{address}/$metadata")
}

fn reply(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn small() -> Limits {
    Limits {
        bytes: 1000,
        ..Limits::default()
    }
}

fn try_fetch(replies: Vec<Vec<u8>>) -> Result<Vec<u8>, Fault> {
    fetch(&serve(replies), small(), &|_, _| ()).map_err(|error| error.fault)
}

#[test]
fn gives_the_bytes_and_tells_of_progress() {
    let url = serve(vec![reply(
        "200 OK\r\nContent-Type: application/xml",
        b"<edmx:Edmx/>",
    )]);
    let last = Cell::new((0, None));
    let bytes = fetch(&url, small(), &|done, total| last.set((done, total))).unwrap();
    assert_eq!(bytes, b"<edmx:Edmx/>");
    assert_eq!(last.get(), (12, Some(12)));
}

#[test]
fn unpacks_gzip() {
    // A gzip member with one stored block: "<Edmx/>".
    let packed = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x07\0\xf8\xff<Edmx/>";
    let crc = 0x815b_69fa_u32;
    let mut body = packed.to_vec();
    body.extend(crc.to_le_bytes());
    body.extend(7_u32.to_le_bytes());
    let bytes = try_fetch(vec![reply("200 OK\r\nContent-Encoding: gzip", &body)]).unwrap();
    assert_eq!(bytes, b"<Edmx/>");
}

#[test]
fn refuses_other_statuses() {
    for status in [
        "404 Not Found",
        "500 Oops",
        "204 No Content",
        "401 Unauthorized",
    ] {
        let fault = try_fetch(vec![reply(status, b"<x/>")]).unwrap_err();
        assert!(matches!(fault, Fault::Status(code) if status.starts_with(code.as_str())));
    }
}

#[test]
fn refuses_pages_for_people() {
    let pages: [(&str, &[u8]); 3] = [
        ("200 OK\r\nContent-Type: text/html; charset=utf-8", b"<x/>"),
        (
            "200 OK\r\nContent-Type: application/xml",
            b"\xef\xbb\xbf\n <!DOCTYPE HTML><p>sign in",
        ),
        ("200 OK", b"<HTML><p>sign in"),
    ];
    for (head, page) in pages {
        assert!(
            matches!(try_fetch(vec![reply(head, page)]), Err(Fault::Html)),
            "{head}"
        );
    }
    assert!(matches!(
        try_fetch(vec![reply("200 OK", b" \n")]),
        Err(Fault::Empty)
    ));
}

#[test]
fn refuses_large_replies_announced_or_not() {
    let exact = try_fetch(vec![reply("200 OK", &[b'x'; 1000])]).unwrap();
    assert_eq!(exact.len(), 1000);
    let announced = try_fetch(vec![reply("200 OK", &[b'x'; 1001])]);
    assert!(matches!(announced, Err(Fault::Size(1000))));
    let endless = [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".as_slice(),
        &[b'x'; 5000],
    ]
    .concat();
    assert!(matches!(try_fetch(vec![endless]), Err(Fault::Size(1000))));
}

#[test]
fn follows_five_redirects_and_no_more() {
    let there = reply("302 Found\r\nLocation: /other", b"");
    let mut replies = vec![there.clone(); 5];
    replies.push(reply("200 OK", b"<Edmx/>"));
    assert_eq!(try_fetch(replies).unwrap(), b"<Edmx/>");
    assert!(matches!(
        try_fetch(vec![there; 6]),
        Err(Fault::Redirects(5))
    ));
}

#[test]
fn refuses_http_after_https() {
    // What a redirect to http meets when the first address was https.
    let agent = super::agent("https://example.org/", small());
    let error = agent
        .get(serve(vec![reply("200 OK", b"<Edmx/>")]))
        .call()
        .unwrap_err();
    assert!(matches!(super::fault(error, small()), Fault::Downgrade));
}

#[test]
fn refuses_a_reply_that_breaks_off() {
    let whole = reply("200 OK", b"<edmx:Edmx/>");
    let broken = whole[..whole.len() - 4].to_vec();
    assert!(matches!(try_fetch(vec![broken]), Err(Fault::Transport(_))));
}

#[test]
fn gives_up_on_a_server_that_says_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let server = spawn(move || {
        let _stream = listener.accept().unwrap();
        sleep(Duration::from_secs(2));
    });
    let hasty = Limits {
        pause: Duration::from_millis(300),
        ..small()
    };
    let error = fetch(&url, hasty, &|_, _| ()).unwrap_err();
    assert!(
        matches!(error.fault, Fault::Transport(ureq::Error::Timeout(_))),
        "{error}"
    );
    assert!(!server.is_finished());
}

#[test]
fn says_what_to_do() {
    let url = serve(vec![reply("403 Forbidden", b"")]);
    let error = fetch(&url, small(), &|_, _| ()).unwrap_err().to_string();
    let error = error.replace(&url, "URL");
    insta::assert_snapshot!(error);
}
