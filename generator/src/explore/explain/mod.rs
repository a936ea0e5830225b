//! Explaining: a path, a type, a property or an operation goes in; its Rust items, what is sent and what comes
//! back, required permissions, until when it is there, and an example come out.
//!
//! Inside: `place` (what paths lead to), `operation`, `ty` (types and their members), `example` (requests as Rust).

mod example;
mod operation;
mod place;
mod ty;

use crate::model::{Annotations, OperationId, TypeRef};
use crate::odata::vocabulary::capabilities::sentences_of;
use crate::odata::vocabulary::revision;
use crate::plan::Docs;

use super::explanation::{Deprecated, Explanation};
use super::map::Map;
use super::resolve;
use super::routes::Routes;
use super::{ExploreError, Explorer, description, http, rust};
pub(super) use ty::fields;

/// How many things of one name are explained at once.
const AT_ONCE: usize = 5;

/// What explanations are made from.
struct Explain<'e> {
    explorer: &'e Explorer,
    map: &'e Map<'e>,
}

impl Explorer {
    /// Explains a path, a type, `type/property`, or an operation; with or without namespace. There is more than one
    /// explanation where several things have the name.
    ///
    /// # Errors
    /// Nothing has the name, or too much.
    pub fn explain(&self, text: &str) -> Result<Vec<Explanation>, ExploreError> {
        if let Some(http) = self.http() {
            return http::explain(&http, text);
        }
        let map = Map::new(self);
        let explain = Explain {
            explorer: self,
            map: &map,
        };
        let text = text.trim();
        if text.starts_with('/') || text.contains("://") {
            let places = resolve::path(self, &map, text)?;
            return Ok(places.iter().map(|place| explain.place(place)).collect());
        }
        let routes = Routes::new(&map);
        match text.split_once('/') {
            Some((name, member)) => explain.member_called(&routes, text, name, member),
            None => explain.called(&routes, text),
        }
    }
}

impl Explain<'_> {
    fn member_called(
        &self,
        routes: &Routes<'_>,
        text: &str,
        name: &str,
        member: &str,
    ) -> Result<Vec<Explanation>, ExploreError> {
        let types = self.explorer.types_called(name);
        let members = types
            .iter()
            .filter_map(|ty| self.member(routes, *ty, member));
        let members: Vec<_> = members.collect();
        if members.is_empty() {
            return Err(self.explorer.unknown(text, &types, Some(member)));
        }
        Ok(members)
    }

    fn called(&self, routes: &Routes<'_>, name: &str) -> Result<Vec<Explanation>, ExploreError> {
        let mut types = self.explorer.types_called(name);
        let operations = self.explorer.operations_called(name);
        if types.len() + operations.len() > AT_ONCE {
            // The type of exactly this full name is what was meant.
            let is_exact = |ty: &TypeRef| rust::type_name(self.map.model, *ty) == name;
            let Some(ty) = types.iter().copied().find(is_exact) else {
                let error = self.explorer.ambiguous(routes, name, &types, &operations);
                return Err(error);
            };
            types = vec![ty];
        }
        let types = types.into_iter().map(|ty| self.ty(routes, ty));
        let operations = operations.into_iter();
        let operations = operations.map(|id: OperationId| self.operation(routes, id));
        let all: Vec<Explanation> = types.chain(operations).collect();
        if all.is_empty() {
            return Err(self.explorer.unknown(name, &[], None));
        }
        Ok(all)
    }

    /// The path of an item of the generated crate.
    fn path(&self, parts: &[&str]) -> String {
        format!("{}::{}", self.explorer.krate, parts.join("::"))
    }
}

/// What annotations say of anything.
fn said(annotations: &Annotations) -> Explanation {
    Explanation {
        description: description(annotations),
        capabilities: sentences_of(annotations),
        deprecated: revision(annotations).map(|revision| Deprecated {
            date: revision.date,
            removal: revision.removal,
            description: revision.description,
        }),
        ..Explanation::default()
    }
}

/// The link to the service's reference, which stands on a line of its own.
fn reference(docs: &Docs) -> Option<String> {
    let mut lines = docs.0.iter();
    lines.find_map(|line| {
        let link = line.strip_prefix("[Reference](")?.strip_suffix(')')?;
        Some(link.to_owned())
    })
}
