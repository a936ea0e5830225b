//! The embedded default, `metadata/communications.csdl`, against the whole of Graph v1.0.
//!
//! In: both documents, read here with a plain XML reader and none of the generator's code, so that an
//! error of the generator's reader cannot hide one of the document. Out: the embedded document holds
//! exactly what the rule in its head comment reaches, each item with exactly v1.0's structure and
//! annotations, and its descriptions are its own. Where v1.0 is not at hand, those tests skip.

// `cfg(test)` tells Clippy that a fault may fail the test right there.
#[cfg(test)]
mod csdl_tree;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;

use csdl_tree::{Node, Service, parse};

const CORE: &str = "Org.OData.Core.V1.";
const ROOT: &str = "microsoft.graph.cloudCommunications";

/// v1.0 states no permissions of actions; those of one action are the embedded document's own.
const OWN_FACT: &str = "Org.OData.Capabilities.V1.OperationRestrictions";

const UPDATE_RECORDING_STATUS: &str = "microsoft.graph.updateRecordingStatus(\
    microsoft.graph.call,microsoft.graph.recordingStatus,Edm.String)";

fn embedded() -> Service {
    Service::new(parse(include_str!("../../metadata/communications.csdl")))
}

/// The whole of v1.0, or nothing where it is not at hand.
fn whole() -> Option<Service> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/graph/v1.0.csdl");
    let Ok(text) = fs::read_to_string(path) else {
        println!("skipped: ../shared/graph/v1.0.csdl is not at hand");
        return None;
    };
    Some(Service::new(parse(&text)))
}

/// The description of a node under `term`, which is `Description` or `LongDescription`.
fn described<'a>(node: &'a Node, term: &str) -> Option<&'a str> {
    let term = format!("{CORE}{term}");
    let annotation = node
        .children
        .iter()
        .find(|child| child.attr("Term") == Some(&term))?;
    annotation.attr("String")
}

#[test]
fn holds_what_the_rule_reaches() {
    let Some(whole) = whole() else { return };
    let embedded = embedded();
    let reached = whole.reach(ROOT);
    let items = whole.items().into_iter().map(|(name, _)| name);
    let expected: Vec<String> = items.filter(|name| reached.contains(name)).collect();
    let found: Vec<String> = embedded.items().into_iter().map(|(name, _)| name).collect();
    assert_eq!(found, expected, "the same items, in the service's order");
}

#[test]
fn has_the_structure_of_the_service() {
    let Some(whole) = whole() else { return };
    let original: BTreeMap<String, &Node> = whole.items().into_iter().collect();
    for (name, node) in embedded().items() {
        let other = original
            .get(&name)
            .unwrap_or_else(|| panic!("{name} is not in v1.0"));
        assert_eq!(node.structure(), other.structure(), "structure of {name}");
    }
}

#[test]
fn has_the_schemas_and_the_singleton_of_the_service() {
    let Some(whole) = whole() else { return };
    let embedded = embedded();
    for schema in embedded.schemas() {
        let namespace = schema.attr("Namespace");
        let other = whole
            .schemas()
            .find(|other| other.attr("Namespace") == namespace)
            .unwrap();
        assert_eq!(
            schema.attr("Alias"),
            other.attr("Alias"),
            "alias of {namespace:?}"
        );
    }
    let singletons = |service: &Service| -> Vec<String> {
        let containers = service
            .schemas()
            .flat_map(|schema| schema.kids("EntityContainer"));
        containers
            .flat_map(|container| container.kids("Singleton"))
            .filter(|singleton| singleton.attr("Name") == Some("communications"))
            .map(Node::structure)
            .collect()
    };
    assert_eq!(singletons(&embedded).len(), 1);
    assert_eq!(singletons(&embedded), singletons(&whole));
}

#[test]
fn keeps_the_annotations_of_the_service() {
    let Some(whole) = whole() else { return };
    let embedded = embedded();
    let names: HashSet<String> = embedded.items().into_iter().map(|(name, _)| name).collect();
    let within = |fact: &String| {
        let (target, _) = fact.split_once('|').unwrap();
        names.contains(target.split('/').next().unwrap_or(target))
    };
    let expected: BTreeSet<String> = whole.facts().into_iter().filter(within).collect();
    let found = embedded
        .facts()
        .into_iter()
        .filter(|fact| !fact.contains(OWN_FACT));
    let found: BTreeSet<String> = found.collect();
    assert!(!expected.is_empty());
    assert_eq!(found, expected);
}

