//! Parts of a service that OpenAPI describes behind cargo features: which feature brings what, and that nothing is mentioned
//! that is off.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use csdlgen::config::Crate;
use csdlgen::explore::{Explorer, Options};
use csdlgen::pipeline::{self, Source};
use csdlgen::select::{Feature, Features, Pattern};
use csdlgen::snippet::{Body, Request, snippet};
use tests::gated::{closed, sets};
use tests::generate::by_path;
use tests::service::repository;

fn config(always: &[&str], features: &[(&str, &[&str])]) -> Crate {
    let patterns = |texts: &[&str]| {
        let patterns = texts.iter().map(|text| Pattern::parse(text).unwrap());
        patterns.collect::<Vec<_>>()
    };
    let mut config = Crate::new("example").unwrap();
    config.selection.features = Features::Named {
        always: patterns(always),
        features: features
            .iter()
            .map(|(name, texts)| Feature {
                name: (*name).to_owned(),
                patterns: patterns(texts),
            })
            .collect(),
    };
    config
}

fn files(name: &str, bytes: Vec<u8>, config: &Crate) -> Result<BTreeMap<String, String>, String> {
    let source = Source {
        name: name.to_owned(),
        bytes,
    };
    let generated = pipeline::run(&source, config).map_err(|errors| errors.to_string())?;
    Ok(by_path(generated))
}

fn petshop(config: &Crate) -> Result<BTreeMap<String, String>, String> {
    let path = repository().join("tests/fixtures/petshop.yaml");
    files("petshop.yaml", std::fs::read(path).unwrap(), config)
}

/// The shop in three parts.
fn parts() -> Crate {
    let features: [(&str, &[&str]); 3] = [
        ("chat", &["/chat"]),
        ("orders", &["/orders/**"]),
        ("photos", &["/pets/*/photo"]),
    ];
    config(&[], &features)
}

