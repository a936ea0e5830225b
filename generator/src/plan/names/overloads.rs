//! Overloads: operations of one name go in, for each the words of a name that tells it apart come out.
//!
//! Overloads differ in their parameters (CSDL XML 4.01, sections 12.2 and 12.4): what not all of them take
//! is named, as in `delta` and `delta_with_token`. A function that shares its name with an action is
//! called `…_function`.

use std::collections::{HashMap, HashSet};

use crate::model::{Model, Operation, OperationKind};

use crate::plan::methods::callable::Callable;

/// Words for each of the operations of one scope, in the same order.
pub(in crate::plan) fn stems(model: &Model, callables: &[Callable<'_>]) -> Vec<Vec<String>> {
    let mut groups: HashMap<(&str, OperationKind), Vec<&Operation>> = HashMap::new();
    for callable in callables {
        let operation = &model[callable.id];
        groups
            .entry((callable.name, operation.kind))
            .or_default()
            .push(operation);
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
            stem.extend(distinction(operation, overloads.map_or(&[], Vec::as_slice)));
            stem
        })
        .collect();
    name_types_of_equals(model, callables, &mut stems);
    stems
}

/// The parameters that not all overloads take, as `with a and b`.
fn distinction(operation: &Operation, overloads: &[&Operation]) -> Vec<String> {
    let everywhere = |name: &str| {
        overloads
            .iter()
            .all(|overload| overload.parameters.iter().any(|p| p.name == name))
    };
    let own = operation
        .parameters
        .iter()
        .map(|p| p.name.as_str())
        .filter(|name| !everywhere(name));
    let mut words = Vec::new();
    for name in own {
        words.push(if words.is_empty() { "with" } else { "and" }.to_owned());
        words.push(name.to_owned());
    }
    words
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
