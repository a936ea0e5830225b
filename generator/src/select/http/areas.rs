//! What is behind cargo features, of a service in the terms of HTTP: the patterns of each feature go in, [`Areas`] come out.
//!
//! A feature needs the places that its patterns select and those that their paths go through, and what the requests there send
//! and read, with all that this holds. What `always` selects, what no feature needs, and what [`MANY`] or more need is always
//! there. Nothing inside a file is gated but the steps to places of other features.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::super::areas::{MANY, by_segment};
use super::super::pattern::Pattern;
use super::super::report::{self, Known};
use super::super::{Features, Selection, too_many, walk};
use super::Needed;
use crate::api::{Api, Area, Areas, Gate, Kept, NodeId, TypeId};
use crate::diagnostic::Diagnostics;

/// The places of the features, in their order, or the types.
type Needs<T> = HashMap<T, BTreeSet<usize>>;

/// Finds the areas.
///
/// # Errors
/// Patterns that select nothing, unless the selection is lenient, and segments that make no names of features.
pub(super) fn areas(api: &Api, kept: &Kept, selection: &Selection) -> Result<Areas, Diagnostics> {
    let (always, mut features) = match &selection.features {
        Features::None => return Ok(Areas::default()),
        Features::BySegment => (Vec::new(), by_segment(api, kept)?),
        Features::Named { always, features } => (always.clone(), features.clone()),
    };
    features.sort_by(|a, b| a.name.cmp(&b.name));
    let tree = Tree::new(api, kept);
    let mut errors = Vec::new();
    let mut places = |patterns: &[Pattern]| match selected(api, patterns, selection.lenient) {
        Ok(found) => Ok(tree.with_ways(found)),
        Err(Failed::Unused(unused)) => {
            errors.extend(unused.0);
            Ok(HashSet::new())
        }
        Err(Failed::TooMany) => Err(too_many()),
    };
    let always_at = places(&always)?;
    let mut needs: Needs<NodeId> = HashMap::new();
    for (number, feature) in features.iter().enumerate() {
        for node in places(&feature.patterns)? {
            needs.entry(node).or_default().insert(number);
        }
    }
    if !errors.is_empty() {
        return Err(Diagnostics(errors));
    }
    needs.retain(|node, features| features.len() < MANY && !always_at.contains(node));
    let lone = tree.nodes.iter().filter(|node| !needs.contains_key(node));
    let lone = tree.with_ways(lone.copied());
    needs.retain(|node, _| !lone.contains(node));

    let names: Vec<Arc<str>> = features.iter().map(|it| it.name.as_str().into()).collect();
    let patterns: Vec<&[Pattern]> = features.iter().map(|it| it.patterns.as_slice()).collect();
    let types = types(api, kept, &needs, &lone, &patterns);
    let gate = |features: &BTreeSet<usize>| {
        let names = features.iter().filter_map(|number| names.get(*number));
        Gate::any_of(names.cloned().collect())
    };
    let types = types.iter().map(|(ty, features)| (*ty, gate(features)));
    let nodes = needs.iter().map(|(node, it)| (*node, gate(it)));
    let (types, nodes) = (types.collect(), nodes.collect());
    let all = features.iter().zip(&names).map(|(feature, name)| Area {
        name: Arc::clone(name),
        patterns: feature.patterns.iter().map(Pattern::to_string).collect(),
    });
    Ok(Areas::of_requests(all.collect(), types, nodes))
}

enum Failed {
    Unused(Diagnostics),
    TooMany,
}

/// The places that patterns select.
fn selected(api: &Api, patterns: &[Pattern], lenient: bool) -> Result<HashSet<NodeId>, Failed> {
    let walked = walk::walk(api, patterns, &[]).map_err(|walk::TooMany| Failed::TooMany)?;
    let known = Known {
        types: &|| api.types.iter().map(|ty| ty.name.clone()).collect(),
        is_elsewhere: &|_| false,
    };
    if !lenient {
        report::unused(&known, patterns, &[], &walked).map_err(Failed::Unused)?;
    }
    Ok(walked.nodes.into_keys().collect())
}

/// The places of a service that are kept, each with the one before it.
struct Tree {
    nodes: Vec<NodeId>,
    before: HashMap<NodeId, NodeId>,
}

impl Tree {
    fn new(api: &Api, kept: &Kept) -> Self {
        let nodes = (0..).map(NodeId).take(api.nodes.len());
        let nodes = nodes.filter(|node| *node != NodeId::ROOT && kept.has_node(*node));
        Self {
            nodes: nodes.collect(),
            before: api.edges.iter().map(|edge| (edge.to, edge.from)).collect(),
        }
    }

    /// Places with all that the paths to them go through, but for the root, which is always there.
    fn with_ways(&self, nodes: impl IntoIterator<Item = NodeId>) -> HashSet<NodeId> {
        let mut all = HashSet::new();
        for node in nodes {
            let mut next = Some(node);
            while let Some(node) = next.filter(|node| *node != NodeId::ROOT && all.insert(*node)) {
                next = self.before.get(&node).copied();
            }
        }
        all
    }
}

/// The types that are not always there, and which features need them.
fn types(
    api: &Api,
    kept: &Kept,
    places: &Needs<NodeId>,
    always_at: &HashSet<NodeId>,
    patterns: &[&[Pattern]],
) -> Needs<TypeId> {
    let mut needs: Needs<TypeId> = HashMap::new();
    for (number, patterns) in patterns.iter().enumerate() {
        let mut needed = Needed::new(api);
        needed.objects_of_parts = true;
        let own = places.iter().filter(|(_, it)| it.contains(&number));
        needed.places(kept, &own.map(|(node, _)| *node).collect());
        needed.named(patterns);
        for ty in needed.closed() {
            needs.entry(ty).or_default().insert(number);
        }
    }
    let mut always = Needed::new(api);
    always.objects_of_parts = true;
    always.places(kept, always_at);
    always.places(kept, &HashSet::from([NodeId::ROOT]));
    always.of_service();
    let is_always = |ty: &TypeId| needs.get(ty).is_none_or(|features| features.len() >= MANY);
    let ids = (0..).map(TypeId).take(api.types.len());
    always.work.extend(ids.filter(is_always));
    let always = always.closed();
    needs.retain(|ty, _| !always.contains(ty));
    needs
}
