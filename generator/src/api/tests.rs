//! Walks through small services.

use super::graph::{Api, Edge, EdgeId, Key, Node, NodeId, Step};
use super::path;
use super::requests::{Parameter, Place};
use super::types::{Scalar, Value};
use super::walk::{self, Spelling};

fn parts(names: &[&str]) -> Vec<Parameter> {
    let part = |name: &&str| Parameter {
        name: (*name).to_owned(),
        value: Value::Scalar(Scalar::Text),
        required: true,
        place: Place::Path,
    };
    names.iter().map(part).collect()
}

fn segments(names: &[&str]) -> Step {
    Step::Segments(names.iter().map(|name| (*name).to_owned()).collect())
}

fn key(names: &[&str], alternate: bool) -> Step {
    Step::Key(Key {
        parts: parts(names),
        alternate,
        apart: false,
    })
}

/// `/keepers` with two keys, `/tickets` with a key of two parts, `/next(of)` that gives tickets.
fn service() -> Api {
    let mut api = Api::default();
    let edge = |api: &mut Api, from, to, step| {
        api.add_edge(Edge {
            from,
            to,
            step,
            contained: true,
        });
    };
    let mut node = || api.add_node(Node::default());
    let (keepers, keeper, tickets, ticket, seats, next, later) =
        (node(), node(), node(), node(), node(), node(), node());
    let call = |parameters: &[&str]| Step::Call {
        name: "next".to_owned(),
        full: Some("zoo.next".to_owned()),
        parameters: parts(parameters),
    };
    edge(&mut api, NodeId::ROOT, keepers, segments(&["keepers"]));
    edge(&mut api, keepers, keeper, key(&["id"], false));
    edge(&mut api, keepers, keeper, key(&["nick"], true));
    edge(&mut api, keeper, tickets, segments(&["tickets"]));
    edge(&mut api, keeper, seats, segments(&["tickets", "$ref"]));
    edge(&mut api, tickets, ticket, key(&["day", "number"], false));
    edge(&mut api, ticket, ticket, Step::Cast("zoo.dear".to_owned()));
    edge(&mut api, ticket, next, call(&[]));
    edge(&mut api, ticket, later, call(&["of"]));
    edge(&mut api, next, tickets, Step::Onward);
    api
}

/// Each trail as a template with the values that it has.
fn followed(text: &str) -> Vec<String> {
    let api = service();
    let segments = path::segments(text).unwrap();
    match walk::follow(&api, &segments, &|_| true) {
        Ok(trails) => trails
            .iter()
            .map(|trail| {
                let steps: Vec<_> = trail.iter().map(|taken| taken.edge).collect();
                let spelling = Spelling {
                    segment_keys: true,
                    full_names: false,
                };
                let values = trail.iter().flat_map(|taken| &taken.values);
                let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
                let template = walk::template(&api, &steps, spelling);
                format!("{template} {}", values.join(" "))
                    .trim_end()
                    .to_owned()
            })
            .collect(),
        Err(lost) => vec![format!("lost after {}", lost.segments)],
    }
}

#[test]
fn keys_stand_in_parentheses_or_in_segments() {
    let keeper = ["/keepers/{id} 'x'"];
    assert_eq!(followed("/keepers/x"), keeper);
    assert_eq!(followed("/keepers('x')"), keeper);
    assert_eq!(followed("/keepers(id='x')"), keeper);
    assert_eq!(followed("/keepers(ID='x')"), keeper);
    assert_eq!(
        followed("/keepers(nick='x')"),
        ["/keepers(nick={nick}) 'x'"]
    );
    assert_eq!(followed("/keepers(name='x')"), ["lost after 0"]);
    assert_eq!(followed("/keepers/O'Neil"), ["/keepers/{id} 'O''Neil'"]);
    assert_eq!(followed("/keepers/$x"), ["lost after 1"]);
}

#[test]
fn keys_of_several_parts_are_several_segments_or_named() {
    let ticket = "/keepers/{id}/tickets/{day}/{number}";
    for (path, values) in [
        ("/keepers/x/tickets/mon/12", "'x' 'mon' '12'"),
        ("/keepers/x/tickets(day='mon',number=12)", "'x' 'mon' 12"),
        ("/keepers/x/tickets(number=12,day='mon')", "'x' 12 'mon'"),
        ("/keepers/x/tickets/day='mon',number=12", "'x' 'mon' 12"),
        ("/keepers/x/tickets/{key}", "'x' '{key}' '{key}'"),
    ] {
        assert_eq!(followed(path), [format!("{ticket} {values}")], "{path}");
    }
    assert_eq!(followed("/keepers/x/tickets/mon"), ["lost after 3"]);
    let cast = format!("{ticket}/zoo.dear 'x' 'mon' '12'");
    assert_eq!(followed("/keepers/x/tickets/mon/12/other.DEAR"), [cast]);
}

