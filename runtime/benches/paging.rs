//! Reading a collection page by page over loopback: `list().items()` against plain reqwest with serde.
//!
//! `cargo bench -p odata-client --bench paging` prints criterion's figures of each, and then the ratio of
//! their throughputs, of rounds that alternate. Where the machine has other things to do, only the ratio
//! of the shortest rounds means something: client and server share its cores, and medians differ by
//! a factor of two from run to run.

use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use odata_client::{Client, Extra, Field, Model, Place, Resource, Visit};
use serde::Deserialize;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const PAGES: usize = 20;
const ITEMS: usize = 500;
const ROUNDS: usize = 600;

/// A user, as generated code declares it.
#[derive(Clone, Default)]
struct User {
    id: Option<String>,
    display_name: Option<String>,
    mail: Option<String>,
    rank: Option<i32>,
    enabled: Option<bool>,
    extra: Extra,
}

impl Model for User {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "id" => &mut self.id,
            "displayName" => &mut self.display_name,
            "mail" => &mut self.mail,
            "rank" => &mut self.rank,
            "enabled" => &mut self.enabled,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, visit: &mut dyn Visit<'a>) {
        visit.property("id", self.id.view());
        visit.property("displayName", self.display_name.view());
        visit.property("mail", self.mail.view());
        visit.property("rank", self.rank.view());
        visit.property("enabled", self.enabled.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}
odata_client::model!(User, "sample.user");

/// The same for serde.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read, as the other is")]
struct PlainUser {
    id: Option<String>,
    display_name: Option<String>,
    mail: Option<String>,
    rank: Option<i32>,
    enabled: Option<bool>,
}

#[derive(Deserialize)]
struct PlainPage {
    value: Vec<PlainUser>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

fn page(number: usize, address: &str) -> String {
    let item = |index: usize| {
        let id = number * ITEMS + index;
        format!(
            r#"{{"id":"57dab8b1-894c-409a-b240-{id:012}","displayName":"Somebody with the number {id}","mail":"somebody.{id}@example.org","rank":{id},"enabled":true}}"#
        )
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

fn serve(stream: &TcpStream, pages: &[String]) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    while let Some(request) = lines.next() {
        let request = request?;
        let number = request
            .split("page=")
            .nth(1)
            .and_then(|rest| rest.split(' ').next());
        let number = number.and_then(|number| number.parse().ok()).unwrap_or(0);
        while !lines.next().transpose()?.unwrap_or_default().is_empty() {}
        let body = pages.get(number).map(String::as_str).unwrap_or_default();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = stream;
        // In one piece, so that nobody waits for an acknowledgement.
        stream.write_all((head + body).as_bytes())?;
    }
    Ok(())
}

/// A server on loopback; its base URL.
fn start() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    let pages: Vec<String> = (0..PAGES).map(|number| page(number, &address)).collect();
    let pages: &'static [String] = pages.leak();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(&stream, pages));
        }
    });
    Ok(format!("http://{address}/v1.0"))
}

async fn items(client: &Client) -> Result<usize> {
    let mut items = Resource::root(client)
        .segment("users")
        .list::<User>()
        .items();
    let mut count = 0;
    while let Some(user) = items.try_next().await? {
        black_box(user);
        count += 1;
    }
    Ok(count)
}

async fn plain(client: &reqwest::Client, base: &str) -> Result<usize> {
    let mut next = Some(format!("{base}/users"));
    let mut count = 0;
    while let Some(url) = next {
        let body = client.get(url).send().await?.bytes().await?;
        let page: PlainPage = serde_json::from_slice(&body)?;
        for user in page.value {
            black_box(user);
            count += 1;
        }
        next = page.next_link;
    }
    Ok(count)
}

/// The shortest and the middle one.
fn summary(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort_unstable();
    let at = |index: usize| times.get(index).map_or(f64::NAN, Duration::as_secs_f64);
    (at(0), at(times.len() / 2))
}

/// Prints throughput of `list().items()` by throughput of plain reqwest.
fn ratio(mut ours: impl FnMut(), mut theirs: impl FnMut()) {
    let time = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        // Each is first in half of the rounds.
        if round % 2 == 0 {
            our_times.push(time(&mut ours));
            their_times.push(time(&mut theirs));
        } else {
            their_times.push(time(&mut theirs));
            our_times.push(time(&mut ours));
        }
    }
    let (ours, theirs) = (summary(our_times), summary(their_times));
    for (name, (shortest, median)) in [("list().items()", ours), ("reqwest and serde_json", theirs)]
    {
        println!(
            "{name}: {:.2} ms at the median, {:.2} ms at best",
            median * 1e3,
            shortest * 1e3
        );
    }
    println!(
        "throughput of the first by the second, {ROUNDS} alternating rounds: {:.2} at the median, {:.2} at best",
        theirs.1 / ours.1,
        theirs.0 / ours.0
    );
}

fn main() -> Result<()> {
    let base = start()?;
    // reqwest is built without a provider of its own.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let client = Client::builder(&base).build()?;
    let reqwest = reqwest::Client::builder().build()?;

    let all = PAGES * ITEMS;
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("paging");
    group.throughput(Throughput::Elements(all as u64));
    let ours = || {
        assert!(
            runtime
                .block_on(items(&client))
                .is_ok_and(|count| count == all)
        );
    };
    let theirs = || {
        assert!(
            runtime
                .block_on(plain(&reqwest, &base))
                .is_ok_and(|count| count == all)
        );
    };
    group.bench_function("list().items()", |bencher| bencher.iter(ours));
    group.bench_function("reqwest and serde_json", |bencher| bencher.iter(theirs));
    group.finish();
    criterion.final_summary();
    ratio(ours, theirs);
    Ok(())
}
