//! What is behind cargo features: the patterns of each feature go in, [`Areas`] come out.
//!
//! A feature needs
//! - the types at the paths that its patterns select, and those that the paths go through;
//! - where a pattern ends with `**`, what these contain, up to a type that stands at the paths of another feature;
//! - what operations there take and give, up to the same;
//! - all that these hold as values: complex types, enumerations and, where a value may be of a derived type, derived types.
//!
//! A type that no path comes to goes where what derives from it is, or else where what refers to it is, or else where what it
//! refers to or its base is. What is selected to be always there is, with what it holds as values; what no feature needs is always there, and so is what [`MANY`] or more need: it would be compiled for nearly every
//! user, and each further feature costs a line wherever it is mentioned.
//!
//! What one type refers to of another feature is gated where it is mentioned; see [`crate::plan::layout`].

mod ends;
mod grow;
mod kin;
mod report;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use self::ends::Ends;
use self::grow::Growth;
use super::pattern::{Pattern, written};
use crate::api::{Api, Area, Areas, Gate, Kept, NodeId, Step, TypeId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::check;

/// The number of an area among those of a service, in the order of their names.
type AreaId = u16;

/// How many features must need a type for it to be always there.
pub(super) const MANY: usize = 5;

/// The features of a crate for parts of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Features {
    /// None: all is always there.
    #[default]
    None,
    /// One for each of the segments that paths begin with.
    BySegment,
    /// By their names.
    Named {
        /// What is always there.
        always: Vec<Pattern>,
        /// All others.
        features: Vec<Feature>,
    },
}

impl Features {
    /// In place of the name of a feature, what is there without any.
    pub(crate) const ALWAYS: &str = "always";
}

/// A feature and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name: ASCII letters, digits, `-` and `_`.
    pub name: String,
    /// What it needs.
    pub patterns: Vec<Pattern>,
}

/// What finding areas needs to know of a service.
pub(crate) struct Parts<'a> {
    pub(crate) api: &'a Api,
    pub(crate) kept: &'a Kept,
    /// What derives from a type, where a value of the type may be of these.
    pub(crate) derived: &'a dyn Fn(TypeId) -> Vec<TypeId>,
}

/// Finds the areas.
///
/// # Errors
/// Patterns that select nothing, unless `lenient`, and segments that make no names of features.
pub(crate) fn areas(
    parts: &Parts<'_>,
    features: &Features,
    lenient: bool,
) -> Result<Areas, Diagnostics> {
    let (always, mut features) = match features {
        Features::None => return Ok(Areas::default()),
        Features::BySegment => (Vec::new(), by_segment(parts.api, parts.kept)?),
        Features::Named { always, features } => (always.clone(), features.clone()),
    };
    features.sort_by(|a, b| a.name.cmp(&b.name));
    let mut errors = Vec::new();
    let mut ends = Vec::new();
    let patterns = features.iter().map(|feature| &feature.patterns);
    for patterns in patterns.chain([&always]) {
        let found = ends::ends(parts, patterns);
        if !lenient {
            errors.extend(report::unused(parts, patterns, &found)?);
        }
        ends.push(Ends::joined(found));
    }
    if !errors.is_empty() {
        return Err(Diagnostics(errors));
    }
    let growth = Growth::new(parts, &ends);
    // What its operations take and give may be off: they are gated.
    let always = ends.pop().unwrap_or_default().without_operations();
    let mut needed_by: HashMap<TypeId, Vec<AreaId>> = HashMap::new();
    for (area, ends) in (0..).zip(&ends) {
        for ty in growth.grown(ends) {
            needed_by.entry(ty).or_default().push(area);
        }
    }
    kin::adopt(&growth, &mut needed_by);
    needed_by.retain(|_, areas| areas.len() < MANY);
    let names: Vec<Arc<str>> = features.iter().map(|it| it.name.as_str().into()).collect();
    let gates = gates(&growth, &growth.grown(&always), &needed_by, &names);
    let all = features.into_iter().zip(names).map(|(feature, name)| Area {
        name,
        patterns: feature.patterns.iter().map(Pattern::to_string).collect(),
    });
    Ok(Areas::new(parts.api, all.collect(), gates))
}

/// When each type is there that is not always.
fn gates(
    growth: &Growth<'_>,
    always: &HashSet<TypeId>,
    needed_by: &HashMap<TypeId, Vec<AreaId>>,
    names: &[Arc<str>],
) -> HashMap<TypeId, Gate> {
    let lone = growth.types().filter(|ty| !needed_by.contains_key(ty));
    // Nobody asks for these; the enum over all of a family is there where all of the family is.
    let (families, others): (Vec<TypeId>, Vec<TypeId>) =
        lone.partition(|ty| growth.has_family(*ty) && !always.contains(ty));
    let always = growth.held(always.iter().copied().chain(others).collect());
    let is_gated = |ty: &TypeId| !always.contains(ty);
    let mut gates = HashMap::new();
    for (ty, areas) in needed_by.iter().filter(|(ty, _)| is_gated(ty)) {
        let names = areas
            .iter()
            .filter_map(|area| names.get(usize::from(*area)));
        gates.insert(*ty, Gate::any_of(names.cloned().collect()));
    }
    let families = families.into_iter().filter(is_gated);
    let families: Vec<(TypeId, Gate)> = families
        .map(|family| {
            let mut gate = Gate::default();
            for held in growth.held(HashSet::from([family])) {
                gate.add(gates.get(&held).cloned().unwrap_or_default());
            }
            (family, gate)
        })
        .collect();
    gates.extend(families.into_iter().filter(|(_, gate)| !gate.is_always()));
    gates
}

/// A feature for each of the segments that paths begin with.
pub(super) fn by_segment(api: &Api, kept: &Kept) -> Result<Vec<Feature>, Diagnostics> {
    let mut features: Vec<Feature> = Vec::new();
    let mut errors = Vec::new();
    for (id, edge) in api.steps(NodeId::ROOT) {
        let segment = match &edge.step {
            Step::Segments(names) => names.first(),
            Step::Call { name, .. } => Some(name),
            _ => None,
        };
        let Some(segment) = segment.filter(|_| kept.has_edge(id)) else {
            continue;
        };
        let name = check::feature_of_segment(segment);
        let pattern = Pattern::parse(&format!("/{}/**", written(segment)));
        match (check::feature_name(&name), pattern) {
            (Ok(()), Ok(pattern)) => match features.iter_mut().find(|it| it.name == name) {
                Some(feature) if feature.patterns.contains(&pattern) => {}
                Some(feature) => feature.patterns.push(pattern),
                None => features.push(Feature {
                    name,
                    patterns: vec![pattern],
                }),
            },
            (Err(invalid), _) | (_, Err(invalid)) => {
                let message = format!("the segment {segment:?} makes no feature: {invalid}");
                let remedy = "name the features in the table `features`";
                errors.push(Diagnostic::error(None, message).with_remedy(remedy));
            }
        }
    }
    if errors.is_empty() {
        Ok(features)
    } else {
        Err(Diagnostics(errors))
    }
}
