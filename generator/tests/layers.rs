//! Which room of the generator imports which, read from the sources: dependencies point one way.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms that it may import: those that it does without, it shall go on to do without. The rooms of
/// `odata` are named by themselves.
const RULES: &[(&str, &[&str])] = &[
    // Leaves.
    ("text", &[]),
    ("bounded", &[]),
    // A file in memory: what `emit` makes and `output` writes.
    ("file", &["text"]),
    ("known", &[]),
    ("terms", &[]),
    ("diagnostic", &["text"]),
    ("limits", &["diagnostic"]),
    ("place", &["diagnostic"]),
    // JSON of any description.
    ("json", &["diagnostic", "limits", "place"]),
    // The service, whatever describes it.
    ("api", &[]),
    // What the service says.
    ("csdl", &["diagnostic", "json", "limits", "place", "text"]),
    (
        "model",
        &["api", "csdl", "diagnostic", "known", "terms", "text"],
    ),
    ("vocabulary", &["csdl", "model", "terms", "text"]),
    ("conventions", &["model"]),
    (
        "lower",
        &[
            "api",
            "conventions",
            "diagnostic",
            "model",
            "text",
            "vocabulary",
        ],
    ),
    ("fetch", &["csdl", "text"]),
    (
        "references",
        &["csdl", "diagnostic", "fetch", "known", "model", "text"],
    ),
    (
        "fixup",
        &[
            "api",
            "bounded",
            "conventions",
            "csdl",
            "diagnostic",
            "model",
            "terms",
            "text",
        ],
    ),
    (
        "openapi",
        &["api", "bounded", "diagnostic", "json", "limits", "place"],
    ),
    // What of it is wanted.
    ("select", &["api", "diagnostic", "lower", "text"]),
    // What is written on disk.
    ("output", &["bounded", "file", "text"]),
    // A part of a description, tried by generating from it.
    (
        "reduce",
        &[
            "api",
            "config",
            "csdl",
            "diagnostic",
            "known",
            "lower",
            "model",
            "openapi",
            "output",
            "pipeline",
            "plan",
            "select",
            "terms",
        ],
    ),
    // A first package of a service.
    (
        "starter",
        &["api", "diagnostic", "lower", "plan", "select", "text"],
    ),
    // What a crate offers, read from its files.
    ("outline", &["bounded", "output"]),
    // What becomes of it in Rust.
    (
        "plan",
        &[
            "api",
            "conventions",
            "diagnostic",
            "lower",
            "model",
            "text",
            "vocabulary",
        ],
    ),
    // It prints the plan into files; `text` tells what may stand in a comment.
    ("emit", &["file", "plan", "text"]),
    ("snippet", &["api", "plan"]),
];

/// The rooms above all stages: they put these in a row, compare what comes of them, and answer. They may import any room
/// that stands below, so that no rule but [`ONLY_BY`] is said for them.
const UPPER: &[&str] = &[
    "config", "pipeline", "builder", "explore", "diff", "update", "cli",
];

/// Rooms that few may import: what is configured is not known to the stages, what is printed is printed by one, what is
/// fetched or typed by a user is known to commands alone.
const ONLY_BY: &[(&str, &[&str])] = &[
    (
        "config",
        &[
            "pipeline", "builder", "reduce", "explore", "diff", "update", "cli",
        ],
    ),
    ("emit", &["pipeline"]),
    (
        "pipeline",
        &["builder", "reduce", "explore", "diff", "update", "cli"],
    ),
    ("fetch", &["references", "update", "cli"]),
    ("explore", &["cli"]),
    ("diff", &["update", "cli"]),
    ("update", &["cli"]),
    ("builder", &[]),
    ("cli", &[]),
];

