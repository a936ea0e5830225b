//! Why documented requests are not sent, or replies not read, as they are documented: a file of reasons goes in, each
//! failing case has its reason afterwards, or is told of.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::row::Row;

/// Which part of a case a reason is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The request.
    Request,
    /// The reply.
    Reply,
}

/// Why some cases fail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    of: Side,
    /// A part of what the report says of them: method, path, and what is not as documented.
    says: String,
    why: String,
    /// Whether the documentation contradicts the description or the protocol.
    #[serde(default)]
    documentation: bool,
    /// How many cases there are in files of these names.
    cases: BTreeMap<String, usize>,
}

/// All reasons; of several that fit a case, the first counts.
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

    /// Marks the rows that are counted apart. Gives the reasons with how many cases each has, and what is not true of
    /// them.
    pub fn apply(&self, rows: &mut [Row], cases: &str) -> (Vec<(Reason, usize)>, Vec<String>) {
        let mut counts = vec![0; self.reason.len()];
        let mut wrong = Vec::new();
        for row in rows {
            let failures = row.failures();
            for (side, failure) in [
                (Side::Request, failures.request),
                (Side::Reply, failures.reply),
            ] {
                let Some(failure) = failure else { continue };
                let mut reasons = self.reason.iter().zip(&mut counts);
                let found = reasons.find(|(reason, _)| reason.fits(side, &failure));
                let Some((reason, count)) = found else {
                    wrong.push(format!("no reason is given for {failure}"));
                    continue;
                };
                *count += 1;
                match side {
                    Side::Request => row.apart.request = reason.documentation,
                    Side::Reply => row.apart.reply = reason.documentation,
                }
            }
        }
        let counted = self.reason.iter().zip(counts);
        for (reason, count) in counted.clone() {
            let said = reason.cases.get(cases).copied().unwrap_or(0);
            if said != count {
                let Reason { says, why, .. } = reason;
                wrong.push(format!(
                    "{count} cases of {cases} say {says:?} ({why}), where {said} are given"
                ));
            }
        }
        let counted = counted.filter(|(_, count)| *count > 0);
        (
            counted.map(|(r, count)| (r.clone(), count)).collect(),
            wrong,
        )
    }
}

impl Reason {
    fn fits(&self, side: Side, failure: &str) -> bool {
        self.of == side && failure.contains(&self.says)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)?;
        if self.documentation {
            f.write_str(" (the documentation)")?;
        }
        Ok(())
    }
}
