//! The report: what became of each case goes in, counts, reasons and shares come out.

use std::fmt;

use serde_json::{Value, json};

use csdlgen::snippet::{Body, Reply, Snippet};

use super::build::Outcome;
use super::cases::Case;
use super::compare::{self, json as values};
use super::names::Names;

/// How one case went.
#[derive(Clone, Debug)]
pub struct Row {
    /// The case.
    pub case: Case,
    /// Its expression.
    pub expression: Option<String>,
    /// Why it was not sent exactly; empty if it was.
    pub not_sent: Vec<String>,
    /// What of it has no typed place.
    pub untyped: Vec<String>,
    /// Whether no builder leads to its path.
    pub around: bool,
    /// Why its reply was not read; `None` if it was, or there is none.
    pub not_read: Option<String>,
    /// How the reply differs when written back.
    pub changed: Option<String>,
}

impl Row {
    /// Judges one case.
    pub fn new(
        case: &Case,
        snippet: &Result<Snippet, String>,
        outcome: Option<&Outcome>,
        names: &Names,
    ) -> Self {
        let mut row = Self {
            case: case.clone(),
            expression: None,
            not_sent: Vec::new(),
            untyped: Vec::new(),
            around: false,
            not_read: None,
            changed: None,
        };
        let snippet = match snippet {
            Ok(snippet) => snippet,
            Err(why) => {
                row.fail(&format!("no snippet: {why}"));
                return row;
            }
        };
        row.expression = Some(snippet.expression.clone());
        row.around = snippet.around;
        row.untyped = snippet.untyped.iter().map(ToString::to_string).collect();
        match outcome {
            None => row.fail("it did not run"),
            Some(Outcome::Refused(why)) => row.fail(&format!("does not compile: {why}")),
            Some(Outcome::Ran { sent, read }) => {
                match sent {
                    Some(sent) => row.not_sent = compare::differences(case, sent, names),
                    None => row
                        .not_sent
                        .push(format!("nothing was sent: {}", read_error(read))),
                }
                row.read(snippet.reply, read);
            }
        }
        row
    }

    fn fail(&mut self, why: &str) {
        self.not_sent.push(why.to_owned());
        if self.case.response.body.is_some() {
            self.not_read = Some(why.to_owned());
        }
    }

    fn read(&mut self, reply: Reply, read: &Result<Value, String>) {
        let Some(documented) = &self.case.response.body else {
            return;
        };
        match read {
            _ if reply == Reply::Raw => {
                self.not_read = Some("the reply is given as it came".to_owned());
            }
            Err(error) => self.not_read = Some(error.clone()),
            Ok(value) => {
                let documented = match reply {
                    // The annotations around it are not part of what is given.
                    Reply::Single => json!({ "value": documented.get("value") }),
                    _ => documented.clone(),
                };
                self.changed = values::difference(&documented, value, &values::Rules::reply());
            }
        }
    }

    fn is_sent(&self) -> bool {
        self.not_sent.is_empty()
    }

    fn is_read(&self) -> bool {
        self.not_read.is_none()
    }

    /// A reply that fits comes back as it was.
    fn is_kept(&self) -> bool {
        self.is_read() && self.changed.is_none()
    }

    fn to_json(&self) -> Value {
        json!({
            "id": self.case.id,
            "path": self.case.path_kind,
            "request": format!("{} {}", self.case.method, self.case.path),
            "expression": self.expression,
            "sent": self.is_sent(),
            "not_sent": self.not_sent,
            "request_misfits": self.case.request_misfits,
            "untyped": self.untyped,
            "around": self.around,
            "read": self.case.response.body.as_ref().map(|_| self.is_read()),
            "not_read": self.not_read,
            "response_misfits": self.case.response_misfits,
            "changed": self.changed,
        })
    }
}

fn read_error(read: &Result<Value, String>) -> &str {
    read.as_ref()
        .err()
        .map_or("no error was given", String::as_str)
}

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many are good.
    pub good: usize,
    /// Of how many.
    pub all: usize,
}

