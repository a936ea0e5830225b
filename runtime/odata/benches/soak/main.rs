//! A soak: thousands of requests, hundreds at a time, against a loopback server that answers 429 and
//! 503, resets connections and cuts replies short.
//!
//! In: nothing. Out: a line of figures; or a panic if a request ended otherwise than in success or a
//! typed error, an upload did not arrive whole, a page was lost or doubled, or memory grew.

mod server;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use odata_client::http::Method;
use odata_client::{
    BoxFuture, Client, Error, Json, Resource, Result, RetryPolicy, clock::Clock,
    request::LinkPolicy,
};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

const REQUESTS: u64 = 6000;
const AT_ONCE: usize = 300;
/// In MiB: an upload is 64 KiB, so all at once take 20 MiB, several times over.
const MEMORY: u64 = 300;

/// The system's clock, but nobody waits long for a retry.
struct Hasty;

impl Clock for Hasty {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(Duration::from_millis(1)))
    }

    fn time_limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let begin = Instant::now();
    let url = server::start().await?;
    let client = Client::builder(url)
        .clock(Hasty)
        .retry(RetryPolicy::default())
        .build()?;
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for number in 0..REQUESTS {
        let (client, places) = (client.clone(), Arc::clone(&places));
        tasks.spawn(async move {
            let _place = places.acquire_owned().await;
            match number % 3 {
                0 => read(&client, number).await,
                1 => upload(&client, number).await,
                _ => pages(&client).await,
            }
        });
    }
    let mut outcomes = BTreeMap::new();
    while let Some(result) = tasks.join_next().await {
        *outcomes.entry(name(&result?)).or_insert(0_u64) += 1;
    }
    report(&outcomes, begin.elapsed());
    Ok(())
}

fn report(outcomes: &BTreeMap<String, u64>, time: Duration) {
    let memory = memory();
    println!("soak: {REQUESTS} in {time:.1?}, at most {memory:?} MiB: {outcomes:?}");
    assert_eq!(outcomes.values().sum::<u64>(), REQUESTS);
    let successes = outcomes.get("success").copied().unwrap_or_default();
    assert!(successes > REQUESTS / 2, "too few successes");
    assert!(successes < REQUESTS, "the server injected nothing");
    assert!(memory.is_none_or(|memory| memory < MEMORY), "memory grew");
}

/// What became of a request. Anything but these is a fault of the client.
fn name(result: &Result<()>) -> String {
    match result {
        Ok(()) => "success".to_owned(),
        Err(Error::Transport { source, .. }) => {
            assert!(!source.is_timeout(), "a request hung");
            "transport".to_owned()
        }
        Err(error) => {
            let status = error.status().map(|status| status.as_u16());
            assert!(matches!(status, Some(429 | 503)), "{error}");
            status.unwrap_or_default().to_string()
        }
    }
}

async fn read(client: &Client, number: u64) -> Result<()> {
    let item = Resource::root(client)
        .segment("items")
        .key_segment(&[&number.to_string()]);
    let reply: Json = item.media().get().send_raw().await?.json()?;
    assert_eq!(reply["id"], number.to_string(), "another request's reply");
    Ok(())
}

async fn upload(client: &Client, number: u64) -> Result<()> {
    let pattern = number.to_le_bytes();
    let body: Vec<u8> = pattern.iter().copied().cycle().take(64 << 10).collect();
    let hash = server::hash(&body);
    let put = Resource::root(client).segment("uploads").media();
    let put = put.put(body, "application/octet-stream");
    let reply: Json = put.send_raw().await?.json()?;
    assert_eq!(reply["id"], hash, "the upload did not arrive whole");
    Ok(())
}

async fn pages(client: &Client) -> Result<()> {
    let first = Resource::root(client).segment("pages").media().get();
    let mut page: Json = first.query("from", "0").send_raw().await?.json()?;
    let mut items = Vec::new();
    loop {
        let values = page["value"].as_array().cloned().unwrap_or_default();
        items.extend(values.iter().filter_map(Json::as_u64));
        let Some(link) = page["@odata.nextLink"].as_str() else {
            break;
        };
        let request = client.link(Method::GET, link, LinkPolicy::AllowedHosts);
        page = request.await?.json()?;
    }
    assert!(items.iter().copied().eq(0..50), "pages lost or doubled");
    Ok(())
}

/// The most memory that the process had, in MiB, where the system tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib >> 10)
}
