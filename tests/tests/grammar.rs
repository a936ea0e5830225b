//! URLs by the standard's own grammar. In: typed calls of generated crates, with random values. Out: the URLs that are
//! sent, each with the values that went into it, for `tests/abnf/judge.js`, which parses them by the OData ABNF and
//! reads every literal again. `.ci/abnf` runs it and sets `ABNF_JUDGE`; without, the test says so in one line.

#[path = "grammar/draw.rs"]
mod draw;
#[path = "grammar/names.rs"]
mod names;
#[path = "grammar/requests.rs"]
mod requests;

use std::io::Write;
use std::process::Command;
use std::sync::{Arc, Mutex};

use draw::Draw;
use odata_client::{
    BoxFuture, Bytes, Client, RawResponse,
    error::TransportError,
    http,
    request::ResponseFuture,
    settings::{EnumLiterals, ODataVersion},
    transport::Transport,
};
use tests::service::repository;

const BASE: &str = "https://garden.example/v1";
/// How many URLs there are of each client.
const OF_EACH: usize = 1100;

/// Keeps the URL of a request, below the base URL.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Option<String>>>);

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let url = request.uri().to_string();
        let url = url.strip_prefix(BASE).and_then(|url| url.strip_prefix('/'));
        *self.0.lock().unwrap() = url.map(str::to_owned);
        Box::pin(async { Ok(http::Response::new(Bytes::from_static(b"{\"value\":[]}"))) })
    }
}

/// The URL of a request that may be sent.
fn sent(
    recorder: &Recorder,
    runtime: &tokio::runtime::Runtime,
    request: ResponseFuture<RawResponse>,
) -> String {
    runtime.block_on(request).unwrap();
    recorder.0.lock().unwrap().take().unwrap()
}

/// A line for each URL of clients in these forms.
fn lines(seed: u8, version: ODataVersion, literals: EnumLiterals, out: &mut Vec<String>) {
    let recorder = Recorder::default();
    let client = Client::builder(BASE)
        .odata_version(version)
        .enum_literals(literals)
        .transport(recorder.clone())
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.unwrap();
    let mut draw = Draw::new(seed, literals == EnumLiterals::Short);
    for _ in 0..OF_EACH {
        let request = requests::request(&mut draw, &client);
        let url = sent(&recorder, &runtime, request);
        assert!(url.is_ascii(), "{url}");
        let values = draw.take();
        let forms = version.as_str();
        let line = serde_json::json!({"url": url, "forms": forms, "values": values});
        out.push(line.to_string());
    }
}

#[test]
fn urls_fit_the_grammar_and_hold_the_values_that_were_put_in() {
    let mut all = vec![names::names().to_string()];
    for (seed, version, literals) in [
        (1, ODataVersion::V4_0, EnumLiterals::Qualified),
        (2, ODataVersion::V4_01, EnumLiterals::Qualified),
        (3, ODataVersion::V4_01, EnumLiterals::Short),
    ] {
        lines(seed, version, literals, &mut all);
    }
    assert!(all.len() > 3000, "{}", all.len());
    if std::env::var_os("ABNF_JUDGE").is_none() {
        println!("ABNF_JUDGE is not set: no URL is judged by the grammar; see .ci/abnf");
        return;
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(all.join("\n").as_bytes()).unwrap();
    let folder = repository();
    let judge = Command::new("node")
        .arg(folder.join("tests/abnf/judge.js"))
        .arg("requests")
        .arg(folder.join("../shared/odata/abnf/odata-abnf-construction-rules.txt"))
        .arg(file.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&judge.stdout);
    println!("{said}");
    let errors = String::from_utf8_lossy(&judge.stderr);
    assert!(judge.status.success(), "{said}{errors}");
}
