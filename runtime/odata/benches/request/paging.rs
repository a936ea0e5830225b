//! A collection over all its pages: `list().items()`, and the same by hand with reqwest and serde.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use odata_client::{Client, Resource};

use crate::Result;
use crate::model::{PlainPage, User};
use crate::server::{ITEMS, PAGES};

const ROUNDS: usize = 600;

/// Both ways, with what they need.
pub(crate) struct Runs {
    base: String,
    client: Client,
    reqwest: reqwest::Client,
    runtime: tokio::runtime::Runtime,
}

impl Runs {
    pub(crate) fn new(base: &str) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        Ok(Self {
            base: base.to_owned(),
            client: Client::builder(base).build()?,
            reqwest: reqwest::Client::builder().build()?,
            runtime,
        })
    }

    /// Reads a collection through the stream of items; how many there are.
    pub(crate) fn read(&self, set: &str) -> Result<usize> {
        self.runtime.block_on(items(&self.client, set))
    }

    /// The same by hand.
    pub(crate) fn read_plain(&self, set: &str) -> Result<usize> {
        self.runtime.block_on(plain(&self.reqwest, &self.base, set))
    }

    fn ours(&self) {
        assert!(self.read("users").is_ok_and(|count| count == PAGES * ITEMS));
    }

    fn theirs(&self) {
        assert!(
            self.read_plain("users")
                .is_ok_and(|count| count == PAGES * ITEMS)
        );
    }
}

async fn items(client: &Client, set: &str) -> Result<usize> {
    let mut items = Resource::root(client).segment(set).list::<User>().items();
    let mut count = 0;
    while let Some(user) = items.try_next().await? {
        black_box(user);
        count += 1;
    }
    Ok(count)
}

async fn plain(client: &reqwest::Client, base: &str, set: &str) -> Result<usize> {
    let mut next = Some(format!("{base}/{set}"));
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

/// Criterion's figures of each.
pub(crate) fn bench(criterion: &mut Criterion, runs: &Runs) {
    let mut group = criterion.benchmark_group("paging");
    group.throughput(Throughput::Elements((PAGES * ITEMS) as u64));
    group.bench_function("list().items()", |bencher| bencher.iter(|| runs.ours()));
    group.bench_function("reqwest and serde_json", |bencher| {
        bencher.iter(|| runs.theirs());
    });
    group.finish();
}

/// The shortest and the middle one.
fn summary(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort_unstable();
    let at = |index: usize| times.get(index).map_or(f64::NAN, Duration::as_secs_f64);
    (at(0), at(times.len() / 2))
}

/// Prints throughput of `list().items()` by throughput of plain reqwest.
pub(crate) fn ratio(runs: &Runs) {
    let (mut ours, mut theirs) = (|| runs.ours(), || runs.theirs());
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
