//! How much of everything a service description may have: the one place of these figures.
//!
//! A description is somebody else's text, and a small one can ask for much: what these limits refuse is an error
//! with its place that names the limit, and each can be raised. Beside each figure stands what Microsoft Graph's
//! v1.0 has of it.

use std::fmt;
use std::str::FromStr;

use crate::diagnostic::{Diagnostic, Position};

/// Something of which a service description may only have so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// Bytes of a document.
    Document,
    /// Levels of elements of XML, or of values of JSON.
    Depth,
    /// Elements of XML, or values of JSON.
    Elements,
    /// Attributes of one element.
    Attributes,
    /// Bytes of one value: an attribute, the text of an element, a string.
    Value,
    /// Characters of a name.
    Name,
    /// Types of a document.
    Types,
    /// Actions and functions of a document.
    Operations,
    /// Properties of a type with those that it inherits, members of an enumeration, parameters of an operation,
    /// children of a container.
    Members,
    /// Types that a type derives from, one above the other.
    Bases,
    /// Properties of all types together, each with those that it inherits, and again as each of its bases: the fields of
    /// the crate, and what enums over derived types read.
    Fields,
    /// Navigation properties and bound operations of all types together, each with those of its bases: the methods of
    /// the crate.
    Methods,
}

/// Name, default, and the most that it can be raised to.
struct Row(&'static str, usize, usize);

const ANY: usize = usize::MAX;
/// What reads nested values goes down with them, and the JSON parser stops at 512 of its own.
const DEEPEST: usize = 200;

impl Limit {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Document,
        Self::Depth,
        Self::Elements,
        Self::Attributes,
        Self::Value,
        Self::Name,
        Self::Types,
        Self::Operations,
        Self::Members,
        Self::Bases,
        Self::Fields,
        Self::Methods,
    ];

    /// The table; Graph's v1.0 as of 2026, in comments.
    const fn row(self) -> Row {
        match self {
            Self::Document => Row("document", 64 << 20, ANY), // 3.4 million: a 20th
            Self::Depth => Row("depth", 100, DEEPEST),        // 13: an 8th
            Self::Elements => Row("elements", 2_000_000, ANY), // 40,549: a 49th
            Self::Attributes => Row("attributes", 128, ANY),  // 4: a 32nd
            Self::Value => Row("value", 1 << 20, ANY),        // 849: a 1,200th
            Self::Name => Row("name", 512, ANY),              // 74: a 7th; the standard says 128
            Self::Types => Row("types", 100_000, ANY),        // 3,822: a 26th
            Self::Operations => Row("operations", 100_000, ANY), // 1,183: an 80th
            Self::Members => Row("members", 10_000, ANY),     // 826: a 12th
            Self::Bases => Row("bases", 200, ANY),            // 4: a 50th
            Self::Fields => Row("fields", 1_000_000, ANY),    // 24,528: a 40th
            Self::Methods => Row("methods", 200_000, ANY),    // 3,891: a 51st
        }
    }

    /// What options call it.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// How much it is unless raised.
    pub const fn usual(self) -> usize {
        self.row().1
    }

    /// The most that it can be raised to.
    pub const fn most(self) -> usize {
        self.row().2
    }

    fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a limit is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadLimit {
    /// Nothing is called so.
    #[error("unknown limit {0:?}; known are {names}", names = names())]
    Unknown(String),
    /// It must be some number.
    #[error("the limit `{0}` must be a whole number from 1 to {most}", most = .0.most())]
    Number(Limit),
    /// Not of the form.
    #[error("{0:?} is not of the form NAME=NUMBER")]
    Form(String),
}

fn names() -> String {
    Limit::ALL.map(Limit::name).join(", ")
}

impl FromStr for Limit {
    type Err = BadLimit;

    fn from_str(name: &str) -> Result<Self, BadLimit> {
        let found = Self::ALL.into_iter().find(|limit| limit.name() == name);
        found.ok_or_else(|| BadLimit::Unknown(name.to_owned()))
    }
}

/// How much a service description may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Limits([usize; Limit::ALL.len()]);

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = Limit::ALL.map(|limit| (limit.name(), self.get(limit)));
        f.debug_map().entries(all).finish()
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self(Limit::ALL.map(Limit::usual))
    }
}

impl Limits {
    /// How much of this.
    pub fn get(&self, limit: Limit) -> usize {
        self.0
            .get(limit.index())
            .copied()
            .unwrap_or_else(|| limit.usual())
    }

    /// With another figure.
    ///
    /// # Errors
    /// It is 0, or more than the limit can be raised to.
    pub fn with(mut self, limit: Limit, most: usize) -> Result<Self, BadLimit> {
        if !(1..=limit.most()).contains(&most) {
            return Err(BadLimit::Number(limit));
        }
        if let Some(slot) = self.0.get_mut(limit.index()) {
            *slot = most;
        }
        Ok(self)
    }

    /// Those that are not as usual.
    pub fn raised(&self) -> impl Iterator<Item = (Limit, usize)> {
        let all = Limit::ALL.into_iter();
        all.map(|limit| (limit, self.get(limit)))
            .filter(|(limit, now)| *now != limit.usual())
    }

    /// What is said where there is more than allowed of something.
    pub(crate) fn exceeded(
        &self,
        limit: Limit,
        position: impl Into<Option<Position>>,
        what: &str,
    ) -> Diagnostic {
        let most = self.get(limit);
        let message = format!("{what}: the limit `{limit}` is {most}");
        let remedy = if most < limit.most() {
            format!(
                "no service description is known that needs more; if this one is to be trusted, raise the limit \
                 with `--max {limit}=NUMBER`, `limits.{limit}` in csdlgen.toml or `Builder::limit`"
            )
        } else {
            "this limit cannot be raised further; check what this document is".to_owned()
        };
        Diagnostic::error(position, message).with_remedy(remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_known_by_name_and_can_be_raised() {
        for (at, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit.index(), at);
            assert_eq!(limit.name().parse(), Ok(limit));
            assert_eq!(Limits::default().get(limit), limit.usual());
            let raised = Limits::default().with(limit, limit.usual() + 1).unwrap();
            assert_eq!(
                raised.raised().collect::<Vec<_>>(),
                [(limit, limit.usual() + 1)]
            );
            assert!(Limits::default().with(limit, 0).is_err());
            let text = raised.exceeded(limit, None, "much").to_string();
            assert!(
                text.contains(&format!("--max {limit}=NUMBER")),
                "{limit}: {text}"
            );
        }
        assert!(Limits::default().with(Limit::Depth, DEEPEST + 1).is_err());
        assert!(
            "depths"
                .parse::<Limit>()
                .unwrap_err()
                .to_string()
                .contains("depth, ")
        );
    }
}
