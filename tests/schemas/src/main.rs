//! Reads and writes lists of values of schemas in four ways, and prints how fast: the generated crate, serde's derive on the same
//! types, the same without what is not declared, and how the first is to the others.
//!
//! All ways take turns, and the fastest of their turns counts. Results are compared first.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use service::service_client::{Field, Model, from_json, to_json};

/// How often each way has its turn, and how long one is.
const TURNS: usize = 12;
const TURN: Duration = Duration::from_millis(20);

fn main() {
    println!("| schema | properties | read | to derive | to derive that keeps | write | to derive | to derive that keeps |");
    println!("|---|---|---|---|---|---|---|---|");
    let rows: Vec<Row> = include!("../values/all.rs");
    for row in &rows {
        println!("{}", row.text);
    }
    let mean = |ratios: Vec<f64>| {
        let count = ratios.len().max(1);
        let sum: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
        (sum / f64::from(u32::try_from(count).unwrap_or(1))).exp()
    };
    for (at, what) in ["read, to derive", "read, to derive that keeps", "write, to derive", "write, to derive that keeps"]
        .iter()
        .enumerate()
    {
        let ratios = rows.iter().filter_map(|row| row.ratios[at]);
        println!("{what}: {:.2} in the geometric mean", mean(ratios.collect()));
    }
}

/// What was measured of a schema: the ratios are of reading, beside both twins, and of writing.
struct Row {
    text: String,
    ratios: [Option<f64>; 4],
}

fn compare<Ours, Twin, Plain>(name: &str, properties: usize, text: &[u8]) -> Row
where
    Ours: Model + Field + Clone + Default,
    Twin: Serialize + DeserializeOwned,
    Plain: Serialize + DeserializeOwned,
{
    let ours: Vec<Ours> = from_json(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let twin: Result<Vec<Twin>, _> = serde_json::from_slice(text);
    let plain: Result<Vec<Plain>, _> = serde_json::from_slice(text);
    let expected: Value = serde_json::from_slice(text).unwrap_or_default();
    let written: Value = serde_json::from_slice(&to_json(&ours)).unwrap_or_default();
    assert_eq!(without_null(&written), without_null(&expected), "{name} is written as it was read");

    let mut read = [None; 3];
    let mut write = [None; 3];
    for _ in 0..TURNS {
        turn(&mut read[0], || {
            black_box(from_json::<Vec<Ours>>(black_box(text)).is_ok());
        });
        turn(&mut write[0], || {
            black_box(to_json(black_box(&ours)).len());
        });
        if let Ok(plain) = &plain {
            turn(&mut read[1], || {
                black_box(serde_json::from_slice::<Vec<Plain>>(black_box(text)).is_ok());
            });
            turn(&mut write[1], || {
                black_box(serde_json::to_vec(black_box(plain)).is_ok());
            });
        }
        if let Ok(twin) = &twin {
            turn(&mut read[2], || {
                black_box(serde_json::from_slice::<Vec<Twin>>(black_box(text)).is_ok());
            });
            turn(&mut write[2], || {
                black_box(serde_json::to_vec(black_box(twin)).is_ok());
            });
        }
    }
    let ratio = |of: [Option<f64>; 3], at: usize| Some(of[at]? / of[0]?);
    let ratios = [ratio(read, 1), ratio(read, 2), ratio(write, 1), ratio(write, 2)];
    let mut row = format!("| {name} | {properties} |");
    for (times, ratios) in [(read, &ratios[..2]), (write, &ratios[2..])] {
        let size = u32::try_from(text.len()).map_or(f64::INFINITY, f64::from);
        let speed = times[0].map_or(0.0, |seconds| size / seconds / 1e6);
        let _ = write!(row, " {speed:.0} MB/s |");
        for ratio in ratios {
            let _ = match ratio {
                Some(ratio) => write!(row, " {ratio:.2} |"),
                None => write!(row, " cannot |"),
            };
        }
    }
    if let Err(error) = &plain {
        let _ = write!(row, " derive: {error}");
    }
    Row { text: row, ratios }
}

/// Without what is null, which serde's derive leaves out.
fn without_null(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let present = object.iter().filter(|(_, value)| !value.is_null());
            present.map(|(name, value)| (name.clone(), without_null(value))).collect()
        }
        Value::Array(items) => items.iter().map(without_null).collect(),
        other => other.clone(),
    }
}

/// Runs something for one turn, and keeps the seconds of the fastest run of all turns.
fn turn(fastest: &mut Option<f64>, run: impl Fn()) {
    let began = Instant::now();
    while began.elapsed() < TURN {
        let one = Instant::now();
        run();
        let took = one.elapsed().as_secs_f64();
        *fastest = Some(fastest.map_or(took, |before| before.min(took)));
    }
}
