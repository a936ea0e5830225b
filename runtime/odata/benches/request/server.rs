//! A service on loopback: 20 pages of 500 users at `/v1.0/users`, a million of them at `/v1.0/million`.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use crate::Result;

/// Pages of `/users`.
pub(crate) const PAGES: usize = 20;
/// Items of a page.
pub(crate) const ITEMS: usize = 500;
/// Pages of `/million`.
pub(crate) const MILLION_PAGES: usize = 2000;

/// The items of a page.
fn items(number: usize) -> String {
    let item = |index: usize| {
        let id = number * ITEMS + index;
        format!(
            r#"{{"id":"57dab8b1-894c-409a-b240-{id:012}","displayName":"Somebody with the number {id}","mail":"somebody.{id}@example.org","rank":{id},"enabled":true}}"#
        )
    };
    let items: Vec<String> = (0..ITEMS).map(item).collect();
    items.join(",")
}

/// The page that a request line asks for; those of the million come around again.
fn page(request: &str, address: &str, pages: &[String]) -> String {
    let number = request.split("page=").nth(1);
    let number = number.and_then(|rest| rest.split(' ').next()?.parse().ok());
    let number: usize = number.unwrap_or(0);
    let (set, count) = if request.contains("/million") {
        ("million", MILLION_PAGES)
    } else {
        ("users", PAGES)
    };
    let items = pages.get(number % PAGES).map_or("", String::as_str);
    let next = if number + 1 < count {
        let next = number + 1;
        format!(r#","@odata.nextLink":"http://{address}/v1.0/{set}?page={next}""#)
    } else {
        String::new()
    };
    format!(r#"{{"value":[{items}]{next}}}"#)
}

fn serve(stream: &TcpStream, address: &str, pages: &[String]) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    while let Some(request) = lines.next() {
        let request = request?;
        while !lines.next().transpose()?.unwrap_or_default().is_empty() {}
        let body = page(&request, address, pages);
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = stream;
        // In one piece, so that nobody waits for an acknowledgement.
        stream.write_all((head + &body).as_bytes())?;
    }
    Ok(())
}

/// A server on loopback; its base URL.
pub(crate) fn start() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address: &'static str = listener.local_addr()?.to_string().leak();
    let pages: Vec<String> = (0..PAGES).map(items).collect();
    let pages: &'static [String] = pages.leak();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(&stream, address, pages));
        }
    });
    Ok(format!("http://{address}/v1.0"))
}
