//! Counts that do not vary from run to run: counts go in, with those that were recorded; out comes which have grown.
//!
//! What is counted: [`rust`], the Rust of a crate; and whatever `.ci/counts` measures by other programs.

pub mod rust;

use std::collections::BTreeMap;
use std::fmt;

/// What was counted → count → number.
pub type Counts = BTreeMap<String, BTreeMap<String, u64>>;

/// By how many percent a count may grow without being recorded.
pub const TOLERANCE: u64 = 5;

const HEADER: &str = "\
# Counts that do not vary from run to run. `bash .ci/counts` fails where one has grown by more than 5 %;
# `bash .ci/counts --record` records them anew, after a change that is worth it and in the same commit.

";

/// Reads what was recorded.
///
/// # Errors
/// It is not TOML, or something else than counts.
pub fn parse(text: &str) -> Result<Counts, toml::de::Error> {
    toml::from_str(text)
}

/// As it is recorded.
///
/// # Errors
/// A number is too large for TOML.
pub fn render(counts: &Counts) -> Result<String, toml::ser::Error> {
    Ok(format!("{HEADER}{}", toml::to_string(counts)?))
}

/// Takes what was counted into what was recorded; what was not counted stays.
pub fn record(recorded: &mut Counts, counted: &Counts) {
    for (what, counts) in counted {
        recorded.insert(what.clone(), counts.clone());
    }
}

/// A count that is not what was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was counted in, and what.
    pub name: String,
    /// What was recorded.
    pub from: Option<u64>,
    /// What was counted.
    pub to: Option<u64>,
}

/// What there is to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Grown by more than is tolerated, or never recorded: a failure.
    pub grown: Vec<Change>,
    /// Fallen by more than that: worth recording.
    pub fallen: Vec<Change>,
    /// Recorded, and not counted this time.
    pub missing: Vec<Change>,
}

/// Compares what was counted with what was recorded.
pub fn compare(recorded: &Counts, counted: &Counts) -> Verdict {
    let mut verdict = Verdict::default();
    let (recorded, counted) = (flat(recorded), flat(counted));
    for (name, to) in &counted {
        let change = Change {
            name: name.clone(),
            from: recorded.get(name).copied(),
            to: Some(*to),
        };
        match change.from {
            Some(from) if is_above(*to, from) => verdict.grown.push(change),
            Some(from) if is_below(*to, from) => verdict.fallen.push(change),
            Some(_) => {}
            None => verdict.grown.push(change),
        }
    }
    let missing = recorded
        .iter()
        .filter(|(name, _)| !counted.contains_key(*name));
    verdict.missing.extend(missing.map(|(name, from)| Change {
        name: name.clone(),
        from: Some(*from),
        to: None,
    }));
    verdict
}

fn flat(counts: &Counts) -> BTreeMap<String, u64> {
    let each = counts.iter().flat_map(|(what, counts)| {
        counts
            .iter()
            .map(move |(name, number)| (format!("{what}: {name}"), *number))
    });
    each.collect()
}

fn is_above(to: u64, from: u64) -> bool {
    u128::from(to) * 100 > u128::from(from) * u128::from(100 + TOLERANCE)
}

fn is_below(to: u64, from: u64) -> bool {
    u128::from(to) * 100 < u128::from(from) * u128::from(100 - TOLERANCE)
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match (self.from, self.to) {
            (Some(from), Some(to)) if to > from => {
                write!(
                    f,
                    "{name} grew from {from} to {to}{}",
                    Percent(to - from, from)
                )
            }
            (Some(from), Some(to)) => {
                write!(
                    f,
                    "{name} fell from {from} to {to}{}",
                    Percent(from - to, from)
                )
            }
            (None, Some(to)) => write!(f, "{name} is {to} and was never recorded"),
            (Some(from), None) => write!(f, "{name} was not counted ({from} are recorded)"),
            (None, None) => write!(f, "{name} was not counted"),
        }
    }
}

/// A part of a whole, in percent with a digit after the point.
struct Percent(u64, u64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(part, whole) = *self;
        match (u128::from(part) * 1000).checked_div(u128::from(whole)) {
            Some(tenths) => write!(f, ", by {}.{} %", tenths / 10, tenths % 10),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, compare, parse, record, render};

    fn counts(numbers: &[(&str, u64)]) -> Counts {
        let mut counts = Counts::new();
        for (name, number) in numbers {
            let of = counts.entry("a crate".to_owned()).or_default();
            of.insert((*name).to_owned(), *number);
        }
        counts
    }

    #[test]
    fn what_grows_by_more_than_a_twentieth_fails() {
        let recorded = counts(&[
            ("lines", 1000),
            ("files", 100),
            ("types", 40),
            ("methods", 0),
        ]);
        let verdict = compare(
            &recorded,
            &counts(&[
                ("lines", 1051),
                ("files", 105),
                ("types", 38),
                ("methods", 1),
            ]),
        );
        let said: Vec<String> = verdict.grown.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "a crate: lines grew from 1000 to 1051, by 5.1 %",
                "a crate: methods grew from 0 to 1"
            ]
        );
        assert_eq!((verdict.fallen, verdict.missing), (vec![], vec![]));
    }

    #[test]
    fn what_falls_is_told_and_what_is_not_counted_too() {
        let verdict = compare(
            &counts(&[("lines", 1000), ("files", 100)]),
            &counts(&[("lines", 900)]),
        );
        assert_eq!(verdict.grown, []);
        assert_eq!(
            verdict.fallen[0].to_string(),
            "a crate: lines fell from 1000 to 900, by 10.0 %"
        );
        assert_eq!(
            verdict.missing[0].to_string(),
            "a crate: files was not counted (100 are recorded)"
        );
    }

    #[test]
    fn what_was_never_recorded_fails() {
        let verdict = compare(&Counts::new(), &counts(&[("lines", 1)]));
        assert_eq!(
            verdict.grown[0].to_string(),
            "a crate: lines is 1 and was never recorded"
        );
    }

    #[test]
    fn a_record_is_read_as_it_is_written() {
        let mut recorded = counts(&[("lines", 1000)]);
        recorded.insert(
            "other".to_owned(),
            counts(&[("files", 3)])["a crate"].clone(),
        );
        record(&mut recorded, &counts(&[("lines", 2000)]));
        let text = render(&recorded).unwrap();
        assert_eq!(parse(&text).unwrap(), recorded);
        assert!(text.contains("[other]\nfiles = 3\n"), "{text}");
        assert_eq!(recorded["a crate"]["lines"], 2000);
        assert!(parse("lines = \"many\"").is_err());
    }
}
