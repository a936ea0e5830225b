//! Patterns as automata over the segments of paths: a place in a pattern and an edge go in, the places after
//! it come out.
//!
//! A place is how many segments of the pattern are behind. One more than all of them stands for a `**` at the
//! end that has gone through a reference, beyond which it does not go.

use super::graph::{Edge, Label};
use super::pattern::Segment;

/// How far wildcards go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To select: `**` follows what is contained, includes references to other resources and ends there;
    /// casts are to be named.
    Contained,
    /// To exclude: everything.
    Everything,
}

/// The places after an edge.
pub(super) fn next(pattern: &[Segment], at: usize, edge: &Edge<'_>, reach: Reach) -> Vec<usize> {
    let is_cast = matches!(edge.label, Label::Cast(_));
    let is_key = matches!(edge.label, Label::Key);
    let wild = reach == Reach::Everything || !is_cast;
    let mut to = Vec::new();
    for at in places(pattern, at) {
        match pattern.get(at) {
            Some(Segment::Any) if wild => {
                if reach == Reach::Everything || edge.contained {
                    to.push(at);
                } else if at + 1 == pattern.len() {
                    to.push(referred(pattern));
                }
            }
            Some(Segment::One) if wild => to.push(at + 1),
            Some(Segment::Key) if is_key => to.push(at + 1),
            Some(Segment::Name(name)) if edge.label.is(name) => to.push(at + 1),
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