#[test]
fn calls_are_told_apart_by_their_arguments() {
    let at = "/keepers/{id}/tickets/{day}/{number}";
    let all = followed("/keepers/x/tickets/a/b/next");
    assert_eq!(all.len(), 2, "{all:?}");
    let one = followed("/keepers/x/tickets/a/b/zoo.next(of='z')");
    assert_eq!(one, [format!("{at}/next(of={{of}}) 'x' 'a' 'b' 'z'")]);
    let further = followed("/keepers/x/tickets/a/b/next()/c/d");
    assert_eq!(
        further,
        [format!("{at}/next/{{day}}/{{number}} 'x' 'a' 'b' 'c' 'd'")]
    );
    let key = followed("/keepers/x/tickets/a/b/next()(day='c',number='d')");
    assert_eq!(
        key,
        [format!("{at}/next/{{day}}/{{number}} 'x' 'a' 'b' 'c' 'd'")]
    );
}

#[test]
fn segments_may_be_several() {
    let references = followed("/keepers/x/tickets/$ref");
    assert_eq!(references, ["/keepers/{id}/tickets/$ref 'x'"]);
}

#[test]
fn the_shortest_way_leads_by_calls_and_casts_last() {
    let api = service();
    let shortest = walk::shortest(&api, &|_| true);
    let spelling = Spelling {
        segment_keys: false,
        full_names: true,
    };
    let paths: Vec<String> = (0..8)
        .map(|node| match shortest.to(&api, NodeId(node)) {
            Some(steps) => walk::template(&api, &steps, spelling),
            None => "nowhere".to_owned(),
        })
        .collect();
    let ticket = "/keepers({id})/tickets(day={day},number={number})";
    let expected = [
        "",
        "/keepers",
        "/keepers({id})",
        "/keepers({id})/tickets",
        ticket,
        "/keepers({id})/tickets/$ref",
        &format!("{ticket}/zoo.next"),
        &format!("{ticket}/zoo.next(of={{of}})"),
    ];
    assert_eq!(paths, expected);
}

#[test]
fn a_key_behind_a_call_is_no_argument_of_it() {
    let api = service();
    let steps = [0, 1, 3, 5, 7, 9, 5].map(EdgeId);
    let text = |segment_keys| {
        let spelling = Spelling {
            segment_keys,
            full_names: false,
        };
        walk::template(&api, &steps, spelling)
    };
    let key = "(day={day},number={number})";
    assert_eq!(
        text(false),
        format!("/keepers({{id}})/tickets{key}/next(){key}")
    );
    assert_eq!(
        text(true),
        "/keepers/{id}/tickets/{day}/{number}/next/{day}/{number}"
    );
}

#[test]
fn all_paths_unfold_each_place_once() {
    let api = service();
    let steps = |node| api.steps(node).map(|(edge, _)| edge).collect();
    let found = walk::all(&api, NodeId::ROOT, 9, &steps);
    // Every step stands in it once, so that what leads in circles ends.
    let mut edges: Vec<EdgeId> = found.visits.iter().map(|visit| visit.edge).collect();
    edges.sort();
    edges.dedup();
    assert_eq!(edges.len(), found.visits.len());
    for visit in &found.visits {
        let before = visit.after.map(|number| found.visits[number].edge);
        let from = before.map_or(NodeId::ROOT, |edge| api[edge].to);
        let onward = |edge: EdgeId| api[edge].step == crate::api::Step::Onward;
        let given = api.steps(from).find(|(edge, _)| onward(*edge));
        let from = given.map_or(from, |(_, edge)| edge.to);
        assert_eq!(api[visit.edge].from, from, "{visit:?}");
    }
    let elsewhere = found.visits.iter();
    let elsewhere = elsewhere.filter(|visit| matches!(visit.below, walk::Below::As(_)));
    assert!(elsewhere.count() > 0);
    // Keys are no level of their own.
    let near = walk::all(&api, NodeId::ROOT, 1, &steps);
    let keys = near.visits.iter().filter(|visit| visit.after.is_some());
    let mut keys = keys.map(|visit| &api[visit.edge].step);
    assert!(keys.all(|step| matches!(step, crate::api::Step::Key(_))));
    assert!(near.visits.len() < found.visits.len());
}
