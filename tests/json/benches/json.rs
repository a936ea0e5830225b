//! Reading and writing of replies, in bytes per second: the generated crate, serde's derive on the same types,
//! the same without enums over derived types, and `serde_json::Value`. All results are compared first.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use graph::models as ours;
use graph::odata_client::{Model, Page, codegen::{View, read_model, write_view}};
use json::{delta, drive_tree, event_messages, messages, users};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn read_ours<M: Model + Default>(text: &[u8]) -> M {
    let mut model = M::default();
    read_model(text, &mut model).expect("the generated crate reads it");
    model
}

fn write_ours(model: &dyn Model) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    write_view(&View::Model(model), &mut out);
    out
}

fn read_serde<T: DeserializeOwned>(text: &[u8]) -> T {
    serde_json::from_slice(text).expect("serde reads it")
}

fn write_serde<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("serde writes it")
}

/// Without what is null, in any order.
fn stripped(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let present = object.iter().filter(|(_, value)| !value.is_null());
            present
                .map(|(name, value)| (name.clone(), stripped(value)))
                .collect()
        }
        Value::Array(items) => items.iter().map(stripped).collect(),
        other => other.clone(),
    }
}

/// One reply in all four ways.
fn compare<Ours, Twin, Flat>(criterion: &mut Criterion, name: &str, reply: &Value)
where
    Ours: Model + Default,
    Twin: Serialize + DeserializeOwned,
    Flat: Serialize + DeserializeOwned,
{
    let text = write_serde(reply);
    let (model, twin, flat): (Ours, Twin, Flat) =
        (read_ours(&text), read_serde(&text), read_serde(&text));
    let expected = stripped(reply);
    for (whose, written) in [
        ("the generated crate", write_ours(&model)),
        ("the twin", write_serde(&twin)),
        ("the flat twin", write_serde(&flat)),
    ] {
        let back: Value = read_serde(&written);
        assert_eq!(
            stripped(&back),
            expected,
            "{whose} writes {name} as it read it"
        );
    }
    let mut group = criterion.benchmark_group(format!("read {name}"));
    group.throughput(Throughput::Bytes(text.len() as u64));
    let text = text.as_slice();
    group.bench_with_input(BenchmarkId::from_parameter("generated"), text, |b, text| {
        b.iter(|| read_ours::<Ours>(text))
    });
    group.bench_with_input(BenchmarkId::from_parameter("derive"), text, |b, text| {
        b.iter(|| read_serde::<Twin>(text))
    });
    group.bench_with_input(
        BenchmarkId::from_parameter("derive, flat"),
        text,
        |b, text| b.iter(|| read_serde::<Flat>(text)),
    );
    group.bench_with_input(BenchmarkId::from_parameter("Value"), text, |b, text| {
        b.iter(|| read_serde::<Value>(text))
    });
    group.finish();

    // Of the same length, whichever writes: nulls are left out.
    let value: Value = read_serde(&write_serde(&twin));
    let mut group = criterion.benchmark_group(format!("write {name}"));
    group.throughput(Throughput::Bytes(write_serde(&value).len() as u64));
    group.bench_function("generated", |b| b.iter(|| write_ours(black_box(&model))));
    group.bench_function("derive", |b| b.iter(|| write_serde(black_box(&twin))));
    group.bench_function("derive, flat", |b| b.iter(|| write_serde(black_box(&flat))));
    group.bench_function("Value", |b| b.iter(|| write_serde(black_box(&value))));
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let c = &mut criterion;
    compare::<Page<ours::User>, json::Page<twin::models::User>, json::Page<flat::models::User>>(
        c,
        "999 users",
        &users(),
    );
    compare::<
        Page<ours::Message>,
        json::Page<twin::models::Message>,
        json::Page<flat::models::Message>,
    >(c, "100 messages", &messages());
    // As users()/messages() are declared. The flat twin keeps what it does not know as JSON.
    compare::<
        Page<ours::Message>,
        json::Page<twin::models::Message>,
        json::Page<flat::models::Message>,
    >(c, "100 messages, some of meetings", &event_messages());
    compare::<ours::DriveItem, twin::models::DriveItem, flat::models::DriveItem>(
        c,
        "a drive of 40 levels",
        &drive_tree(40),
    );
    compare::<Page<ours::User>, json::Page<twin::models::User>, json::Page<flat::models::User>>(
        c,
        "500 changes",
        &delta(),
    );
    criterion.final_summary();
}
