//! What went away and what came → which of it is probably the same under another name.

use std::collections::{BTreeSet, HashMap};

/// Pairs of names that are looked at: more would take too long, and a version that changes so much is not
/// understood by pairs.
const MAX_PAIRS: usize = 250_000;
/// How alike two names are, from 0 to 1, for the same thing to have been renamed.
const NEAR: f64 = 0.6;
/// How much of their members two types share, from 0 to 1.
const ALIKE: f64 = 0.7;

/// Something that is in one version only.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its name.
    pub(super) name: String,
    /// What must be the same: kind and type.
    pub(super) shape: String,
    /// Whether the shape alone tells much: a type of the service rather than a text.
    pub(super) telling: bool,
}

/// Pairs what has gone from an element with what has come to it: same shape, and near names or no other
/// candidate with a telling shape.
pub(super) fn members(gone: &[Candidate], come: &[Candidate]) -> Vec<(usize, usize)> {
    if gone.len().saturating_mul(come.len()) > MAX_PAIRS {
        return Vec::new();
    }
    let (olds, news) = (shapes(gone), shapes(come));
    let one = |shapes: &HashMap<&str, usize>, shape: &str| shapes.get(shape) == Some(&1);
    let mut scored = Vec::new();
    for (at, old) in gone.iter().enumerate() {
        let alone = old.telling && one(&olds, &old.shape) && one(&news, &old.shape);
        for (to, new) in come
            .iter()
            .enumerate()
            .filter(|(_, new)| new.shape == old.shape)
        {
            let score = nearness(&old.name, &new.name);
            if alone || score >= NEAR {
                scored.push((score, at, to));
            }
        }
    }
    greedy(scored)
}

/// How often each shape occurs.
fn shapes(candidates: &[Candidate]) -> HashMap<&str, usize> {
    let mut shapes = HashMap::new();
    for candidate in candidates {
        *shapes.entry(candidate.shape.as_str()).or_default() += 1;
    }
    shapes
}

/// A type that is in one version only.
#[derive(Clone, Debug)]
pub(super) struct TypeCandidate {
    pub(super) namespace: String,
    pub(super) name: String,
    /// Entity, complex, enumeration or definition.
    pub(super) kind: &'static str,
    pub(super) members: BTreeSet<String>,
}

/// Pairs types: of one name in another namespace, or with near names and much the same members.
pub(super) fn types(gone: &[TypeCandidate], come: &[TypeCandidate]) -> Vec<(usize, usize)> {
    if gone.len().saturating_mul(come.len()) > MAX_PAIRS {
        return moved(gone, come);
    }
    let mut scored = Vec::new();
    for (at, old) in gone.iter().enumerate() {
        for (to, new) in come
            .iter()
            .enumerate()
            .filter(|(_, new)| new.kind == old.kind)
        {
            let alike = alike(&old.members, &new.members);
            let near = nearness(&old.name, &new.name);
            if old.name == new.name && (alike > 0.0 || old.members.is_empty()) {
                scored.push((2.0 + alike, at, to));
            } else if old.namespace == new.namespace && alike >= ALIKE && near >= NEAR / 2.0 {
                scored.push((alike + near / 2.0, at, to));
            }
        }
    }
    greedy(scored)
}

fn moved(gone: &[TypeCandidate], come: &[TypeCandidate]) -> Vec<(usize, usize)> {
    let by_name: HashMap<_, _> = come
        .iter()
        .enumerate()
        .map(|(at, ty)| ((ty.kind, ty.name.as_str()), at))
        .collect();
    let mut used = BTreeSet::new();
    gone.iter()
        .enumerate()
        .filter_map(|(at, ty)| Some((at, *by_name.get(&(ty.kind, ty.name.as_str()))?)))
        .filter(|(_, to)| used.insert(*to))
        .collect()
}

/// The best pairs first; each of both sides once.
fn greedy(mut scored: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, at, to) in scored {
        if !left.contains(&at) && !right.contains(&to) {
            left.insert(at);
            right.insert(to);
            pairs.push((at, to));
        }
    }
    pairs
}

/// From 0 to 1: by edits, or by how much of the longer name the shorter one is.
fn nearness(a: &str, b: &str) -> f64 {
    // Distances grow with the product of the lengths; CSDL allows 128 characters.
    const LONGEST: usize = 128;
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    if a == b {
        return 1.0;
    }
    let (long, short) = if a.len() < b.len() {
        (&b, &a)
    } else {
        (&a, &b)
    };
    if long.len() > LONGEST {
        return 0.0;
    }
    let edits = strsim::normalized_damerau_levenshtein(&a, &b);
    if short.len() >= 4 && long.contains(short.as_str()) {
        let lengths = u32::try_from(short.len())
            .ok()
            .zip(u32::try_from(long.len()).ok());
        let part = lengths.map_or(0.0, |(short, long)| f64::from(short) / f64::from(long));
        return edits.max(0.3 + part);
    }
    edits
}

fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let size = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let all = a.union(b).count();
    if all == 0 {
        return 0.0;
    }
    size(a.intersection(b).count()) / size(all)
}
