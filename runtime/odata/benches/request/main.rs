//! Requests: `cargo bench -p odata-client --bench request`.
//!
//! - `build`: from builder calls with query options to the bytes of the request, through the whole pipeline;
//! - `paging`: a collection read page by page over loopback, `list().items()` against plain reqwest with serde,
//!   first criterion's figures of each, then the ratio of rounds that alternate;
//! - `a million`: a million items read so, each way in processes of its own: throughput and peak memory.
//!
//! Where the machine has other things to do, only the ratio of the shortest rounds means something: client
//! and server share its cores, and medians differ by a factor of two from run to run.

mod build;
mod million;
mod model;
mod paging;
mod server;

use criterion::Criterion;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    if million::is_child() {
        return million::child();
    }
    let mut criterion = Criterion::default().configure_from_args();
    build::bench(&mut criterion)?;
    let base = server::start()?;
    let runs = paging::Runs::new(&base)?;
    paging::bench(&mut criterion, &runs);
    criterion.final_summary();
    // Criterion's own options (a filter, --test, --list) ask for less than all.
    if std::env::args()
        .skip(1)
        .all(|argument| argument == "--bench")
    {
        paging::ratio(&runs);
        million::compare(&base)?;
    }
    Ok(())
}
