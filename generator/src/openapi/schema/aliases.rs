//! Aliases that stand for themselves: Rust has no such types.
//!
//! A list or a map of itself becomes a union of one variant, which is a type of its own; an alias of nothing but aliases may
//! be anything.

use crate::api::{Kinds, Scalar, Tests, Type, TypeId, TypeKind, Union, Value, Variant};

/// How far the search has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// Seen in the search that began with this type.
    Seen(usize),
    Done,
}

/// Makes types of their own of aliases that stand for themselves.
pub(super) fn break_circles(types: &mut [Type]) {
    let mut states = vec![State::New; types.len()];
    for start in 0..types.len() {
        let mut at = start;
        let mut path = Vec::new();
        let circle = loop {
            match states.get(at).copied() {
                Some(State::New) => {}
                Some(State::Seen(own)) if own == start => break Some(at),
                _ => break None,
            }
            if let Some(state) = states.get_mut(at) {
                *state = State::Seen(start);
            }
            path.push(at);
            match types.get(at).and_then(next) {
                Some(id) => at = id.index(),
                None => break None,
            }
        };
        if let Some(first) = circle {
            let from = path.iter().position(|at| *at == first).unwrap_or_default();
            open(types, path.get(from..).unwrap_or_default());
        }
        for at in path {
            if let Some(state) = states.get_mut(at) {
                *state = State::Done;
            }
        }
    }
}

/// What an alias stands for, where that is a type.
fn next(ty: &Type) -> Option<TypeId> {
    let TypeKind::Alias(value) = &ty.kind else {
        return None;
    };
    let mut value = value;
    loop {
        match value {
            Value::Named(id) => return Some(*id),
            Value::Nullable(inner) | Value::List(inner) | Value::Map(inner) => value = inner,
            Value::Scalar(_) => return None,
        }
    }
}

/// Opens a circle at one of its types.
fn open(types: &mut [Type], circle: &[usize]) {
    let holds = |at: &&usize| {
        let kind = types.get(**at).map(|ty| &ty.kind);
        matches!(kind, Some(TypeKind::Alias(value)) if !matches!(plain(value), Value::Named(_)))
    };
    let found = circle.iter().find(holds).copied();
    let Some(ty) = found
        .or(circle.first().copied())
        .and_then(|at| types.get_mut(at))
    else {
        return;
    };
    let TypeKind::Alias(value) = &ty.kind else {
        return;
    };
    let (name, kinds) = match plain(value) {
        Value::List(_) => ("list", Kinds::LIST),
        Value::Map(_) => ("object", Kinds::OBJECT),
        _ => {
            ty.kind = TypeKind::Alias(Value::Scalar(Scalar::Any));
            return;
        }
    };
    let variant = Variant {
        name: name.to_owned(),
        value: plain(value).clone(),
        tests: Tests {
            kinds,
            ..Tests::default()
        },
    };
    ty.kind = TypeKind::Union(Box::new(Union {
        variants: vec![variant],
        discriminator: None,
    }));
}

fn plain(value: &Value) -> &Value {
    match value {
        Value::Nullable(inner) => plain(inner),
        value => value,
    }
}