/// Every text that describes something: annotations and the descriptions within revisions.
fn texts(node: &Node, out: &mut Vec<String>) {
    let term = node
        .attr("Term")
        .or(node.attr("Property"))
        .unwrap_or_default();
    if let Some(text) = node
        .attr("String")
        .filter(|_| term.ends_with("Description"))
    {
        out.push(text.to_owned());
    }
    for child in &node.children {
        texts(child, out);
    }
}

#[test]
fn copies_no_description() {
    let Some(whole) = whole() else { return };
    let plain = |text: &String| text.trim().trim_end_matches('.').to_lowercase();
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    texts(&whole.root, &mut theirs);
    texts(&embedded().root, &mut ours);
    let theirs: HashSet<String> = theirs.iter().map(plain).collect();
    let long = ours.iter().filter(|text| text.len() > 20);
    let copied: Vec<&String> = long.filter(|text| theirs.contains(&plain(text))).collect();
    assert!(
        theirs.len() > 1000 && ours.len() > 700,
        "texts are found in both"
    );
    assert!(copied.is_empty(), "taken from v1.0: {copied:#?}");
}

#[test]
fn is_closed_and_holds_nothing_unreached() {
    let embedded = embedded();
    let names: BTreeSet<String> = embedded.items().into_iter().map(|(name, _)| name).collect();
    let reached: BTreeSet<String> = embedded.reach(ROOT).into_iter().collect();
    assert_eq!(names, reached);
    let undeclared: Vec<String> = embedded.undeclared();
    assert!(
        undeclared.is_empty(),
        "named but not declared: {undeclared:#?}"
    );
    assert_eq!(
        embedded.types().len(),
        164,
        "the head comment gives this figure"
    );
}

#[test]
fn describes_every_type_property_operation_and_parameter() {
    let embedded = embedded();
    let mut missing = Vec::new();
    for (name, node) in embedded.items() {
        let parameters = node.kids("Parameter").skip(1);
        let parts = node
            .kids("Property")
            .chain(node.kids("NavigationProperty"))
            .chain(parameters);
        for part in std::iter::once(node).chain(parts) {
            if described(part, "Description").is_none_or(str::is_empty) {
                missing.push(format!("{name}: {:?}", part.attr("Name")));
            }
        }
    }
    assert!(missing.is_empty(), "without a description: {missing:#?}");
}

#[test]
fn says_what_users_of_update_recording_status_must_know() {
    let embedded = embedded();
    let items: BTreeMap<String, &Node> = embedded.items().into_iter().collect();
    let action = items[UPDATE_RECORDING_STATUS];
    let texts = ["Description", "LongDescription"].map(|term| described(action, term).unwrap());
    let text = texts.join(" ");
    for fact in [
        "recording of a call has begun, has ended or has failed",
        "Teams policy-based recording",
        "compliance recording",
        "a policy must be set up",
        "Nothing of a call's media, and no data derived from it, may be recorded or kept before",
        "answered with success",
        "Recording must have ended before",
        "application permissions `Calls.JoinGroupCalls.All` and `Calls.AccessMedia.All`",
        "delegated permissions are not supported",
        "The reply is 200 with an `updateRecordingStatusOperation`",
        "`Location` header leads to that operation",
    ] {
        assert!(text.contains(fact), "{fact:?} is not said in {text:?}");
    }
    let parameter = |name: &str| {
        let found = action
            .kids("Parameter")
            .find(|found| found.attr("Name") == Some(name));
        described(found.unwrap(), "Description").unwrap().to_owned()
    };
    for fact in ["`recording`", "`notRecording`", "`failed`"] {
        assert!(parameter("status").contains(fact), "{fact}");
    }
    for fact in [
        "unique to each request",
        "at most 256 characters",
        "reply and the notifications",
    ] {
        assert!(parameter("clientContext").contains(fact), "{fact}");
    }
}

#[test]
fn states_the_permissions_of_update_recording_status() {
    let facts = embedded().facts();
    let own: Vec<&String> = facts
        .iter()
        .filter(|fact| fact.contains(OWN_FACT))
        .collect();
    let [own] = own[..] else {
        panic!("one action has permissions, not {own:#?}")
    };
    assert!(own.starts_with(UPDATE_RECORDING_STATUS), "{own}");
    for part in [
        "\"Application\"",
        "\"Calls.JoinGroupCalls.All\"",
        "\"Calls.AccessMedia.All\"",
    ] {
        assert!(own.contains(part), "{part} in {own}");
    }
}
