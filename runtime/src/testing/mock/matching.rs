//! Comparing requests with expectations. In: one of each. Out: what differs, and how much it weighs.

use super::expectation::{Expectation, ExpectedBody};
use super::json::{self, shorten};
use super::redact::{REDACTED, is_secret_header};
use super::request::RecordedRequest;
use super::target::Target;

/// What differs, and how far off it is: the nearest expectation is the one that was meant.
#[derive(Debug, Default)]
pub(super) struct Difference {
    pub(super) weight: u32,
    pub(super) lines: Vec<String>,
}

impl Difference {
    pub(super) fn is_none(&self) -> bool {
        self.lines.is_empty()
    }

    fn add(&mut self, weight: u32, line: String) {
        self.weight = self.weight.saturating_add(weight);
        self.lines.push(line);
    }
}

/// Compares; `base` is the base URL.
pub(super) fn compare(expected: &Expectation, sent: &RecordedRequest, base: &str) -> Difference {
    let mut found = Difference::default();
    if expected.method != sent.method {
        let (expected, sent) = (&expected.method, &sent.method);
        found.add(8, format!("method: {expected} expected, {sent} sent"));
    }
    let mut target = Target::of(&expected.path, base);
    target.query.extend(expected.query.iter().cloned());
    let segments = target.path_difference(&sent.target);
    if segments > 0 {
        let line = format!("path: {target} expected, {} sent", sent.target);
        found.add(segments.saturating_mul(6), line);
    }
    queries(&target, expected.any_query, &sent.target, &mut found);
    headers(expected, sent, &mut found);
    if let Some(body) = &expected.body {
        bodies(body, sent, &mut found);
    }
    for (what, holds) in &expected.checks {
        if !holds(sent) {
            found.add(1, what.clone());
        }
    }
    found
}

fn queries(expected: &Target, any: bool, sent: &Target, found: &mut Difference) {
    let mut left: Vec<&(String, String)> = sent.query.iter().collect();
    let mut missing = Vec::new();
    for pair in &expected.query {
        let same =
            |sent: &&(String, String)| sent.0 == pair.0 && (sent.1 == pair.1 || pair.1 == REDACTED);
        match left.iter().position(same) {
            Some(at) => drop(left.swap_remove(at)),
            None => missing.push(pair),
        }
    }
    for (name, value) in missing {
        let value = shorten(value);
        let other = left.iter().position(|(sent, _)| sent == name);
        let line = match other.map(|at| left.swap_remove(at)) {
            Some((_, sent)) => {
                format!("query {name}: {value:?} expected, {:?} sent", shorten(sent))
            }
            None => format!("query {name}: {value:?} expected, nothing sent"),
        };
        found.add(2, line);
    }
    for (name, value) in left.into_iter().filter(|_| !any) {
        let value = shorten(value);
        found.add(2, format!("query {name}: nothing expected, {value:?} sent"));
    }
}

fn headers(expected: &Expectation, sent: &RecordedRequest, found: &mut Difference) {
    for (name, wanted) in &expected.headers {
        let values = sent.headers.get_all(name.as_str());
        let mut given = values
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()));
        let fits = match wanted {
            Some(wanted) => given.any(|given| given == *wanted),
            None => given.next().is_none(),
        };
        if fits {
            continue;
        }
        let show = |value: &str| {
            if is_secret_header(name) {
                "a value that is not shown".to_owned()
            } else {
                format!("{:?}", shorten(value))
            }
        };
        let wanted = wanted.as_deref().map_or_else(|| "nothing".to_owned(), show);
        let given = sent.header(name).map_or_else(|| "nothing".to_owned(), show);
        found.add(1, format!("header {name}: {wanted} expected, {given} sent"));
    }
}

fn bodies(expected: &ExpectedBody, sent: &RecordedRequest, found: &mut Difference) {
    let (wanted, part) = match expected {
        ExpectedBody::Bytes(bytes) if *bytes == sent.body => return,
        ExpectedBody::Bytes(bytes) => {
            let (expected, sent) = (bytes.len(), sent.body.len());
            let line = format!("body: {expected} bytes expected, {sent} other bytes sent");
            return found.add(2, line);
        }
        ExpectedBody::Json(wanted) => (wanted, false),
        ExpectedBody::Part(wanted) => (wanted, true),
    };
    let Some(sent) = sent.json() else {
        let sent = sent.body.len();
        return found.add(
            2,
            format!("body: JSON expected, {sent} bytes sent that are not"),
        );
    };
    for line in json::differences(wanted, &sent, part) {
        found.add(1, format!("body {line}"));
    }
}
