//! The path that a method sends is followed back to the method: over the whole of Graph and over random services.

use std::fmt::Write as _;

use super::super::map::{Map, StepKind};
use super::super::routes::Routes;
use super::{Explorer, ZOO, explorer_with, graph};
use crate::api::{path, walk};
use crate::config::{KeyStyle, OperationNames};

/// Of the steps that have a method: those whose path leads elsewhere; and how many there are.
fn lost(explorer: &Explorer) -> (Vec<String>, usize) {
    let map = Map::new(explorer);
    let routes = Routes::new(&map);
    let api = &map.lowered.api;
    let offered = |edge| map.is_offered(edge);
    let mut lost = Vec::new();
    let mut all = 0;
    for node in map.nodes() {
        let Some(before) = routes.node(node) else {
            continue;
        };
        for step in map.steps(node) {
            if step.kind == StepKind::ByPath {
                continue;
            }
            let to = before.to(&step);
            // As the documentation has it, and with values.
            for text in std::iter::once(to.path).chain(to.sample) {
                all += 1;
                let segments = path::segments(&text).unwrap();
                let found = walk::follow(api, &segments, &offered).unwrap_or_default();
                let mut ends = found.iter().filter_map(|trail| trail.last());
                if !ends.any(|taken| taken.edge == step.edge) {
                    lost.push(text);
                }
            }
        }
    }
    (lost, all)
}

const STYLES: [(KeyStyle, OperationNames); 2] = [
    (KeyStyle::Segment, OperationNames::Unqualified),
    (KeyStyle::Parentheses, OperationNames::Qualified),
];

#[test]
fn paths_that_methods_send_are_followed_back_to_them() {
    for style in STYLES {
        let (lost, all) = lost(&explorer_with(ZOO.as_bytes(), &[], style));
        assert_eq!(lost, Vec::<String>::new());
        assert!(all > 30, "{all}");
    }
}

#[test]
fn paths_that_methods_of_the_whole_of_graph_send_are_followed_back_to_them() {
    let Some(bytes) = graph() else { return };
    let (lost, all) = lost(&explorer_with(&bytes, &[], STYLES[0]));
    assert_eq!(lost, Vec::<String>::new());
    assert!(all > 13_000, "{all}");
}

/// Numbers that look random, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

const SCALARS: [&str; 6] = [
    "Edm.String",
    "Edm.Int32",
    "Edm.Guid",
    "Edm.Boolean",
    "Edm.Date",
    "n.color",
];

fn entity(random: &mut Random, number: u64) -> String {
    let mut text = format!("<EntityType Name=\"t{number}\"");
    if number > 1 && random.below(3) == 0 {
        let base = random.below(number);
        let _ = write!(text, " BaseType=\"n.t{base}\">");
    } else {
        let parts = 1 + random.below(3);
        text.push_str("><Key>");
        for part in 0..parts {
            let _ = write!(text, "<PropertyRef Name=\"k{number}x{part}\"/>");
        }
        text.push_str("</Key>");
        for part in 0..parts {
            let ty = random.of(&SCALARS);
            let _ = write!(
                text,
                "<Property Name=\"k{number}x{part}\" Type=\"{ty}\" Nullable=\"false\"/>"
            );
        }
    }
    if random.below(3) == 0 {
        let _ = write!(text, "<Property Name=\"s{number}\" Type=\"Edm.Stream\"/>");
    }
    for navigation in 0..random.below(4) {
        let to = random.below(8);
        let ty = random.of(&["n.t", "Collection(n.t"]);
        let end = if ty.contains('(') { ")" } else { "" };
        let contained = random.below(2) == 0;
        let _ = write!(
            text,
            "<NavigationProperty Name=\"p{number}x{navigation}\" Type=\"{ty}{to}{end}\" ContainsTarget=\"{contained}\"/>"
        );
    }
    text + "</EntityType>"
}

/// Functions of one name have parameters of different names.
fn operation(random: &mut Random, number: u64) -> String {
    let kind = random.of(&["Function", "Action"]);
    let many = random.of(&["n.t", "Collection(n.t"]);
    let end = if many.contains('(') { ")" } else { "" };
    let to = random.below(8);
    let composable = if kind == "Function" && random.below(2) == 0 {
        " IsComposable=\"true\""
    } else {
        ""
    };
    // Functions have overloads.
    let name = match kind {
        "Function" => format!("f{}", number % 4),
        _ => format!("a{number}"),
    };
    let mut text = format!(
        "<{kind} Name=\"{name}\" IsBound=\"true\"{composable}><Parameter Name=\"it\" Type=\"{many}{to}{end}\"/>"
    );
    let least = u64::from(number > 3);
    for parameter in 0..least + random.below(2) {
        let ty = random.of(&SCALARS);
        let _ = write!(
            text,
            "<Parameter Name=\"a{number}x{parameter}\" Type=\"{ty}\" Nullable=\"false\"/>"
        );
    }
    if kind == "Function" {
        let returned = random.below(8);
        let many = random.of(&["n.t", "Collection(n.t"]);
        let end = if many.contains('(') { ")" } else { "" };
        let _ = write!(text, "<ReturnType Type=\"{many}{returned}{end}\"/>");
    }
    format!("{text}</{kind}>")
}

fn service(seed: u64) -> String {
    let mut random = Random(seed);
    let mut text = "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
                    <Schema Namespace=\"n\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\
                    <EnumType Name=\"color\"><Member Name=\"red\"/></EnumType>"
        .to_owned();
    (0..8).for_each(|number| text.push_str(&entity(&mut random, number)));
    (0..10).for_each(|number| text.push_str(&operation(&mut random, number)));
    text.push_str("<EntityContainer Name=\"c\">");
    for number in 0..3 {
        let ty = random.below(8);
        let _ = write!(
            text,
            "<EntitySet Name=\"e{number}\" EntityType=\"n.t{ty}\"/>"
        );
    }
    text + "<Singleton Name=\"one\" Type=\"n.t0\"/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"
}

#[test]
fn paths_that_methods_of_random_services_send_are_followed_back_to_them() {
    let mut tried = 0;
    for seed in 0..60 {
        for style in STYLES {
            let text = service(seed);
            let (lost, all) = lost(&explorer_with(text.as_bytes(), &[], style));
            assert_eq!(lost, Vec::<String>::new(), "{text}");
            tried += all;
        }
    }
    assert!(tried > 5_000, "{tried}");
}
