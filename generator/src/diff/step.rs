//! Classes → the step of the crate's version (Semantic Versioning 2.0.0, and Cargo's rule for 0.x: there,
//! the minor version counts as the major one).

use semver::Version;

use super::change::Class;

/// The step that follows from the gravest class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing has changed.
    None,
    /// The last number.
    Patch,
    /// The middle number.
    Minor,
    /// The first number.
    Major,
}

impl Step {
    /// The step of a crate; `zero` while its version begins with 0.
    pub fn of(gravest: Option<Class>, zero: bool) -> Self {
        match (gravest, zero) {
            (None, _) => Self::None,
            (Some(Class::Breaking), false) => Self::Major,
            (Some(Class::Breaking), true) | (Some(Class::Additive), false) => Self::Minor,
            (Some(Class::Additive), true) | (Some(Class::Docs), _) => Self::Patch,
        }
    }

    /// One word.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The version that follows, where the text is one. Between 0.0.x versions everything is breaking.
pub fn next_version(version: &str, gravest: Option<Class>) -> Option<String> {
    let Version {
        major,
        minor,
        patch,
        ..
    } = Version::parse(version).ok()?;
    let next = match Step::of(gravest, major == 0) {
        Step::Major => Version::new(major.checked_add(1)?, 0, 0),
        Step::Minor if major == 0 && minor == 0 => Version::new(0, 0, patch.checked_add(1)?),
        Step::Minor => Version::new(major, minor.checked_add(1)?, 0),
        Step::Patch => Version::new(major, minor, patch.checked_add(1)?),
        Step::None => return None,
    };
    Some(next.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Step, next_version};
    use crate::diff::Class;

    #[test]
    fn follows_semver_and_cargos_rule_for_zero() {
        for (version, class, next) in [
            ("1.4.2", Some(Class::Breaking), Some("2.0.0")),
            ("1.4.2", Some(Class::Additive), Some("1.5.0")),
            ("1.4.2", Some(Class::Docs), Some("1.4.3")),
            ("0.4.2", Some(Class::Breaking), Some("0.5.0")),
            ("0.4.2", Some(Class::Additive), Some("0.4.3")),
            ("0.0.2", Some(Class::Breaking), Some("0.0.3")),
            ("0.4.2", None, None),
            ("x", Some(Class::Docs), None),
        ] {
            assert_eq!(next_version(version, class).as_deref(), next, "{version}");
        }
        assert_eq!(Step::of(Some(Class::Breaking), false), Step::Major);
    }
}
