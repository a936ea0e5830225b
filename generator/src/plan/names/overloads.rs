//! Overloads: operations of one name go in, for each the words of a name that tells it apart come out.
//!
//! Overloads differ in their parameters (CSDL XML 4.01, sections 12.2 and 12.4): the first that not all of them take
//! is named, as in `delta` and `delta_with_token`. Where others begin with it too, the first that no other takes; where
//! each is taken by another, the first ones that no other begins with. A function that shares its name with an action is
//! called `…_function`.

use std::collections::{HashMap, HashSet};

use crate::model::{Model, Operation, OperationKind};

use crate::plan::methods::callable::Callable;

/// How many parameters are tried to tell overloads apart; beyond that, all that differ are named.
const MOST_NAMED: usize = 8;

/// Words for each of the operations of one scope, in the same order.
pub(in crate::plan) fn stems(model: &Model, callables: &[Callable<'_>]) -> Vec<Vec<String>> {
    let mut groups: HashMap<(&str, OperationKind), Overloads<'_>> = HashMap::new();
    for callable in callables {
        let operation = &model[callable.id];
        groups
            .entry((callable.name, operation.kind))
            .or_default()
            .add(operation);
    }
    for overloads in groups.values_mut() {
        overloads.count_beginnings();
    }
    let mut stems: Vec<Vec<String>> = callables
        .iter()
        .map(|callable| {
            let operation = &model[callable.id];
            let twin = groups.contains_key(&(callable.name, OperationKind::Action));
            let overloads = groups.get(&(callable.name, operation.kind));
            let mut stem = vec![callable.name.to_owned()];
            if twin && operation.kind == OperationKind::Function {
                stem.push("function".to_owned());
            }
            stem.extend(
                overloads
                    .into_iter()
                    .flat_map(|it| it.distinction(operation)),
            );
            stem
        })
        .collect();
    name_types_of_equals(model, callables, &mut stems);
    stems
}

/// The operations of one name and kind.
#[derive(Default)]
struct Overloads<'m> {
    all: Vec<&'m Operation>,
    /// How many take a parameter.
    taken: HashMap<&'m str, usize>,
    /// How many begin with the same parameters, of those that not all take.
    beginnings: HashMap<Vec<&'m str>, usize>,
}

impl<'m> Overloads<'m> {
    fn add(&mut self, operation: &'m Operation) {
        self.all.push(operation);
        let names: HashSet<&str> = operation
            .parameters
            .iter()
            .map(|p| p.name.as_str())
            .collect();
        for name in names {
            *self.taken.entry(name).or_default() += 1;
        }
    }

    fn count_beginnings(&mut self) {
        for operation in &self.all {
            let own = self.own(operation);
            for count in 1..=own.len().min(MOST_NAMED) {
                *self.beginnings.entry(own[..count].to_vec()).or_default() += 1;
            }
        }
    }

    /// The parameters of one that not all take.
    fn own(&self, operation: &'m Operation) -> Vec<&'m str> {
        let names = operation.parameters.iter().map(|p| p.name.as_str());
        names
            .filter(|name| self.taken.get(name) != Some(&self.all.len()))
            .collect()
    }

    /// The first parameter that tells one from the others, as `with a`, or the first ones, as `with a and b`.
    fn distinction(&self, operation: &'m Operation) -> Vec<String> {
        let own = self.own(operation);
        let tells = |count: &usize| self.beginnings.get(&own[..*count]) == Some(&1);
        let count = (1..own.len().min(MOST_NAMED))
            .find(tells)
            .unwrap_or(own.len());
        let alone = own.iter().find(|name| self.taken.get(*name) == Some(&1));
        if let (2.., Some(name)) = (count, alone) {
            return vec!["with".to_owned(), (*name).to_owned()];
        }
        let mut words = Vec::new();
        for name in own.into_iter().take(count) {
            words.push(if words.is_empty() { "with" } else { "and" }.to_owned());
            words.push(name.to_owned());
        }
        words
    }
}

/// Overloads with the same parameter names differ in types: those are named too.
fn name_types_of_equals(model: &Model, callables: &[Callable<'_>], stems: &mut [Vec<String>]) {
    let mut seen = HashSet::new();
    for (callable, stem) in callables.iter().zip(stems.iter_mut()) {
        if seen.insert(stem.clone()) {
            continue;
        }
        for (at, parameter) in model[callable.id].parameters.iter().enumerate() {
            stem.push(if at == 0 { "as" } else { "and" }.to_owned());
            stem.push(model.short_type_name(&parameter.ty));
        }
        seen.insert(stem.clone());
    }
}
