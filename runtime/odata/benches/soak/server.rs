//! The server. In: a request. Out: its answer, or every so often 429, 503, nothing, or half of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream, Result};
use tokio::net::{TcpListener, TcpStream};

/// Starts it; gives its root.
pub(crate) async fn start() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let (root, counter) = (url.clone(), Arc::new(AtomicU64::new(0)));
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (root, counter) = (root.clone(), Arc::clone(&counter));
            tokio::spawn(async move { serve(BufStream::new(socket), &root, &counter).await });
        }
    });
    Ok(url)
}

/// FNV-1a, as text.
pub(crate) fn hash(bytes: &[u8]) -> String {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:x}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

async fn serve(mut socket: BufStream<TcpStream>, root: &str, counter: &AtomicU64) -> Result<()> {
    loop {
        let Some((path, body)) = request(&mut socket).await? else {
            return Ok(());
        };
        let number = counter.fetch_add(1, Ordering::Relaxed);
        // Scattered, so that a request's tries do not all fall on one kind.
        match (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % 16 {
            0 => reply(&mut socket, "429 Too Many Requests\r\nretry-after: 0", "").await?,
            1 => reply(&mut socket, "503 Service Unavailable", "").await?,
            2 => return reset(socket),
            3 => {
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
                let half = format!("{head}content-length: 1000\r\n\r\n{{\"id\":");
                socket.write_all(half.as_bytes()).await?;
                return socket.flush().await;
            }
            _ => {
                let answer = answer(root, &path, &body);
                reply(
                    &mut socket,
                    "200 OK\r\ncontent-type: application/json",
                    &answer,
                )
                .await?;
            }
        }
    }
}

fn reset(socket: BufStream<TcpStream>) -> Result<()> {
    socket.into_inner().set_zero_linger()
}

/// Path with query, and body; `None` when the client hangs up.
async fn request(socket: &mut BufStream<TcpStream>) -> Result<Option<(String, Vec<u8>)>> {
    let mut line = String::new();
    if socket.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut length = 0;
    loop {
        line.clear();
        socket.read_line(&mut line).await?;
        match line.trim().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap_or_default();
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await?;
    Ok(Some((path, body)))
}

fn answer(root: &str, path: &str, body: &[u8]) -> String {
    if let Some(id) = path.strip_prefix("/items/") {
        return format!(r#"{{"id": "{id}"}}"#);
    }
    if let Some(from) = path.strip_prefix("/pages?from=") {
        let from: u64 = from.parse().unwrap_or_default();
        let values: Vec<String> = (from..from + 10).map(|item| item.to_string()).collect();
        let next = match from + 10 {
            50.. => String::new(),
            next => format!(r#", "@odata.nextLink": "{root}/pages?from={next}""#),
        };
        return format!(r#"{{"value": [{}]{next}}}"#, values.join(","));
    }
    format!(r#"{{"id": "{}"}}"#, hash(body))
}

async fn reply(socket: &mut BufStream<TcpStream>, head: &str, body: &str) -> Result<()> {
    let text = format!(
        "HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(text.as_bytes()).await?;
    socket.flush().await
}
