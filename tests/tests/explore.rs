//! Looking around: trees, hits and explanations of the embedded metadata, of a small odd service and, where it is
//! there, of the whole of Graph.

use std::path::Path;

use csdlgen::config::{Config, Crate, KeyStyle, OperationNames};
use csdlgen::explore::{
    Explorer, Kind, Match, Options, render_explanations, render_found, render_tree,
};
use csdlgen::pipeline::Source;
use serde_json::Value;
use tests::service::{graph, repository};

fn read(path: &Path, options: &Crate) -> Explorer {
    let source = Source {
        name: "test.csdl".to_owned(),
        bytes: std::fs::read(path).unwrap(),
    };
    Explorer::read(&source, options).unwrap_or_else(|errors| panic!("{errors}"))
}

fn communications() -> Explorer {
    let config = Config::read(&repository().join("csdlgen.toml")).unwrap();
    let target = config
        .targets
        .iter()
        .find(|target| target.key == "communications");
    let options = target.unwrap().load().unwrap();
    read(&repository().join("metadata/communications.csdl"), &options)
}

/// With keys in parentheses.
fn garden() -> Explorer {
    let options = Crate::new("garden").unwrap();
    read(&repository().join("tests/fixtures/explore.csdl"), &options)
}

fn whole() -> Option<Explorer> {
    let mut options = Crate::new("graph").unwrap();
    options.key_style = KeyStyle::Segment;
    options.operations = OperationNames::Unqualified;
    Some(read(&graph()?, &options))
}

fn options(limit: usize, kinds: &[Kind]) -> Options {
    Options {
        limit,
        kinds: kinds.to_vec(),
    }
}

/// A text without styles.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    out + rest
}

fn tree(explorer: &Explorer, path: &str, depth: usize) -> String {
    match explorer.show(path, depth) {
        Ok(tree) => plain(&render_tree(&tree)),
        Err(error) => format!("{error}\n"),
    }
}

fn hits(explorer: &Explorer, text: &str, limit: usize) -> String {
    plain(&render_found(&explorer.search(text, &options(limit, &[]))))
}

fn explained(explorer: &Explorer, what: &str) -> String {
    match explorer.explain(what) {
        Ok(all) => plain(&render_explanations(&all)),
        Err(error) => format!("{error}\n"),
    }
}

/// Each answer below its question.
fn answers(questions: &[&str], answer: impl Fn(&str) -> String) -> String {
    let all = questions
        .iter()
        .map(|q| format!("== {}\n{}", q.escape_debug(), answer(q)));
    all.collect()
}

#[test]
fn trees_show_what_can_be_sent() {
    let explorer = communications();
    let paths = [
        "/",
        "/communications",
        "/communications/calls",
        "https://graph.microsoft.com/v1.0/communications/calls/57dab8b1",
        "microsoft.graph.participant",
        "/communications/calls/1/participants('2')",
        "/communications/Calls/1/nothing",
    ];
    insta::assert_snapshot!(answers(&paths, |path| tree(&explorer, path, 1)));
}

#[test]
fn trees_of_odd_services_end() {
    let explorer = garden();
    // Beds hold beds: what is unfolded once is not unfolded again, however deep the tree may be.
    let deep = tree(&explorer, "/", 1_000_000);
    assert!(deep.lines().count() < 60, "{deep}");
    assert!(deep.contains("as below /"));
    insta::assert_snapshot!(deep);
}

#[test]
fn depth_says_how_much_is_shown() {
    let explorer = communications();
    let lines = |depth| tree(&explorer, "/communications", depth).lines().count();
    assert!(lines(0) < lines(1) && lines(1) < lines(2) && lines(2) < lines(3));
    assert!(tree(&explorer, "/communications", 0).contains("below it (--depth)"));
}

#[test]
fn the_best_hits_come_first() {
    let explorer = communications();
    insta::assert_snapshot!(answers(
        &[
            "recording",
            "updateRecordingStatus",
            "update status",
            "callState",
            "compliance recording"
        ],
        |text| hits(&explorer, text, 4)
    ));
}

#[test]
fn hits_of_odd_services() {
    let explorer = garden();
    let words = [
        "season",
        "grows",
        "soil",
        "sun hours",
        "height",
        "lonely",
        "tallest",
        "photo",
        "turned",
    ];
    insta::assert_snapshot!(answers(&words, |text| hits(&explorer, text, 20)));
}

#[test]
fn kinds_and_the_limit_narrow_a_search() {
    let explorer = communications();
    let found = explorer.search("call", &options(3, &[Kind::Type]));
    assert_eq!(found.hits.len(), 3);
    assert!(found.total > 3);
    assert!(found.hits.iter().all(|hit| hit.kind == Kind::Type));
    assert_eq!(found.hits[0].fit, Match::Name);
    let none = explorer.search("  ", &options(3, &[]));
    assert_eq!((none.total, none.hits.len()), (0, 0));
}

#[test]
fn explanations_say_what_it_is_in_rust() {
    let explorer = communications();
    let questions = [
        "/communications/calls/57dab8b1/updateRecordingStatus",
        "/communications/calls",
        "/communications/calls/1/mediaState/audio",
        "callState",
        "microsoft.graph.call/state",
        "microsoft.graph.call/participants",
        "subscribeToTone",
        "cal",
        "call/stat",
        "/communications/calls/1/updateRecordingState",
    ];
    insta::assert_snapshot!(answers(&questions, |what| explained(&explorer, what)));
}

