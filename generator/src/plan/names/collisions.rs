//! Names that the description tells apart and Rust's conventions do not, such as `VatCode` and `VATCode`: elements of
//! one scope go in, a name for each comes out.
//!
//! Of those that would have one name, the first of the most important kind keeps it; of one kind, the first in the
//! description. Each of the others takes the first name that is free, in the order of the description. So an element
//! that is added behind those of its kind renames none of them.

use std::collections::HashMap;
use std::fmt::Display;

use crate::diagnostic::{Diagnostic, Position};

/// An element that needs a name.
#[derive(Clone, Debug)]
pub(in crate::plan) struct Element<'m, N> {
    /// Its name in the description.
    pub(in crate::plan) csdl: &'m str,
    pub(in crate::plan) position: &'m Position,
    /// How important its kind is: 0 comes before 1.
    pub(in crate::plan) rank: u8,
    pub(in crate::plan) name: Wanted<N>,
}

/// The name that an element would have if it were alone.
#[derive(Clone, Debug)]
pub(in crate::plan) enum Wanted<N> {
    /// By the conventions of Rust.
    Usual(N),
    /// As `rename` has it.
    Given(N),
}

impl<N> Wanted<N> {
    pub(in crate::plan) fn name(&self) -> &N {
        match self {
            Self::Usual(name) | Self::Given(name) => name,
        }
    }
}

/// What elements are called.
#[derive(Debug)]
pub(in crate::plan) struct Resolved<N> {
    /// In the order of the elements.
    pub(in crate::plan) names: Vec<N>,
    /// Elements that are not called as they would be alone, each with the one that is.
    pub(in crate::plan) moved: Vec<(usize, usize)>,
    /// Elements that were given one name.
    pub(in crate::plan) clashes: Vec<(usize, usize)>,
}

/// Decides the names of elements, which are in the order of the description.
///
/// `fold` makes names equal that cannot stand beside each other. `other` makes another name for an element from the one
/// that it would have: it has the numbers of the element and of the one that is called so, and counts from 1.
pub(in crate::plan) fn resolve<N: Clone + AsRef<str>>(
    elements: &[Element<'_, N>],
    fold: impl Fn(&N) -> String,
    other: impl Fn(&N, (usize, usize), usize) -> N,
) -> Resolved<N> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut winners: HashMap<String, usize> = HashMap::new();
    let mut clashes = Vec::new();
    for (number, element) in elements.iter().enumerate() {
        let name = fold(element.name.name());
        match element.name {
            Wanted::Given(_) => {
                if let Some(first) = taken.insert(name, number) {
                    clashes.push((number, first));
                }
            }
            Wanted::Usual(_) => {
                let winner = winners.entry(name).or_insert(number);
                let is_before = |first: &Element<'_, N>| element.rank < first.rank;
                if elements.get(*winner).is_some_and(is_before) {
                    *winner = number;
                }
            }
        }
    }
    let mut moved = Vec::new();
    let mut names = Vec::with_capacity(elements.len());
    for (number, element) in elements.iter().enumerate() {
        let wanted = element.name.name();
        if matches!(element.name, Wanted::Given(_)) {
            names.push(wanted.clone());
            continue;
        }
        let folded = fold(wanted);
        let holder = taken.get(&folded).or_else(|| winners.get(&folded));
        let holder = holder.copied().filter(|holder| *holder != number);
        let name = match holder {
            None => wanted.clone(),
            Some(holder) => {
                moved.push((number, holder));
                let mut others = (1..).map(|n| other(wanted, (number, holder), n));
                let is_free = |name: &N| !taken.contains_key(&fold(name));
                others.find(is_free).unwrap_or_else(|| wanted.clone())
            }
        };
        taken.insert(fold(&name), number);
        names.push(name);
    }
    Resolved {
        names,
        moved,
        clashes,
    }
}

/// That an element is not called as it would be alone. `key` is what `rename` calls it.
pub(in crate::plan) fn moved<N: Display>(
    element: &Element<'_, N>,
    name: &N,
    first: &Element<'_, N>,
    key: &str,
) -> Diagnostic {
    let wanted = element.name.name();
    let message = format!(
        "{:?} becomes `{name}`, because {:?} ({}) is called `{wanted}`",
        element.csdl, first.csdl, first.position
    );
    Diagnostic::warning(element.position.clone(), message).with_remedy(format!(
        "to choose the name, give it in csdlgen.toml, under `rename`, or with --rename: \"{key}\" = \"…\""
    ))
}

/// That two elements were given one name.
pub(in crate::plan) fn clash<N: Display>(
    element: &Element<'_, N>,
    first: &Element<'_, N>,
    key: &str,
) -> Diagnostic {
    let message = format!(
        "{:?} and {:?} ({}) are both to become the Rust name `{}`",
        element.csdl,
        first.csdl,
        first.position,
        element.name.name()
    );
    Diagnostic::error(element.position.clone(), message).with_remedy(format!(
        "give one of them another name in csdlgen.toml, under `rename`: \"{key}\" = \"…\""
    ))
}
