//! Which terms are kept: those that apply to a type that is kept, and those that annotations need.

use std::collections::{HashMap, HashSet};

use crate::csdl::Document;
use crate::model::TermId;

use super::aliases::Aliases;
use super::keep::{Keep, Part};
use super::visit;

impl Keep<'_> {
    /// Terms that apply to a type that is kept, and those that annotations need.
    pub(super) fn terms(&mut self, needed: &HashSet<String>) {
        let model = self.model;
        for (id, term) in (0..).map(TermId).zip(&model.terms) {
            let mut types = term.types.iter();
            let applies = types.any(|ty| self.types.get(ty) == Some(&Part::Whole));
            if applies || needed.contains(&model.qualified_name(id)) {
                self.terms.insert(id);
                term.types.iter().for_each(|ty| self.name(*ty));
                term.ty.iter().for_each(|ty| self.mention(ty.item));
            }
        }
    }
}

/// The full names of the terms of the document's annotations, and of their bases.
pub(super) fn needed(document: &Document) -> HashSet<String> {
    let aliases = Aliases::new(document);
    let mut needed = HashSet::new();
    let mut bases: HashMap<String, String> = HashMap::new();
    for schema in &document.schemas {
        if document
            .schemas
            .iter()
            .all(|schema| schema.terms.is_empty())
        {
            break;
        }
        // The visitor changes things in place.
        visit::annotations(&mut schema.clone(), &mut |list| {
            needed.extend(list.iter().map(|it| aliases.full(schema, &it.term)));
        });
        for term in &schema.terms {
            if let Some(base) = &term.base {
                let name = format!("{}.{}", schema.namespace, term.name);
                bases.insert(name, aliases.full(schema, base));
            }
        }
    }
    let mut waiting: Vec<String> = needed.iter().cloned().collect();
    while let Some(name) = waiting.pop() {
        if let Some(base) = bases.remove(&name)
            && needed.insert(base.clone())
        {
            waiting.push(base);
        }
    }
    needed
}