#[test]
fn explanations_of_odd_services() {
    let explorer = garden();
    let questions = [
        "bed",
        "garden.bed/sunHours",
        "/beds",
        "/beds('1')/garden.water",
        "water",
        "tallest",
        "/beds('1')/plants/garden.tallest(than=2)/photo",
        "/best/plants(row=1,place=2)",
        "season/winter",
        "lonely",
        "",
        "/beds('\u{1b}[31m')/\u{202e}nothing",
    ];
    insta::assert_snapshot!(answers(&questions, |what| explained(&explorer, what)));
}

#[test]
fn nothing_that_a_terminal_obeys_is_said() {
    let explorer = garden();
    let mut said = vec![tree(&explorer, "/", 9), hits(&explorer, "e", 1000)];
    for what in [
        "bed",
        "plant",
        "bed/sunHours",
        "\u{1b}]0;x\u{7}",
        "/beds/\u{9b}31m",
    ] {
        said.push(explained(&explorer, what));
        said.push(
            explorer
                .show(what, 1)
                .err()
                .map_or(String::new(), |error| error.to_string()),
        );
        said.push(serde_json::to_string(&explorer.explain(what).ok()).unwrap());
    }
    said.push(serde_json::to_string(&explorer.search("turned", &options(9, &[]))).unwrap());
    assert!(said.iter().any(|text| text.contains("turned")));
    for text in &said {
        let bad = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!text.contains(bad), "{text:?}");
    }
}

/// The names of an object's fields.
fn fields(value: &Value) -> Vec<&str> {
    let object = value.as_object().unwrap();
    object.keys().map(String::as_str).collect()
}

#[test]
fn json_has_the_documented_fields() {
    let explorer = communications();
    let tree = serde_json::to_value(explorer.show("/communications", 1).unwrap()).unwrap();
    let branch = [
        "segment",
        "kind",
        "path",
        "rust",
        "type",
        "verbs",
        "parameters",
        "deprecated",
        "same_as",
        "hidden",
        "children",
    ];
    assert_eq!(fields(&tree), branch);
    assert_eq!(fields(&tree["children"][0]), branch);
    let found = explorer.search("updateRecordingStatus", &options(1, &[]));
    let found = serde_json::to_value(found).unwrap();
    assert_eq!(fields(&found), ["total", "hits"]);
    let hit = &found["hits"][0];
    assert_eq!(
        fields(hit),
        [
            "kind",
            "name",
            "match",
            "path",
            "rust",
            "description",
            "deprecated"
        ]
    );
    assert_eq!(hit["match"], "name");
    assert_eq!(hit["kind"], "operation");
    let explained =
        serde_json::to_value(explorer.explain("updateRecordingStatus").unwrap()).unwrap();
    let explained = &explained[0];
    assert_eq!(
        fields(explained),
        [
            "name",
            "kind",
            "path",
            "rust",
            "description",
            "items",
            "verbs",
            "fields",
            "parameters",
            "returns",
            "permissions",
            "capabilities",
            "deprecated",
            "reference",
            "example",
        ]
    );
    assert_eq!(
        fields(&explained["parameters"][0]),
        ["name", "wire", "type", "required", "description"]
    );
    assert_eq!(fields(&explained["items"][0]), ["kind", "path"]);
}

#[test]
fn the_whole_of_graph_is_searched() {
    let Some(explorer) = whole() else { return };
    let found = explorer.search("updateRecordingStatus", &options(1, &[]));
    let hit = &found.hits[0];
    assert_eq!(hit.name, "microsoft.graph.updateRecordingStatus");
    assert_eq!(
        hit.path.as_deref(),
        Some("/communications/calls/{id}/updateRecordingStatus")
    );
    assert_eq!(
        hit.rust.as_deref(),
        Some("client.communications().calls().by_id(id).update_recording_status(status)")
    );
    // A word that stands in descriptions only.
    let found = explorer.search("issues a wipe operation", &options(9, &[]));
    assert!(
        found
            .hits
            .iter()
            .any(|hit| hit.fit == Match::Description && hit.description.is_some())
    );
    let user = &explorer.search("user", &options(1, &[Kind::Type])).hits[0];
    assert_eq!(
        (user.name.as_str(), user.path.as_deref()),
        ("microsoft.graph.user", Some("/me"))
    );
}

#[test]
fn the_whole_of_graph_is_shown_to_any_depth() {
    let Some(explorer) = whole() else { return };
    let me = explorer.show("/me", 1).unwrap();
    assert!(
        me.root
            .children
            .iter()
            .any(|child| child.segment == "messages")
    );
    let all = tree(&explorer, "/", usize::MAX);
    let lines = all.lines().count();
    assert!(lines > 3_000 && lines < 200_000, "{lines}");
}

#[test]
fn paths_that_are_found_are_paths_that_are_explained() {
    let Some(explorer) = whole() else { return };
    let found = explorer.search("e", &options(60, &[Kind::Operation, Kind::Resource]));
    for hit in &found.hits {
        let Some(path) = &hit.path else { continue };
        let explained = explorer
            .explain(path)
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(
            explained.iter().any(|one| one.rust == hit.rust),
            "{path}: {:?} is not among {:?}",
            hit.rust,
            explained.iter().map(|one| &one.rust).collect::<Vec<_>>()
        );
    }
}
