//! A document → what of it is more than its limits allow; of each kind the first.

use super::document::{Document, EntityContainer, Schema};
use super::limits::{Limit, Limits};
use crate::diagnostic::{Diagnostic, Position};

/// What exceeds the limits, in no particular order.
pub(super) fn exceeded(document: &Document, limits: &Limits) -> Vec<Diagnostic> {
    let mut measure = Measure {
        limits,
        found: Vec::new(),
        counts: [(Limit::Types, 0), (Limit::Operations, 0)],
    };
    for schema in &document.schemas {
        measure.name(&schema.namespace, &schema.position);
        measure.types(schema);
        measure.operations(schema);
        for term in &schema.terms {
            measure.name(&term.name, &term.position);
        }
        for container in &schema.containers {
            measure.container(container);
        }
    }
    measure.found.into_iter().map(|(_, said)| said).collect()
}

struct Measure<'l> {
    limits: &'l Limits,
    found: Vec<(Limit, Diagnostic)>,
    counts: [(Limit, usize); 2],
}

impl Measure<'_> {
    fn types(&mut self, schema: &Schema) {
        for ty in &schema.structured {
            self.one(Limit::Types, &ty.position);
            self.name(&ty.name, &ty.position);
            let own = ty.properties.len().saturating_add(ty.navigation.len());
            self.members(own, &ty.name, &ty.position);
            for property in &ty.properties {
                self.name(&property.name, &property.position);
            }
            for property in &ty.navigation {
                self.name(&property.name, &property.position);
            }
        }
        for ty in &schema.enums {
            self.one(Limit::Types, &ty.position);
            self.name(&ty.name, &ty.position);
            self.members(ty.members.len(), &ty.name, &ty.position);
            for member in &ty.members {
                self.name(&member.name, &member.position);
            }
        }
        for ty in &schema.definitions {
            self.one(Limit::Types, &ty.position);
            self.name(&ty.name, &ty.position);
        }
    }

    fn operations(&mut self, schema: &Schema) {
        for operation in &schema.operations {
            self.one(Limit::Operations, &operation.position);
            self.name(&operation.name, &operation.position);
            self.members(
                operation.parameters.len(),
                &operation.name,
                &operation.position,
            );
            for parameter in &operation.parameters {
                self.name(&parameter.name, &parameter.position);
            }
        }
    }

    fn container(&mut self, container: &EntityContainer) {
        self.name(&container.name, &container.position);
        let position = &container.position;
        self.members(container.children.len(), &container.name, position);
        for child in &container.children {
            self.name(&child.name, &child.position);
        }
    }

    /// Counts one more.
    fn one(&mut self, limit: Limit, position: &Position) {
        let Some((_, count)) = self.counts.iter_mut().find(|(kind, _)| *kind == limit) else {
            return;
        };
        *count = count.saturating_add(1);
        if *count > self.limits.get(limit) {
            let what = format!("the document has too many {limit}");
            self.say(limit, position, &what);
        }
    }

    fn members(&mut self, count: usize, name: &str, position: &Position) {
        if count > self.limits.get(Limit::Members) {
            let what = format!("`{}` has {count} members", start(name));
            self.say(Limit::Members, position, &what);
        }
    }

    fn name(&mut self, name: &str, position: &Position) {
        // Characters are no more than bytes.
        let most = self.limits.get(Limit::Name);
        if name.len() > most && name.chars().nth(most).is_some() {
            let count = name.chars().count();
            let what = format!("the name `{}` has {count} characters", start(name));
            self.say(Limit::Name, position, &what);
        }
    }

    fn say(&mut self, limit: Limit, position: &Position, what: &str) {
        if self.found.iter().all(|(said, _)| *said != limit) {
            let said = self.limits.exceeded(limit, position.clone(), what);
            self.found.push((limit, said));
        }
    }
}

/// As much of a name as a message shows.
fn start(name: &str) -> String {
    let mut start: String = name.chars().take(40).collect();
    if start.len() < name.len() {
        start.push('…');
    }
    start
}