#[test]
fn places_and_what_their_requests_need_are_gated() {
    let files = petshop(&parts()).unwrap();
    let shown = ["Cargo.toml", "src/requests/mod.rs", "src/models/mod.rs"];
    let mut text = String::new();
    for path in shown {
        writeln!(text, "=== {path}\n{}", files[path]).unwrap();
    }
    // The methods that lead on, and the statics of schemes.
    for path in ["src/client.rs", "src/requests/pets_item.rs"] {
        writeln!(text, "=== {path}").unwrap();
        let lines: Vec<&str> = files[path].lines().collect();
        let gated = lines.windows(2).filter(|pair| {
            pair[0].contains("cfg(") || pair[0].contains("Needs") || pair[0].contains("dead_code")
        });
        for pair in gated {
            writeln!(text, "{}\n{}", pair[0], pair[1]).unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_mentioned_is_there() {
    let files = petshop(&parts()).unwrap();
    closed(&files, &sets(&["chat", "orders", "photos"]));
    // All is in one part: without it, the client is there alone.
    let files = petshop(&config(&[], &[("all", &["/**"])])).unwrap();
    closed(&files, &sets(&["all"]));
    let mut by_segment = parts();
    by_segment.selection.features = Features::BySegment;
    let files = petshop(&by_segment).unwrap();
    closed(&files, &sets(&["chat", "hours", "orders", "pets"]));
}

#[test]
fn answers_say_which_feature_something_needs() {
    let path = repository().join("tests/fixtures/petshop.yaml");
    let source = Source {
        name: "petshop.yaml".to_owned(),
        bytes: std::fs::read(path).unwrap(),
    };
    let explorer = Explorer::read(&source, &parts()).unwrap();
    let needs = |text: &str| {
        let found = explorer.explain(text).unwrap();
        found.first().unwrap().needs.to_string()
    };
    assert_eq!(needs("/orders").as_str(), "feature `orders`");
    assert_eq!(needs("/pets/7/photo").as_str(), "feature `photos`");
    assert_eq!(needs("Order").as_str(), "feature `orders`");
    assert!(explorer.explain("/hours").unwrap()[0].needs.is_always());
    let options = Options {
        kinds: Vec::new(),
        limit: 20,
    };
    let found = explorer.search("orders", &options);
    assert!(
        found
            .hits
            .iter()
            .any(|hit| hit.needs.to_string() == "feature `orders`")
    );
    let tree = explorer.show("/orders", 1).unwrap();
    assert_eq!(tree.root.needs.to_string(), "feature `orders`");

    let plan = pipeline::plan(&source, &parts()).unwrap().plan;
    let request = Request::new("POST", "/chat", None, &[], Body::read("{}")).unwrap();
    let snippet = snippet(&plan, "petshop", &request).unwrap();
    assert_eq!(snippet.needs.to_string(), "feature `chat`");
}

#[test]
fn without_features_nothing_is_gated() {
    for (path, contents) in petshop(&Crate::new("example").unwrap()).unwrap() {
        let gated = contents.contains("cfg(") || contents.contains("dead_code");
        assert!(!gated, "{path}");
    }
}

#[test]
fn patterns_that_select_nothing_are_refused() {
    let error = petshop(&config(&[], &[("pets", &["/cats/**"])])).unwrap_err();
    assert!(error.contains("/cats/**"), "{error}");
    let mut lenient = config(&[], &[("pets", &["/cats/**"])]);
    lenient.selection.lenient = true;
    petshop(&lenient).unwrap();
}

/// Real services by the segments that their paths begin with: each alone, and all.
#[test]
fn parts_of_real_services_close_over_what_they_need() {
    for name in ["nexus.json", "tictactoe.json"] {
        let path = repository().join("../shared/openapi").join(name);
        let Ok(bytes) = std::fs::read(&path) else {
            println!("{} is not there: its parts are not tried", path.display());
            continue;
        };
        let mut config = Crate::new("example").unwrap();
        config.selection.features = Features::BySegment;
        let files = files(name, bytes, &config).unwrap();
        let manifest: toml::Table = files["Cargo.toml"].parse().unwrap();
        let features = manifest["features"].as_table().unwrap();
        let taken = ["default", "full", "hyper", "serde"];
        let own = features.keys().map(String::as_str);
        let own: Vec<&str> = own.filter(|name| !taken.contains(name)).collect();
        assert!(!own.is_empty(), "{name}");
        let mut alone: Vec<Vec<&str>> = own.iter().map(|name| vec![*name]).collect();
        alone.extend([vec![], own]);
        closed(&files, &alone);
    }
}

#[test]
fn segments_of_any_signs_make_features_and_patterns() {
    let document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n\
        \x20 /items#folders:\n    get: {operationId: folders, responses: {'204': {description: D}}}\n\
        \x20 /items:\n    get: {operationId: items, responses: {'204': {description: D}}}\n\
        \x20 /@me:\n    get: {operationId: me, responses: {'204': {description: D}}}\n";
    let written = |config: &Crate| files("t.yaml", document.as_bytes().to_vec(), config);
    let mut parts = config(&[], &[]);
    parts.selection.features = Features::BySegment;
    let files = written(&parts).unwrap();
    let manifest = &files["Cargo.toml"];
    assert!(manifest.contains("# /items%23folders/**"), "{manifest}");
    for feature in ["items", "items-folders", "me"] {
        assert!(
            manifest.contains(&format!("\n{feature} = []\n")),
            "{manifest}"
        );
    }

    let mut selected = Crate::new("example").unwrap();
    selected.selection.include = vec![Pattern::parse("/items%23folders").unwrap()];
    let files = written(&selected).unwrap();
    assert!(
        files.contains_key("src/requests/items_folders.rs"),
        "{:?}",
        files.keys()
    );
    assert!(!files.contains_key("src/requests/items.rs"));
    for invalid in ["/a%2", "/a%zz", "/a%61", "/a%ff", "/a b"] {
        assert!(Pattern::parse(invalid).is_err(), "{invalid}");
    }
}
