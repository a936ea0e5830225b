//! `--path`: a type, a namespace, a member or a resource → which changes are asked for.

use std::collections::BTreeSet;

use crate::config::Crate;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pipeline::Source;
use crate::select::{Features, Pattern};
use crate::text::nearest;

use super::change::Change;
use super::element::Elements;
use super::names::Names;
use super::{Version, rust};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Scope(Asked);

#[derive(Clone, Debug)]
enum Asked {
    /// A type, namespace or member.
    Name(String),
    /// What paths lead to, in those versions that have it.
    Paths(Box<(Option<Version>, Option<Version>)>),
}

impl Scope {
    /// A text that starts with a slash or `**` is a resource, with all below it and what that needs; another
    /// one is a namespace, a type with or without its namespace, or `type/member`.
    ///
    /// # Errors
    /// The text is not a pattern of paths, or neither version has such a path.
    pub fn new(
        text: &str,
        old: &Source,
        new: &Source,
        config: &Crate,
    ) -> Result<Self, Diagnostics> {
        if !text.starts_with('/') && !text.starts_with("**") {
            return Ok(Self(Asked::Name(text.to_owned())));
        }
        let below = if text.ends_with("**") || text.contains('#') {
            text.to_owned()
        } else {
            format!("{}/**", text.trim_end_matches('/'))
        };
        let pattern = Pattern::parse(&below).map_err(|invalid| {
            Diagnostics::from(Diagnostic::error(None, invalid.message).with_remedy(invalid.remedy))
        })?;
        let mut config = config.clone();
        config.selection.include = vec![pattern];
        // Where it selects nothing, the version does not have it: no other pattern may say so.
        config.selection.features = Features::None;
        config.selection.exclude = Vec::new();
        let mut older = config.for_older();
        older.selection.lenient = false;
        match (Version::read(old, &older), Version::read(new, &config)) {
            (Err(_), Err(errors)) => Err(errors),
            (old, new) => {
                let version = |read: Result<(Version, _), _>| read.ok().map(|(version, _)| version);
                Ok(Self(Asked::Paths(Box::new((version(old), version(new))))))
            }
        }
    }

    /// Whether either version has what is asked for.
    ///
    /// # Errors
    /// Neither has a type, namespace or member of the name.
    pub fn check(&self, old: &Version, new: &Version) -> Result<(), Diagnostics> {
        let Asked::Name(name) = &self.0 else {
            return Ok(());
        };
        let plain = Names::default();
        for version in [new, old] {
            let Elements { by_key, more } = version.elements(&plain);
            let more = more.into_iter().map(|(_, element)| element);
            let mut elements = by_key.into_values().chain(more);
            if elements.any(|element| is_named(&element.owner, &element.name, name)) {
                return Ok(());
            }
        }
        let types = [new, old]
            .into_iter()
            .flat_map(|version| &version.full_names)
            .map(String::as_str);
        let error = Diagnostic::error(None, format!("neither version has {name:?}"));
        let error = match nearest(name, types) {
            Some(near) => error.with_remedy(format!("did you mean {near:?}?")),
            None => error.with_remedy("name a type, a namespace, `type/member` or a resource"),
        };
        Err(error.into())
    }

    pub(super) fn keep(&self, changes: &mut Vec<Change>, old_names: &Names, new_names: &Names) {
        match &self.0 {
            Asked::Name(name) => changes.retain(|change| is_in(change, name)),
            Asked::Paths(versions) => {
                let mut origins = BTreeSet::new();
                for (version, names) in [(&versions.0, old_names), (&versions.1, new_names)] {
                    if let Some(version) = version {
                        let surface = rust::surface(version, names);
                        origins.extend(surface.into_keys().map(|slot| slot.origin));
                    }
                }
                changes.retain(|change| origins.contains(&change.origin));
            }
        }
    }
}

fn is_in(change: &Change, name: &str) -> bool {
    is_named(&change.owner, &change.subject, name)
}

fn is_named(owner: &str, subject: &str, name: &str) -> bool {
    let within = |text: &str| {
        let rest = text.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/', '(']))
    };
    let short = owner.rsplit('.').next() == Some(name);
    short || within(owner) || within(subject.trim_start_matches('@'))
}
