//! Scopes: which names are taken at one place of the generated crate, and by what.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Position};

/// The names of one scope: a namespace's types, a struct's fields, a builder's methods.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope<'m> {
    taken: HashMap<String, Owner<'m>>,
}

#[derive(Clone, Copy, Debug)]
struct Owner<'m> {
    csdl: &'m str,
    position: Option<&'m Position>,
}

impl<'m> Scope<'m> {
    /// A scope in which some names are taken from the start.
    pub(super) fn reserving(names: impl IntoIterator<Item = &'static str>) -> Self {
        let owner = Owner {
            csdl: "",
            position: None,
        };
        Self {
            taken: names
                .into_iter()
                .map(|name| (name.to_owned(), owner))
                .collect(),
        }
    }

    /// Whether a name is taken.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains_key(name)
    }

    /// Takes a name that is free, and says whether it was.
    pub(super) fn take(&mut self, name: &str) -> bool {
        let owner = Owner {
            csdl: "",
            position: None,
        };
        self.taken.insert(name.to_owned(), owner).is_none()
    }

    /// Takes the first of the candidates that is free.
    pub(super) fn first_free<N>(
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

    /// Takes a name for a CSDL element.
    ///
    /// # Errors
    /// Another element has become the same Rust name. `rename_key` is what the configuration's `rename`
    /// table calls the element.
    pub(super) fn claim(
        &mut self,
        rust: &str,
        csdl: &'m str,
        position: &'m Position,
        rename_key: impl FnOnce() -> String,
    ) -> Result<(), Diagnostic> {
        let owner = Owner {
            csdl,
            position: Some(position),
        };
        let Some(first) = self.taken.insert(rust.to_owned(), owner) else {
            return Ok(());
        };
        let place = first
            .position
            .map(|at| format!(" ({at})"))
            .unwrap_or_default();
        Err(Diagnostic::error(
            position.clone(),
            format!(
                "{csdl:?} and {:?}{place} both become the Rust name `{rust}`",
                first.csdl
            ),
        )
        .with_remedy(format!(
            "give one of them another name in csdlgen.toml, under `rename`: \"{}\" = \"…\"",
            rename_key()
        )))
    }
}