#[test]
fn rooms_import_what_stands_below_them() {
    let imports = imports();
    let mut wrong = Vec::new();
    for (room, allowed) in RULES {
        let found = imports
            .get(*room)
            .unwrap_or_else(|| panic!("there is no room `{room}`"));
        for (other, file) in found {
            if !allowed.contains(&other.as_str()) {
                wrong.push(format!("{file} imports `{other}`"));
            }
        }
        for other in *allowed {
            if !found.contains_key(*other) {
                wrong.push(format!(
                    "`{room}` no longer imports `{other}`: take it out of the rules"
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_room_has_a_rule() {
    let known = RULES.iter().map(|(room, _)| *room);
    let known: BTreeSet<&str> = known.chain(UPPER.iter().copied()).collect();
    let found = imports();
    // The roots of the library and of `odata`, and the command around it.
    let found = found.keys().map(String::as_str);
    let found: BTreeSet<&str> = found
        .filter(|it| !["lib", "main", "mod"].contains(it))
        .collect();
    assert_eq!(found, known);
}

#[test]
fn few_rooms_import_what_stands_above_the_stages() {
    let mut wrong = Vec::new();
    for (room, imported) in imports() {
        for (other, file) in imported {
            let rule = ONLY_BY.iter().find(|(guarded, _)| *guarded == other);
            let outer = ["lib", "main", "mod"].contains(&room.as_str());
            if rule.is_some_and(|(_, by)| !outer && !by.contains(&room.as_str())) {
                wrong.push(format!("{file} imports `{other}`"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_way_leads_back() {
    let imports = imports();
    for room in imports.keys() {
        let mut seen = BTreeSet::new();
        let mut work = vec![room];
        while let Some(next) = work.pop() {
            for other in imports.get(next).into_iter().flat_map(BTreeMap::keys) {
                assert_ne!(other, room, "`{room}` imports itself by way of `{next}`");
                if seen.insert(other) {
                    work.push(other);
                }
            }
        }
    }
}

/// For each room, the rooms that it imports, each with a file that does so. Tests may import anything.
fn imports() -> BTreeMap<String, BTreeMap<String, String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut imports: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for path in files(&source) {
        let name = path.strip_prefix(&source).unwrap();
        let parts: Vec<&str> = name.iter().map(|part| part.to_str().unwrap()).collect();
        if parts.contains(&"tests") || parts.contains(&"tests.rs") {
            continue;
        }
        let inner = parts.iter().skip_while(|part| **part == "odata");
        let room = inner.copied().next().unwrap().trim_end_matches(".rs");
        let found = imports.entry(room.to_owned()).or_default();
        let text = fs::read_to_string(&path).unwrap();
        for other in mentioned(&text) {
            if other != room {
                found
                    .entry(other)
                    .or_insert_with(|| name.display().to_string());
            }
        }
    }
    imports
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The rooms after `crate::` in a file, one or several in braces.
fn mentioned(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = code.lines().map(str::trim_start);
    let code: Vec<&str> = lines.filter(|line| !line.starts_with("//")).collect();
    let code = code.join("\n");
    let mut rooms = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = code[at + start.len()..].trim_start_matches("odata::");
        let names = match rest.strip_prefix('{') {
            Some(list) => list.split_once('}').unwrap().0.split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let end = |c: char| !c.is_alphanumeric() && c != '_';
            let name = name.trim().trim_start_matches("odata::");
            let name = name.split(end).next().unwrap();
            // Modules, not items of the root.
            if name.starts_with(|c: char| c.is_lowercase()) {
                rooms.insert(name.to_owned());
            }
        }
    }
    rooms
}

/// The rooms inside of `openapi`, from the bytes to the graph: each may import those before it.
const OPENAPI: &[&str] = &["read", "context", "resolve", "schema", "lower"];

#[test]
fn rooms_of_openapi_import_what_stands_before_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/openapi");
    let mut wrong = Vec::new();
    for path in files(&source) {
        let name = path.strip_prefix(&source).unwrap();
        let parts: Vec<&str> = name.iter().map(|part| part.to_str().unwrap()).collect();
        let room = parts.first().unwrap().trim_end_matches(".rs");
        let Some(own) = OPENAPI.iter().position(|known| *known == room) else {
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        // What stands beside a room is above its own files.
        let outer = match parts.as_slice() {
            [_] | [_, "mod.rs"] => ["crate::openapi::", "use super::"],
            _ => ["crate::openapi::", "use super::super::"],
        };
        for (at, other) in OPENAPI.iter().enumerate() {
            let imports = |start: &&str| code.contains(&format!("{start}{other}"));
            if at > own && outer.iter().any(imports) {
                wrong.push(format!("{} imports `{other}`", name.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn imports_are_found() {
    let text = "use crate::text::one_line;\nuse crate::{csdl, odata::model::Model};\n\
                // crate::plan\nfn f() { crate::emit::x(crate::VERSION) }\n\
                #[cfg(test)]\nmod tests { use crate::cli; }";
    let found: Vec<String> = mentioned(text).into_iter().collect();
    assert_eq!(found, ["csdl", "emit", "model", "text"]);
}
