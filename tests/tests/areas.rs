//! Parts of a service behind cargo features: which feature brings what, what is gated where, and that a crate compiles with
//! any of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use csdlgen::config::{Config, Crate, KeyStyle, OperationNames, Runtime};
use csdlgen::diff::{self, Version, compare};
use csdlgen::explore::{self, Explorer, Kind, Options};
use csdlgen::pipeline::{self, Source};
use csdlgen::select::{Feature, Features, Pattern};
use csdlgen::snippet::{Request, snippet};
use proptest::prelude::*;
use tests::compile::compiles;
use tests::gated::{Compiled, closed, sets};
use tests::generate::{by_path, generate};
use tests::service::{graph, repository};

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

fn fixture(name: &str) -> String {
    std::fs::read_to_string(repository().join("tests/fixtures").join(name)).unwrap()
}

fn config(always: &[&str], features: &[(&str, &[&str])]) -> Crate {
    let patterns = |texts: &[&str]| {
        let patterns = texts.iter().map(|text| Pattern::parse(text).unwrap());
        patterns.collect::<Vec<_>>()
    };
    let mut config = Crate::new("office").unwrap();
    config.key_style = KeyStyle::Segment;
    config.operations = OperationNames::Unqualified;
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

/// The office in three parts.
fn office() -> Crate {
    config(
        &["/users/*"],
        &[
            ("calendar", &["/users/*/events/**", "/users/*/free"]),
            ("files", &["/drives/**", "/desk/**"]),
            ("mail", &["/users/*/messages/**"]),
        ],
    )
}

fn files(document: &str, config: &Crate) -> BTreeMap<String, String> {
    by_path(generate(document, config).unwrap_or_else(|errors| panic!("{errors}")))
}

#[test]
fn parts_are_gated_where_they_are_mentioned() {
    let files = files(&fixture("areas.csdl"), &office());
    let shown = [
        "Cargo.toml",
        "src/lib.rs",
        "src/models/mod.rs",
        "src/models/user.rs",
        "src/models/message.rs",
        "src/models/desk.rs",
    ];
    let mut text = String::new();
    for path in shown {
        writeln!(text, "=== {path}\n{}", files[path]).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_readme_lists_features() {
    let files = files(&fixture("areas.csdl"), &office());
    let readme = &files["README.md"];
    let table = readme.split("## Features").nth(1).unwrap();
    insta::assert_snapshot!(table.split("The feature `properties`").next().unwrap());
}

#[test]
fn segments_that_paths_begin_with_can_be_features() {
    let mut config = office();
    config.selection.features = Features::BySegment;
    let files = files(&fixture("areas.csdl"), &config);
    let readme = &files["README.md"];
    let table = readme.split("|---|---|---:|---:|\n").nth(1).unwrap();
    insta::assert_snapshot!(table.split("\n\n").next().unwrap());
}

#[test]
fn without_features_nothing_is_gated() {
    let mut config = office();
    config.selection.features = Features::None;
    for (path, contents) in files(&fixture("areas.csdl"), &config) {
        let gated = contents.replace("#[cfg(feature = \"properties\")]", "");
        assert!(!gated.contains("cfg("), "{path}");
    }
}

fn refused(settings: &str) -> String {
    let text = format!("[crates.a]\nmetadata = \"a.csdl\"\nout = \"a\"\n{settings}");
    Config::parse("csdlgen.toml", &text, Path::new("")).map_or_else(
        |errors| errors.to_string(),
        |config| {
            let errors = generate(&fixture("areas.csdl"), &config.targets[0].options);
            errors.unwrap_err().to_string()
        },
    )
}

#[test]
fn mistakes_in_the_table_are_told_with_their_places() {
    let mut text = String::new();
    for settings in [
        "features = \"segments\"",
        "features = [\"mail\"]",
        "[crates.a.features]\nserde = [\"/users\"]",
        "[crates.a.features]\nfull = [\"/users\"]",
        "[crates.a.features]\n\"no name\" = [\"/users\"]",
        "[crates.a.features]\nmail = [\"/user/*/messages\"]",
        "[crates.a.features]\nmail = [\"office.massage\"]",
        "[crates.a.features]\nalways = [\"/users/*/mails/**\"]",
        "[crates.a.features]\nmail = \"/users\"",
        "[crates.a.features]\nmail = [\"users messages\"]",
    ] {
        writeln!(
            text,
            "{settings}\n  {}",
            refused(settings).replace('\n', "\n  ")
        )
        .unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_mentioned_is_there() {
    let files = files(&fixture("areas.csdl"), &office());
    closed(&files, &sets(&["calendar", "files", "mail"]));
}

const PATTERNS: &[&str] = &[
    "/shelves",
    "/shelves/**",
    "/shelves/*/books",
    "/shelves/*/books/**",
    "/shelves/*/books/*/notes/**",
    "/shelves/*/books/*/lend",
    "/shelves/*/books/*/binding/**",
    "/people",
    "/people/**",
    "/people/*/library.member/**",
    "/desk",
    "/desk/**",
    "/desk/shelves/**",
    "/close",
    "library.warning",
    "library.metric",
    "/**",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_patterns_close_over_what_they_need(
        chosen in proptest::collection::vec(
            proptest::collection::vec(0..PATTERNS.len(), 1..4), 1..5,
        ),
        always in proptest::collection::vec(0..PATTERNS.len(), 0..2),
    ) {
        let names = ["alpha", "beta", "gamma", "delta"];
        let texts = |numbers: &[usize]| numbers.iter().map(|at| PATTERNS[*at]).collect::<Vec<_>>();
        let chosen: Vec<Vec<&str>> = chosen.iter().map(|numbers| texts(numbers)).collect();
        let features: Vec<(&str, &[&str])> =
            names.into_iter().zip(chosen.iter().map(Vec::as_slice)).collect();
        let config = config(&texts(&always), &features);
        let files = files(&fixture("select.csdl"), &config);
        let names: Vec<&str> = features.iter().map(|(name, _)| *name).collect();
        closed(&files, &sets(&names));
    }
}

#[test]
fn the_first_segments_of_graph_close_over_what_they_need() {
    let Some(path) = graph() else { return };
    let mut config = config(&[], &[]);
    config.docs = csdlgen::config::Docs::None;
    config.selection.features = Features::BySegment;
    let document = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
    let files = files(&document, &config);
    let on = [vec!["sites"], vec!["directory", "education"]];
    for on in on {
        let compiled = Compiled::new(&files, &on);
        assert_eq!(compiled.dangling(), Vec::<String>::new(), "with {on:?}");
    }
}

#[test]
fn snippets_say_which_features_they_need() {
    let source = Source {
        name: "areas.csdl".to_owned(),
        bytes: fixture("areas.csdl").into_bytes(),
    };
    let plan = pipeline::plan(&source, &office()).unwrap().plan;
    let needs = |request: &str| {
        let request = Request::parse(&format!("{request}\n"), None).unwrap();
        let rust = snippet(&plan, "office", &request).unwrap().to_rust();
        let first = rust.lines().next().unwrap_or_default();
        first
            .strip_prefix("// with the ")
            .unwrap_or("nothing")
            .to_owned()
    };
    assert_eq!(needs("GET /users/1"), "nothing");
    assert_eq!(
        needs("GET /users/1/messages"),
        "feature `mail` of the generated crate"
    );
    assert_eq!(
        needs("GET /desk/inbox"),
        "features `files` and `mail` of the generated crate"
    );
    assert_eq!(
        needs("GET /users/1/free"),
        "feature `calendar` of the generated crate"
    );
}

#[test]
fn answers_say_which_features_they_need() {
    let source = Source {
        name: "areas.csdl".to_owned(),
        bytes: fixture("areas.csdl").into_bytes(),
    };
    let office = Explorer::read(&source, &office()).unwrap();
    let explained = |text: &str| {
        let found = office.explain(text).unwrap();
        found.first().map(|it| it.needs.to_string()).unwrap()
    };
    assert!(office.explain("/users/1").unwrap()[0].needs.is_always());
    assert_eq!(explained("/users/1/messages"), "feature `mail`");
    assert_eq!(explained("/desk/inbox"), "features `files` and `mail`");
    assert_eq!(explained("/users/1/free"), "feature `calendar`");
    assert_eq!(explained("office.message"), "feature `mail`");
    let text = explore::render_explanations(&office.explain("office.message/meeting").unwrap());
    assert!(text.contains("features `calendar` and `mail`"), "{text}");

    let options = Options {
        limit: 1,
        kinds: vec![Kind::Type],
    };
    // By the path that is shown, which leads through the desk.
    let found = office.search("message", &options);
    let needs = "features `files` and `mail`";
    assert_eq!(found.hits[0].needs.to_string(), needs);
    let text = explore::render_found(&found);
    assert!(text.contains(&format!("needs {needs}")), "{text}");

    // In a tree, where it differs from what is above.
    let tree = office.show("/users/1", 2).unwrap();
    let text = explore::render_tree(&tree);
    let line = |name: &str| {
        text.lines()
            .find(|line| line.contains(name))
            .unwrap_or_default()
    };
    assert!(line("messages").contains("feature `mail`"), "{text}");
    assert!(!line("manager").contains("feature"), "{text}");
    assert!(!line("attachments").contains("feature"), "{text}");
    let json = serde_json::to_value(&tree).unwrap();
    assert!(json.get("features").is_none(), "{json}");
    let children = json["children"].as_array().unwrap();
    let messages = children
        .iter()
        .find(|it| it["segment"] == "messages")
        .unwrap();
    assert_eq!(messages["features"], serde_json::json!([["mail"]]));
}

fn version(text: &str, config: &Crate) -> Version {
    let source = Source {
        name: "areas.csdl".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let read = Version::read(&source, config);
    read.unwrap_or_else(|errors| panic!("{errors}")).0
}

/// What has changed from one description to another, for a crate with features: what it means, and what has happened.
fn changed(old: &str, new: &str, config: &Crate) -> Vec<String> {
    let comparison = compare(&version(old, config), &version(new, config), None);
    let told = comparison.changes.iter().map(|change| {
        let (class, kind) = (change.class.word(), change.kind.word());
        let mut told = format!(
            "{class}: {} {kind} {}",
            change.element.word(),
            change.subject
        );
        if let (diff::Kind::Feature, Some(old), Some(new)) = (change.kind, &change.old, &change.new)
        {
            let _ = write!(told, ", {old} → {new}");
        }
        told
    });
    told.collect()
}

#[test]
fn what_moves_behind_a_feature_is_told() {
    let before = fixture("areas.csdl");
    let property = "<Property Name=\"attendees\" Type=\"Collection(office.recipient)\"/>";
    let after = before.replacen(property, "", 1);
    assert_ne!(before, after);
    let gone = changed(&before, &after, &office());
    let moved = "complex type feature office.recipient, feature `calendar`, `files` or `mail` → feature `files` or `mail`";
    assert!(gone.contains(&format!("breaking: {moved}")), "{gone:#?}");
    let come = changed(&after, &before, &office());
    let moved = "complex type feature office.recipient, feature `files` or `mail` → feature `calendar`, `files` or `mail`";
    assert!(come.contains(&format!("additive: {moved}")), "{come:#?}");
    assert!(
        !come.iter().any(|told| told.starts_with("breaking")),
        "{come:#?}"
    );
    assert_eq!(changed(&before, &before, &office()), Vec::<String>::new());
}

#[test]
fn features_that_come_or_go_are_told() {
    let mut config = office();
    config.selection.features = Features::BySegment;
    let before = fixture("areas.csdl");
    let line = before
        .lines()
        .find(|line| line.contains("Name=\"desk\" Type="));
    let after = before.replacen(line.unwrap(), "", 1);
    let gone = changed(&before, &after, &config);
    assert!(
        gone.contains(&"breaking: feature removed desk".to_owned()),
        "{gone:#?}"
    );
    let come = changed(&after, &before, &config);
    assert!(
        come.contains(&"additive: feature added desk".to_owned()),
        "{come:#?}"
    );
    // Beside a crate without features, one line says it.
    let mut plain = config.clone();
    plain.selection.features = Features::None;
    let told = compare(&version(&before, &plain), &version(&before, &config), None);
    assert_eq!(told.changes.len(), 1, "{:#?}", told.changes);
    assert_eq!(told.gravest(), Some(diff::Class::Breaking));
}

#[test]
fn build_scripts_generate_all_parts() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("csdlgen.toml");
    std::fs::write(folder.path().join("areas.csdl"), fixture("areas.csdl")).unwrap();
    let text = "[crates.office]\nmetadata = \"areas.csdl\"\nout = \"office\"\n\
                [crates.office.features]\nmail = [\"/users/*/messages/**\"]\n";
    std::fs::write(&config, text).unwrap();
    let builder = csdlgen::Builder::configured(&config, "office").unwrap();
    let built = builder.out_dir(folder.path()).generate().unwrap();
    let text = std::fs::read_to_string(&built.file).unwrap();
    assert!(text.contains("pub fn messages("), "{text}");
    assert!(!text.contains("feature = "), "{text}");
}

/// Writes the crate of the office into a folder of its own, with the workspace's lock, so that nothing is fetched.
fn written() -> PathBuf {
    let mut config = office();
    config.runtime = Runtime::path(repository().join("runtime/odata").to_string_lossy()).unwrap();
    let folder = Path::new(TEMPORARY).join("office");
    std::fs::remove_dir_all(&folder).ok();
    for (path, mut contents) in files(&fixture("areas.csdl"), &config) {
        if path == "Cargo.toml" {
            contents.push_str("\n[workspace]\n");
        }
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
    }
    std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

#[test]
fn any_features_compile_without_a_warning() {
    let folder = written();
    for on in sets(&["calendar", "files", "mail"]) {
        for more in ["", "properties,serde"] {
            let features = format!("{},{more}", on.join(","));
            let lint = [
                "clippy",
                "-q",
                "--no-default-features",
                "--features",
                &features,
            ];
            compiles(
                TEMPORARY,
                &folder,
                &[&lint[..], &["--", "-D", "warnings"]].concat(),
            );
        }
    }
    for features in ["mail", "full,properties,serde"] {
        let document = [
            "doc",
            "-q",
            "--no-deps",
            "--no-default-features",
            "--features",
            features,
        ];
        compiles(TEMPORARY, &folder, &document);
    }
}
