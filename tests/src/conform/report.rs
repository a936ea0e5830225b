//! The report: what became of each case goes in, counts, reasons and shares come out.

use std::fmt;

use serde_json::{Value, json};

use csdlgen::snippet::Body;

use super::cases::Case;
use super::reasons::{Reason, Reasons};
use super::row::Row;

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are good.
    pub good: usize,
    /// Of how many.
    pub all: usize,
    /// How many more there are in which the documentation contradicts the description.
    pub apart: usize,
}

impl Share {
    fn count<'r>(
        rows: impl Iterator<Item = &'r Row>,
        apart: impl Fn(&Row) -> bool,
        good: impl Fn(&Row) -> bool,
    ) -> Self {
        let mut share = Self::default();
        for row in rows {
            if apart(row) {
                share.apart += 1;
                continue;
            }
            share.all += 1;
            share.good += usize::from(good(row));
        }
        share
    }

    fn of_requests<'r>(rows: impl Iterator<Item = &'r Row>, good: impl Fn(&Row) -> bool) -> Self {
        Self::count(rows, |row| row.apart.request, good)
    }

    fn of_replies<'r>(rows: impl Iterator<Item = &'r Row>, good: impl Fn(&Row) -> bool) -> Self {
        Self::count(rows, |row| row.apart.reply, good)
    }

    /// Whether the share in percent is at least this; of no cases, it is 100.
    pub fn reaches(self, percent: f64) -> bool {
        self.percent() >= percent
    }

    /// In percent.
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
    /// Why cases fail, as far as it is known, each with how many do so.
    pub reasons: Vec<(Reason, usize)>,
    /// Where the reasons are not true: a case without one, or another number of cases than is said.
    pub unexplained: Vec<String>,
}

impl Report {
    /// Of rows, with why some of them fail. `cases` is the name of the file that they come from.
    pub fn new(mut rows: Vec<Row>, reasons: Option<&Reasons>, cases: &str) -> Self {
        let (mut found, mut unexplained) = (Vec::new(), Vec::new());
        if let Some(reasons) = reasons {
            (found, unexplained) = reasons.apply(&mut rows, cases);
        }
        Self {
            rows,
            reasons: found,
            unexplained,
        }
    }

    fn known(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.case.is_known())
    }

    /// Requests that were sent exactly, of those whose path the metadata is said to know.
    pub fn sent(&self) -> Share {
        Share::of_requests(self.known(), Row::is_sent)
    }

    /// Requests that were sent exactly by typed fields alone, of those whose body fits the metadata.
    pub fn typed(&self) -> Share {
        let fitting = self.known().filter(|row| row.case.body_fits());
        Share::of_requests(fitting, |row| row.is_sent() && row.untyped.is_empty())
    }

    /// Requests with a body that does not fit the metadata, sent exactly all the same.
    pub fn fallen_back(&self) -> Share {
        let misfits = self.known().filter(|row| {
            matches!(row.case.body, Body::Json(_)) && !row.case.request_misfits.is_empty()
        });
        Share::of_requests(misfits, Row::is_sent)
    }

    /// Requests that were sent exactly through builders alone.
    pub fn built(&self) -> Share {
        Share::of_requests(self.known(), |row| row.is_sent() && !row.around)
    }

    /// JSON replies that were read, of all; those too whose path is gone from the metadata, so that there is
    /// no type to read into.
    pub fn read(&self) -> Share {
        let json = |row: &&Row| row.case.response.body.is_some();
        Share::of_replies(self.rows.iter().filter(json), Row::is_read)
    }

    /// Replies that fit the metadata, read and written back as they were.
    pub fn kept(&self) -> Share {
        let fitting = self
            .rows
            .iter()
            .filter(|row| row.case.is_known() && row.case.reply_fits());
        Share::of_replies(fitting, Row::is_kept)
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
            let row = json!({
                "what": what, "good": share.good, "all": share.all, "apart": share.apart, "percent": share.percent(),
            });
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
        let partly = rows().filter(|row| row.is_sent());
        let partly = partly.filter_map(|row| Some((row, row.failures().request?)));
        section(
            "Sent without a builder, or untyped in part though the body fits:",
            partly.collect(),
        )?;
        let unread = rows().filter_map(|row| Some((row, row.not_read.clone()?)));
        section("Not read:", unread.collect())?;
        let changed = rows().filter(|row| row.case.reply_fits());
        let changed = changed.filter_map(|row| Some((row, row.changed.clone()?)));
        section(
            "Written back otherwise, though the reply fits:",
            changed.collect(),
        )?;
        if !self.reasons.is_empty() {
            writeln!(f, "Why:")?;
        }
        for (reason, count) in &self.reasons {
            writeln!(f, "  {count:3}  {reason}")?;
        }
        for (name, what, share) in self.shares() {
            let Share { good, all, apart } = share;
            writeln!(
                f,
                "{name:8} {good:4} of {all:4}  {:6.2} %  {apart:3} apart  {what}",
                share.percent(),
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
    use csdlgen::snippet::{Reply, Snippet};

    use super::super::build::Outcome;
    use super::super::compare;
    use super::super::names::Names;
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
            implied: Vec::new(),
            reply: Reply::Single,
            needs: csdlgen::plan::Gate::default(),
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

    fn share(good: usize, all: usize) -> Share {
        Share {
            good,
            all,
            apart: 0,
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
                .contains("sent        0 of    0  100.00 %    0 apart")
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
        let report = Report::new(
            vec![
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
            None,
            "cases",
        );
        assert_eq!(report.sent(), share(3, 7));
        assert_eq!(report.typed(), share(2, 6));
        assert_eq!(report.fallen_back(), share(1, 1));
        assert_eq!(report.read(), share(2, 7));
        assert_eq!(report.kept(), share(1, 6));
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

    #[test]
    fn what_the_documentation_is_wrong_about_is_counted_apart() {
        let names = Names::default();
        let good = case(&[], r#"{"value": 1}"#);
        let row =
            |path: &str, read| Row::new(&good, &Ok(snippet()), Some(&ran(path, read)), &names);
        let rows = || {
            vec![
                row("/a", Ok(json!({"value": 1}))),
                row("/a", Err("found \"placeholder\"".to_owned())),
                row("/b", Ok(json!({"value": 1}))),
            ]
        };
        let text = |sent: usize| {
            format!(
                "[[reason]]\nof = \"reply\"\nsays = \"placeholder\"\nwhy = \"it is one\"\n\
                 documentation = true\ncases = {{ shop = 1 }}\n\
                 [[reason]]\nof = \"request\"\nsays = \"POST /a: \"\nwhy = \"it moves\"\n\
                 cases = {{ shop = {sent} }}\n"
            )
        };
        let reasons = Reasons::parse(&text(1)).unwrap();
        let report = Report::new(rows(), Some(&reasons), "shop");
        assert_eq!(report.unexplained, Vec::<String>::new());
        let apart = Share {
            apart: 1,
            ..share(2, 2)
        };
        assert_eq!((report.read(), report.sent()), (apart, share(2, 3)));
        let shown = report.to_string();
        assert!(
            shown.contains("  1  it is one (the documentation)"),
            "{shown}"
        );
        let wrong = Report::new(rows(), Some(&Reasons::parse(&text(2)).unwrap()), "shop");
        assert_eq!(wrong.unexplained.len(), 1, "{:?}", wrong.unexplained);
        let none = Report::new(rows(), Some(&Reasons::default()), "shop");
        assert_eq!(none.unexplained.len(), 2, "{:?}", none.unexplained);
    }
}
