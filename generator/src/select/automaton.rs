//! Patterns as automata over the segments of paths: a place in a pattern and a step go in, the places after
//! it come out.
//!
//! A place is how many segments of the pattern are behind. One more than all of them stands for a `**` at the
//! end that has gone through a reference, beyond which it does not go.

use super::pattern::Segment;
use crate::api::{Edge, Step};

/// How far wildcards go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To select: `**` follows what is contained, includes references to other resources and ends there;
    /// casts are to be named.
    Contained,
    /// To select all: `**` follows references and casts too.
    Everything,
    /// To exclude: as everything, with what is named alone in what is selected: `$count` and `$ref`.
    Excluded,
}

/// A segment of a path.
#[derive(Clone, Copy)]
enum Atom<'a> {
    Key,
    Name(&'a str),
    /// A name without namespace, and with it.
    Call(&'a str, Option<&'a str>),
    Cast(&'a str),
}

impl Atom<'_> {
    /// Whether a pattern's segment names it.
    fn is(self, name: &str) -> bool {
        match self {
            Self::Key => false,
            Self::Name(own) | Self::Cast(own) => own == name,
            Self::Call(own, full) => own == name || full == Some(name),
        }
    }

    fn is_wild(self, reach: Reach) -> bool {
        match self {
            Self::Cast(_) => reach != Reach::Contained,
            Self::Name("$count" | "$ref") => reach == Reach::Excluded,
            _ => true,
        }
    }
}

/// The places after a step.
pub(super) fn next(pattern: &[Segment], at: usize, edge: &Edge, reach: Reach) -> Vec<usize> {
    let after = |at, atom| after(pattern, at, atom, edge.contained, reach);
    match &edge.step {
        Step::Segments(names) => names.iter().fold(vec![at], |places, name| {
            let atom = Atom::Name(name);
            places.into_iter().flat_map(|at| after(at, atom)).collect()
        }),
        Step::Key(key) if key.apart => key.parts.iter().fold(vec![at], |places, _| {
            let places = places.into_iter();
            places.flat_map(|at| after(at, Atom::Key)).collect()
        }),
        Step::Key(_) | Step::Mixed(_) => after(at, Atom::Key),
        Step::Cast(name) => after(at, Atom::Cast(name)),
        Step::Call { name, full, .. } => after(at, Atom::Call(name, full.as_deref())),
        Step::Onward => vec![at],
        Step::Template { .. } => Vec::new(),
    }
}

fn after(
    pattern: &[Segment],
    at: usize,
    atom: Atom<'_>,
    contained: bool,
    reach: Reach,
) -> Vec<usize> {
    let wild = atom.is_wild(reach);
    let is_key = matches!(atom, Atom::Key);
    let mut to = Vec::new();
    for at in places(pattern, at) {
        match pattern.get(at) {
            Some(Segment::Any) if wild => {
                if reach != Reach::Contained || contained {
                    to.push(at);
                } else if at + 1 == pattern.len() {
                    to.push(referred(pattern));
                }
            }
            Some(Segment::One) if wild => to.push(at + 1),
            Some(Segment::Key) if is_key => to.push(at + 1),
            Some(Segment::Name(name)) if atom.is(name) => to.push(at + 1),
            None if at == referred(pattern) && is_key => to.push(at),
            _ => {}
        }
    }
    to
}

/// Whether a path that has come there is one of the pattern's.
pub(super) fn accepts(pattern: &[Segment], at: usize) -> bool {
    places(pattern, at).any(|at| at >= pattern.len())
}

/// The place after a reference that the last `**` has gone through.
pub(super) fn referred(pattern: &[Segment]) -> usize {
    pattern.len() + 1
}

/// The place, and the ones after each `**` there, which may stand for nothing.
fn places(pattern: &[Segment], at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(at), |at| {
        (pattern.get(*at) == Some(&Segment::Any)).then_some(at + 1)
    })
}
