//! Excluding patterns as one automaton: sets of places in them, each set with a number.

use std::collections::{BTreeSet, HashMap};

use super::automaton::{Reach, accepts, next};
use super::pattern::{Kind, Pattern};
use crate::api::{Edge, Verbs};

/// The sets of places that were come by.
#[derive(Debug)]
pub(super) struct Excluding<'p> {
    patterns: &'p [Pattern],
    sets: Vec<BTreeSet<(usize, usize)>>,
    numbers: HashMap<BTreeSet<(usize, usize)>, usize>,
    /// Which patterns have excluded anything.
    pub(super) used: Vec<bool>,
}

impl<'p> Excluding<'p> {
    pub(super) fn new(patterns: &'p [Pattern]) -> Self {
        Self {
            patterns,
            sets: Vec::new(),
            numbers: HashMap::new(),
            used: vec![false; patterns.len()],
        }
    }

    /// How many sets there are.
    pub(super) fn sets(&self) -> usize {
        self.sets.len()
    }

    /// The set at the root of all paths.
    pub(super) fn start(&mut self) -> usize {
        self.number(
            (0..self.patterns.len())
                .map(|pattern| (pattern, 0))
                .collect(),
        )
    }

    /// The set after an edge.
    pub(super) fn next(&mut self, set: usize, edge: &Edge) -> usize {
        let mut after = BTreeSet::new();
        for (pattern, at) in self.sets.get(set).into_iter().flatten() {
            if let Some(Kind::Paths(segments, _)) = self.patterns.get(*pattern).map(|p| &p.kind) {
                let places = next(segments, *at, edge, Reach::Excluded);
                after.extend(places.into_iter().map(|at| (*pattern, at)));
            }
        }
        self.number(after)
    }

    /// What is left of the methods where a path ends.
    pub(super) fn left(&mut self, set: usize, verbs: Verbs) -> Verbs {
        let mut left = verbs;
        for (pattern, at) in self.sets.get(set).into_iter().flatten() {
            let kind = self.patterns.get(*pattern).map(|p| &p.kind);
            let Some(Kind::Paths(segments, excluded)) = kind else {
                continue;
            };
            if accepts(segments, *at) && !verbs.and(*excluded).is_empty() {
                left = left.without(*excluded);
                if let Some(used) = self.used.get_mut(*pattern) {
                    *used = true;
                }
            }
        }
        left
    }

    fn number(&mut self, set: BTreeSet<(usize, usize)>) -> usize {
        if let Some(number) = self.numbers.get(&set) {
            return *number;
        }
        let number = self.sets.len();
        self.sets.push(set.clone());
        self.numbers.insert(set, number);
        number
    }
}
