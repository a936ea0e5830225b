//! Overloads of both versions → which of them is which: the key of each (CSDL XML 4.01, sections 12.2 and
//! 12.4: overloads differ in their binding type and parameters).
//!
//! The key of an operation is its kind, name and binding type with a number, since parameters may change.

use std::collections::BTreeMap;

use crate::model::{Model, Operation, OperationId, OperationKind};

use super::names::Names;

/// The overloads of one operation on one binding type.
#[derive(Default)]
struct Group {
    old: Vec<OperationId>,
    new: Vec<OperationId>,
}

/// Gives every operation of both versions its key.
pub(super) fn pair(old: (&Model, &mut Names), new: (&Model, &mut Names)) {
    let ((old_model, old_names), (new_model, new_names)) = (old, new);
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (id, operation) in ids(old_model) {
        let group = groups.entry(group_key(old_model, old_names, operation));
        group.or_default().old.push(id);
    }
    for (id, operation) in ids(new_model) {
        let group = groups.entry(group_key(new_model, new_names, operation));
        group.or_default().new.push(id);
    }
    old_names.operations = vec![String::new(); old_model.operations.len()];
    new_names.operations = vec![String::new(); new_model.operations.len()];
    for (key, group) in groups {
        let pairs = overloads(
            (old_model, old_names, &group.old),
            (new_model, new_names, &group.new),
        );
        for (number, (old, new)) in pairs.into_iter().enumerate() {
            let key = format!("{key} {number}");
            let put = |names: &mut Names, id: Option<OperationId>| {
                if let Some(slot) = id.and_then(|id| names.operations.get_mut(id.index())) {
                    slot.clone_from(&key);
                }
            };
            put(old_names, old);
            put(new_names, new);
        }
    }
}

fn ids(model: &Model) -> impl Iterator<Item = (OperationId, &Operation)> {
    (0..).map(OperationId).zip(&model.operations)
}

fn group_key(model: &Model, names: &Names, operation: &Operation) -> String {
    let kind = match operation.kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    };
    let name = model.qualified(operation.namespace, &operation.name);
    let binding = operation.binding.as_ref();
    let binding = binding.map_or(String::new(), |binding| names.typed(model, &binding.ty));
    format!("{kind} {name}({binding})")
}

/// Parameters by name, with their types.
fn signature(model: &Model, names: &Names, id: OperationId) -> Vec<(String, String)> {
    let parameters = model[id].parameters.iter();
    let mut signature: Vec<_> = parameters
        .map(|p| (p.name.clone(), names.typed(model, &p.ty)))
        .collect();
    signature.sort();
    signature
}

type Overloads<'a> = (&'a Model, &'a Names, &'a [OperationId]);
type Pairs = Vec<(Option<OperationId>, Option<OperationId>)>;

/// First those with the same parameters and types, then with the same parameters, then the most alike; one
/// left on each side is the same operation with other parameters.
fn overloads(old: Overloads<'_>, new: Overloads<'_>) -> Pairs {
    let sign = |(model, names, ids): Overloads<'_>| -> Vec<(OperationId, Vec<(String, String)>)> {
        ids.iter()
            .map(|id| (*id, signature(model, names, *id)))
            .collect()
    };
    let (mut olds, mut news) = (sign(old), sign(new));
    let mut pairs = Pairs::new();
    let bare = |signature: &[(String, String)]| -> Vec<String> {
        signature.iter().map(|(name, _)| name.clone()).collect()
    };
    take(&mut olds, &mut news, &mut pairs, |a, b| usize::from(a == b));
    take(&mut olds, &mut news, &mut pairs, |a, b| {
        usize::from(bare(a) == bare(b))
    });
    take(&mut olds, &mut news, &mut pairs, |a, b| {
        b.iter()
            .filter(|(name, _)| a.iter().any(|(other, _)| other == name))
            .count()
    });
    if olds.len() == 1 && news.len() == 1 {
        take(&mut olds, &mut news, &mut pairs, |_, _| 1);
    }
    pairs.extend(news.into_iter().map(|(id, _)| (None, Some(id))));
    pairs.extend(olds.into_iter().map(|(id, _)| (Some(id), None)));
    pairs
}

type Signed = Vec<(OperationId, Vec<(String, String)>)>;

/// Moves into `pairs` what scores best, as long as anything scores.
fn take(
    olds: &mut Signed,
    news: &mut Signed,
    pairs: &mut Pairs,
    score: impl Fn(&[(String, String)], &[(String, String)]) -> usize,
) {
    let mut at = 0;
    while let Some((id, signature)) = olds.get(at) {
        let best = news
            .iter()
            .enumerate()
            .map(|(to, (_, new))| (score(signature, new), std::cmp::Reverse(to)))
            .max();
        match best {
            Some((1.., std::cmp::Reverse(to))) => {
                pairs.push((Some(*id), Some(news.remove(to).0)));
                olds.remove(at);
            }
            _ => at += 1,
        }
    }
}

/// An operation as people write it: `ns.name(binding; parameter, parameter)`.
pub(super) fn shown(model: &Model, id: OperationId) -> String {
    let operation = &model[id];
    let names = Names::default();
    let name = model.qualified_name(id);
    let binding = operation.binding.as_ref();
    let binding = binding.map_or(String::new(), |binding| names.typed(model, &binding.ty));
    let parameters: Vec<&str> = operation
        .parameters
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    match parameters.as_slice() {
        [] => format!("{name}({binding})"),
        parameters => format!("{name}({binding}; {})", parameters.join(", ")),
    }
}
