//! A million items, page after page from a server on loopback, take the memory of one page. A test of its
//! own process, since it reads the peak of it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use odata_client::{Client, Json, Resource};

const PAGES: usize = 1000;
const ITEMS: usize = 1000;

/// A page, about 30 KB.
fn page(number: usize, address: &str) -> String {
    let item = |index: usize| {
        let id = number * ITEMS + index;
        format!(r#"{{"id":"{id}","rank":{id}}}"#)
    };
    let items: Vec<String> = (0..ITEMS).map(item).collect();
    let next = if number + 1 < PAGES {
        format!(
            r#","@odata.nextLink":"http://{address}/v1.0/users?page={}""#,
            number + 1
        )
    } else {
        String::new()
    };
    format!(r#"{{"value":[{}]{next}}}"#, items.join(","))
}

fn serve(stream: &TcpStream, address: &str) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    while let Some(request) = lines.next() {
        let request = request?;
        let number = request
            .split("page=")
            .nth(1)
            .and_then(|rest| rest.split(' ').next());
        let number = number.and_then(|number| number.parse().ok()).unwrap_or(0);
        while !lines.next().transpose()?.unwrap_or_default().is_empty() {}
        let body = page(number, address);
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        // In one piece, so that nobody waits for an acknowledgement.
        let mut stream = stream;
        stream.write_all((head + &body).as_bytes())?;
    }
    Ok(())
}

/// A line of the process's status in bytes, where the system has one.
fn status(name: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let number = line
        .split_whitespace()
        .find_map(|word| word.parse::<usize>().ok())?;
    Some(number * 1024)
}

#[tokio::test]
async fn a_million_items_take_the_memory_of_one_page() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let client = Client::builder(format!("http://{address}/v1.0"))
        .build()
        .unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let address = address.clone();
            thread::spawn(move || serve(&stream.unwrap(), &address));
        }
    });

    let mut items = Resource::root(&client)
        .segment("users")
        .list::<Json>()
        .items();
    let (mut count, mut warm) = (0_usize, None);
    while let Some(item) = items.try_next().await.unwrap() {
        assert_eq!(item["rank"], count);
        count += 1;
        if count == 20 * ITEMS {
            warm = status("VmHWM:");
        }
    }
    assert_eq!(count, PAGES * ITEMS);
    match (warm, status("VmHWM:")) {
        // All items would take some hundred megabytes; a few pages are let for the allocator.
        (Some(warm), Some(peak)) => assert!(
            peak.saturating_sub(warm) < 8 << 20,
            "{warm} bytes grew to {peak}"
        ),
        _ => println!("the system does not tell how much memory is used: nothing is checked"),
    }
}