impl Share {
    fn of<'r>(rows: impl Iterator<Item = &'r Row>, good: impl Fn(&Row) -> bool) -> Self {
        let mut share = Self { good: 0, all: 0 };
        for row in rows {
            share.all += 1;
            share.good += usize::from(good(row));
        }
        share
    }

    /// Whether these are at least so many in a hundred; of none, all are.
    pub fn reaches(self, percent: f64) -> bool {
        self.percent() >= percent
    }

    /// So many in a hundred.
    pub fn percent(self) -> f64 {
        // Files of cases have thousands of lines at most, which a double holds exactly.
        let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        if self.all == 0 {
            100.0
        } else {
            number(self.good) * 100.0 / number(self.all)
        }
    }
}

/// All rows.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// In the order of the file.
    pub rows: Vec<Row>,
}

impl Report {
    fn known(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.case.is_known())
    }

    /// Requests that were sent exactly, of those whose path the metadata is said to know.
    pub fn sent(&self) -> Share {
        Share::of(self.known(), Row::is_sent)
    }

    /// Requests that were sent exactly by typed fields alone, of those whose body fits the metadata.
    pub fn typed(&self) -> Share {
        let fitting = self.known().filter(|row| row.case.body_fits());
        Share::of(fitting, |row| row.is_sent() && row.untyped.is_empty())
    }

    /// Requests with a body that does not fit the metadata, sent exactly all the same.
    pub fn fallen_back(&self) -> Share {
        let misfits = self.known().filter(|row| {
            matches!(row.case.body, Body::Json(_)) && !row.case.request_misfits.is_empty()
        });
        Share::of(misfits, Row::is_sent)
    }

    /// Requests that were sent exactly through builders alone.
    pub fn built(&self) -> Share {
        Share::of(self.known(), |row| row.is_sent() && !row.around)
    }

    /// JSON replies that were read, of all; those too whose path is gone from the metadata, so that there is
    /// no type to read into.
    pub fn read(&self) -> Share {
        let json = |row: &&Row| row.case.response.body.is_some();
        Share::of(self.rows.iter().filter(json), Row::is_read)
    }

    /// Replies that fit the metadata, read and written back as they were.
    pub fn kept(&self) -> Share {
        let fitting = self
            .rows
            .iter()
            .filter(|row| row.case.is_known() && row.case.reply_fits());
        Share::of(fitting, Row::is_kept)
    }

    fn shares(&self) -> [(&'static str, &'static str, Share); 6] {
        [
            ("sent", "requests of known paths, sent exactly", self.sent()),
            ("built", "the same through builders alone", self.built()),
            (
                "typed",
                "bodies that fit, sent by typed fields alone",
                self.typed(),
            ),
            (
                "untyped",
                "bodies that do not fit, sent exactly in part untyped",
                self.fallen_back(),
            ),
            (
                "read",
                "JSON replies, read into the declared type",
                self.read(),
            ),
            (
                "kept",
                "replies that fit, written back as they were",
                self.kept(),
            ),
        ]
    }

    /// Everything, for other programs.
    pub fn to_json(&self) -> Value {
        let shares = self.shares().into_iter().map(|(name, what, share)| {
            let row = json!({"what": what, "good": share.good, "all": share.all, "percent": share.percent()});
            (name.to_owned(), row)
        });
        let shares: serde_json::Map<String, Value> = shares.collect();
        json!({ "shares": shares, "cases": self.rows.iter().map(Row::to_json).collect::<Vec<_>>() })
    }
}

