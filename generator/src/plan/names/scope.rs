//! Scopes: which names are taken at one place of the generated crate.

use std::collections::HashSet;

/// The names of one scope: a namespace's types, a builder's methods.
#[derive(Clone, Debug, Default)]
pub(in crate::plan) struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(in crate::plan) fn reserving(names: impl IntoIterator<Item = &'static str>) -> Self {
        Self {
            taken: names.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Whether a name is taken.
    pub(in crate::plan) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Takes a name that is free, and says whether it was.
    pub(in crate::plan) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Takes the first of the candidates that is free.
    pub(in crate::plan) fn first_free<N>(
        &mut self,
        candidates: impl IntoIterator<Item = N>,
        text: impl Fn(&N) -> &str,
    ) -> Option<N> {
        let free = candidates
            .into_iter()
            .find(|name| !self.is_taken(text(name)))?;
        self.take(text(&free));
        Some(free)
    }
}
