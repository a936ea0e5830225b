//! A server on loopback. In: a function from request to reply. Out: replies over real connections, which may break off, and
//! the bytes of what was asked.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use service_client::{Client, ClientBuilder, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What came, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    /// `GET /path?query`.
    pub(crate) fn line(&self) -> &str {
        let line = self.head.lines().next().unwrap();
        line.strip_suffix(" HTTP/1.1").unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        let (_, value) = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// The bytes of a reply, after which the connection ends.
pub(crate) type Answer = Vec<u8>;

pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut reply = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n");
    for (name, value) in headers {
        let _ = write!(reply, "{name}: {value}\r\n");
    }
    if ![204, 304].contains(&status) {
        let _ = write!(reply, "content-length: {}\r\n", body.len());
    }
    format!("{reply}\r\n{body}").into_bytes()
}

pub(crate) fn json(status: u16, body: &str) -> Answer {
    answer(status, &[("content-type", "application/json")], body)
}

/// A reply that ends with the connection.
pub(crate) fn until_closed(content_type: &str, body: &str) -> Answer {
    format!("HTTP/1.1 200 X\r\nconnection: close\r\ncontent-type: {content_type}\r\n\r\n{body}")
        .into_bytes()
}

pub(crate) struct Loopback {
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Loopback {
    pub(crate) async fn start(handler: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (handler, log) = (Arc::new(handler), Arc::clone(&asked));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (handler, log) = (Arc::clone(&handler), Arc::clone(&log));
                tokio::spawn(async move {
                    let asked = read(&mut stream).await?;
                    let reply = handler(&asked);
                    log.lock().unwrap().push(asked);
                    stream.write_all(&reply).await.ok()?;
                    stream.shutdown().await.ok()
                });
            }
        });
        Self { url, asked }
    }

    /// A server that always answers the same.
    pub(crate) async fn always(reply: Answer) -> Self {
        Self::start(move |_| reply.clone()).await
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub(crate) fn only(&self) -> Asked {
        let mut asked = self.asked();
        assert_eq!(asked.len(), 1);
        asked.remove(0)
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder(&self.url).retry(RetryPolicy::none())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut buffer = Vec::new();
    let end = loop {
        if let Some(place) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break place + 4;
        }
        if stream.read_buf(&mut buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(buffer.drain(..end).collect()).unwrap();
    let mut asked = Asked { head, body: buffer };
    if asked.header("transfer-encoding").is_some() {
        while !asked.body.ends_with(b"0\r\n\r\n") {
            stream.read_buf(&mut asked.body).await.ok()?;
        }
    }
    let length = asked
        .header("content-length")
        .map_or(0, |text| text.parse().unwrap());
    while asked.body.len() < length {
        if stream.read_buf(&mut asked.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(asked)
}