/// The reasons of all that failed, and the shares.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut section = |title: &str, reasons: Vec<(&Row, String)>| -> fmt::Result {
            if reasons.is_empty() {
                return Ok(());
            }
            writeln!(f, "{title}")?;
            for (row, reason) in reasons {
                let Case {
                    id,
                    method,
                    path,
                    path_kind,
                    ..
                } = &row.case;
                writeln!(f, "  {} [{path_kind}] {method} {}", shown(id), shown(path))?;
                writeln!(f, "      {}", shown(&reason))?;
            }
            writeln!(f)
        };
        let rows = || self.rows.iter();
        let reasons = rows()
            .filter(|row| !row.is_sent())
            .map(|row| (row, row.not_sent.join("; ")));
        section("Not sent as documented:", reasons.collect())?;
        let partly =
            rows().filter(|row| row.is_sent() && row.case.body_fits() && !row.untyped.is_empty());
        section(
            "Sent untyped in part, though the body fits:",
            partly.map(|row| (row, row.untyped.join("; "))).collect(),
        )?;
        let unread = rows().filter_map(|row| Some((row, row.not_read.clone()?)));
        section("Not read:", unread.collect())?;
        let changed = rows().filter(|row| row.case.reply_fits());
        let changed = changed.filter_map(|row| Some((row, row.changed.clone()?)));
        section(
            "Written back otherwise, though the reply fits:",
            changed.collect(),
        )?;
        for (name, what, share) in self.shares() {
            writeln!(
                f,
                "{name:8} {:4} of {:4}  {:6.2} %  {what}",
                share.good,
                share.all,
                share.percent()
            )?;
        }
        Ok(())
    }
}

/// A text from a file on a terminal: on one line, without control characters, not too long.
fn shown(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match text.char_indices().nth(400) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(request_misfits: &[&str], response: &str) -> Case {
        let mut case = Case {
            path_kind: "odata".to_owned(),
            method: "POST".to_owned(),
            path: "/a".to_owned(),
            ..Case::default()
        };
        case.body = Body::Json(json!({}));
        case.request_misfits = request_misfits.iter().map(ToString::to_string).collect();
        case.response.body = serde_json::from_str(response).ok();
        case
    }

    fn snippet() -> Snippet {
        Snippet {
            expression: "client.a()".to_owned(),
            untyped: Vec::new(),
            reply: Reply::Single,
            around: false,
            constants: false,
        }
    }

    fn ran(path: &str, read: Result<Value, String>) -> Outcome {
        let sent = compare::Sent {
            method: "POST".to_owned(),
            path: path.to_owned(),
            body: "{}".to_owned(),
            ..compare::Sent::default()
        };
        Outcome::Ran {
            sent: Some(sent),
            read,
        }
    }

    #[test]
    fn of_no_cases_all_are_good() {
        let report = Report::default();
        assert!(
            report.sent().reaches(100.0)
                && report.typed().reaches(100.0)
                && report.read().reaches(100.0)
        );
        assert!(
            report
                .to_string()
                .contains("sent        0 of    0  100.00 %")
        );
    }

    #[test]
    fn shares_count_what_they_say() {
        let names = Names::default();
        let reply = r#"{"@odata.context": "x", "value": 1}"#;
        let row = |case: &Case, outcome: Option<&Outcome>| {
            Row::new(case, &Ok(snippet()), outcome, &names)
        };
        let good = case(&[], reply);
        let misfit = case(&["a"], "");
        let report = Report {
            rows: vec![
                row(&good, Some(&ran("/a", Ok(json!({"value": 1}))))),
                row(&good, Some(&ran("/b", Ok(json!({"value": 2}))))),
                row(&good, Some(&ran("/a", Err("at `value`".to_owned())))),
                row(&good, Some(&Outcome::Refused("no method".to_owned()))),
                row(&good, None),
                row(&misfit, Some(&ran("/a", Ok(Value::Null)))),
                Row::new(&good, &Err("segment 1".to_owned()), None, &names),
                row(
                    &Case {
                        path_kind: "fail".to_owned(),
                        ..good.clone()
                    },
                    None,
                ),
            ],
        };
        assert_eq!(report.sent(), Share { good: 3, all: 7 });
        assert_eq!(report.typed(), Share { good: 2, all: 6 });
        assert_eq!(report.fallen_back(), Share { good: 1, all: 1 });
        assert_eq!(report.read(), Share { good: 2, all: 7 });
        assert_eq!(report.kept(), Share { good: 1, all: 6 });
        assert!(!report.sent().reaches(50.0) && report.sent().reaches(42.0));
        let text = report.to_string();
        for reason in [
            "does not compile: no method",
            "no snippet: segment 1",
            "it did not run",
            r#""a" is sent as "b""#,
            ".value: 1 became 2",
            "at `value`",
        ] {
            assert!(text.contains(reason), "{reason}\n{text}");
        }
        assert_eq!(report.to_json()["shares"]["sent"]["good"], 3);
    }
}
