//! What a run says: outcomes and reasons go in, shares and what has no reason come out.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use super::calls::Case;
use super::examples::difference;
use super::run::{Heard, Outcome};

/// Why some cases fail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// A part of what is reported: method, path, and what is not as it should be.
    says: String,
    why: String,
    /// Whether the fault is Prism's, or the document contradicts itself: counted apart.
    #[serde(default)]
    apart: bool,
    /// How many cases there are, by the name of the document.
    cases: BTreeMap<String, usize>,
}

/// All reasons; of several that fit, the first counts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    #[serde(default)]
    reason: Vec<Reason>,
}

impl Reasons {
    /// Reads a file of reasons.
    ///
    /// # Errors
    /// The text is not TOML, or has other keys.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

/// How many of some are as they should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that are.
    pub good: usize,
    /// All, without those that are counted apart.
    pub all: usize,
    /// Those that are counted apart.
    pub apart: usize,
}

impl Share {
    /// In percent.
    #[allow(
        clippy::cast_precision_loss,
        reason = "there are some thousands at most"
    )]
    pub fn percent(&self) -> f64 {
        self.good as f64 * 100.0 / self.all.max(1) as f64
    }
}

/// What became of all cases of a document.
#[derive(Debug)]
pub struct Report {
    name: String,
    /// Requests that Prism has nothing against.
    pub requests: Share,
    /// Replies that were read.
    pub replies: Share,
    /// Examples that were read and written again as they were.
    pub examples: Share,
    reasons: Vec<(String, usize)>,
    /// What fails, and has no reason; reasons with other numbers of cases.
    pub unexplained: Vec<String>,
}

impl Report {
    /// Judges what became of the cases.
    pub fn new(name: String, outcome: &Outcome, reasons: &Reasons) -> Self {
        let mut report = Self {
            name,
            requests: Share::default(),
            replies: Share::default(),
            examples: Share::default(),
            reasons: Vec::new(),
            unexplained: Vec::new(),
        };
        let mut counts = vec![0; reasons.reason.len()];
        for missing in &outcome.missing {
            report
                .unexplained
                .push(format!("no request: {}", missing.0));
        }
        for (case, error, heard) in &outcome.cases {
            let against = against(case, error.as_deref(), heard);
            let requests = against
                .as_ref()
                .map(|it| format!("request: {}: {it}", case.name));
            let apart = report.explain(requests.as_deref(), reasons, &mut counts);
            report.requests.add(requests.is_none(), apart);
            if requests.is_none() {
                let reply = error
                    .as_ref()
                    .map(|error| format!("reply: {}: {error}", case.name));
                let apart = report.explain(reply.as_deref(), reasons, &mut counts);
                report.replies.add(reply.is_none(), apart);
            }
        }
        for (example, written) in &outcome.examples {
            let wrong = match written {
                Ok(text) => match serde_json::from_str(text) {
                    Ok(written) => difference("", &example.value, &written),
                    Err(error) => Some(error.to_string()),
                },
                Err(error) => Some(error.clone()),
            };
            let wrong = wrong.map(|it| format!("example: {}: {it}", example.name));
            let apart = report.explain(wrong.as_deref(), reasons, &mut counts);
            report.examples.add(wrong.is_none(), apart);
        }
        report.count(reasons, &counts);
        report
    }

    /// Finds the reason of what is wrong. Whether it is counted apart.
    fn explain(&mut self, wrong: Option<&str>, reasons: &Reasons, counts: &mut [usize]) -> bool {
        let Some(wrong) = wrong else { return false };
        let found = reasons
            .reason
            .iter()
            .zip(counts)
            .find(|(reason, _)| wrong.contains(&reason.says));
        let Some((reason, count)) = found else {
            self.unexplained.push(wrong.to_owned());
            return false;
        };
        *count += 1;
        reason.apart
    }

    fn count(&mut self, reasons: &Reasons, counts: &[usize]) {
        for (reason, count) in reasons.reason.iter().zip(counts) {
            let said = reason.cases.get(&self.name).copied().unwrap_or(0);
            // Where examples alone are read, there are fewer.
            let is_other = match self.requests.all {
                0 => *count > said,
                _ => *count != said,
            };
            if is_other {
                let Reason { says, why, .. } = reason;
                let wrong = format!(
                    "{count} cases of {} say {says:?} ({why}), where {said} are given",
                    self.name
                );
                self.unexplained.push(wrong);
            }
            if *count > 0 {
                self.reasons.push((reason.why.clone(), *count));
            }
        }
    }
}

impl Share {
    fn add(&mut self, good: bool, apart: bool) {
        if apart {
            self.apart += 1;
        } else {
            self.all += 1;
            self.good += usize::from(good);
        }
    }
}

/// What is wrong with a request.
fn against(case: &Case, error: Option<&str>, heard: &Heard) -> Option<String> {
    let (Some(_), Some(status)) = (&heard.sent, heard.status) else {
        let why = if heard.lost {
            "the server ended"
        } else {
            "nothing was sent"
        };
        return Some(format!("{why}: {}", error.unwrap_or_default()));
    };
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let mut violations = heard
        .violations
        .iter()
        .filter(|it| it.location.first().is_some_and(|it| it == "request"));
    if let Some(violation) = violations.next() {
        let place: Vec<String> = violation.location.iter().map(text).collect();
        return Some(format!("{}: {}", place.join("."), violation.message));
    }
    // Prism's own replies about requests, which it does not serve.
    let reply = heard.reply.as_deref().unwrap_or_default();
    if status >= 400 && reply.contains("https://stoplight.io/prism/errors#") {
        let said: Value = serde_json::from_str(reply).unwrap_or_default();
        let first = &said["validation"][0];
        if first.is_object() {
            let place = first["location"].as_array().into_iter().flatten();
            let place: Vec<String> = place.map(text).collect();
            return Some(format!("{}: {}", place.join("."), text(&first["message"])));
        }
        return Some(format!(
            "{status} {}: {}",
            text(&said["title"]),
            text(&said["detail"])
        ));
    }
    sent_otherwise(case, heard)
}

/// That a JSON body is not what was given.
fn sent_otherwise(case: &Case, heard: &Heard) -> Option<String> {
    let given = case.body.as_ref()?;
    let sent = serde_json::from_str(heard.body.as_deref()?);
    match sent {
        Ok(sent) => {
            difference("", given, &sent).map(|it| format!("the body is sent otherwise: {it}"))
        }
        Err(error) => Some(format!("the body is not JSON: {error}")),
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.unexplained {
            writeln!(f, "{line}")?;
        }
        let shares = [
            ("requests without violation", self.requests),
            ("replies read", self.replies),
            ("examples written as they were read", self.examples),
        ];
        for (what, share) in shares {
            let Share { good, all, apart } = share;
            writeln!(
                f,
                "{}: {what}: {good} of {all} ({:.2} %), {apart} apart",
                self.name,
                share.percent()
            )?;
        }
        for (why, count) in &self.reasons {
            writeln!(f, "{count:5}  {why}")?;
        }
        Ok(())
    }
}
