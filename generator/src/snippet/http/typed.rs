//! Texts → JSON by their types: a text alone, or the members of an object as queries and forms write them, `a[b][0]=c`.

use serde_json::{Map, Value as Json};

use crate::api::{Api, Constant, Scalar, TypeKind, Value};
use crate::plan::{ItemType, Taken};

/// Aliases that are followed in a row.
const ALIASES: usize = 32;

/// A member's name in parts, such as `price`, `from` of `price[from]`, and its text.
pub(super) type Member = (Vec<String>, String);

/// The value of an argument of a path.
pub(super) fn of_path(taken: &Taken, text: &str) -> Json {
    let is_text = match taken {
        Taken::Value(ItemType::Prelude(name)) => *name == "String",
        _ => true,
    };
    let read = (!is_text)
        .then(|| serde_json::from_str(text).ok())
        .flatten();
    read.unwrap_or_else(|| Json::from(text))
}

/// A type with its aliases and its null taken away.
fn plain<'a>(api: &'a Api, mut value: &'a Value) -> &'a Value {
    for _ in 0..ALIASES {
        value = match value {
            Value::Nullable(inner) => inner,
            Value::Named(id) => match &api[*id].kind {
                TypeKind::Alias(inner) => inner,
                _ => return value,
            },
            _ => return value,
        };
    }
    value
}

pub(super) fn item_of<'a>(api: &'a Api, value: &'a Value) -> Option<&'a Value> {
    match plain(api, value) {
        Value::List(item) => Some(item),
        _ => None,
    }
}

/// The names of a struct's fields.
pub(super) fn fields<'a>(api: &'a Api, value: &'a Value) -> Vec<&'a str> {
    let Value::Named(id) = plain(api, value) else {
        return Vec::new();
    };
    match &api[*id].kind {
        TypeKind::Struct { fields, .. } => fields.iter().map(|it| it.name.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// A text as its type is in JSON.
pub(super) fn typed(api: &Api, value: &Value, text: &str) -> Json {
    let read = || serde_json::from_str::<Json>(text).ok();
    let found = match plain(api, value) {
        Value::Scalar(Scalar::Integer(_) | Scalar::Natural(_) | Scalar::Float(_)) => {
            read().filter(Json::is_number)
        }
        Value::Scalar(Scalar::Boolean) => read().filter(Json::is_boolean),
        Value::Named(id) => match &api[*id].kind {
            TypeKind::Enum { members } => {
                let is_text =
                    |member: &crate::api::Member| member.value == Constant::Text(text.to_owned());
                read()
                    .filter(|_| !members.iter().any(is_text))
                    .filter(|it| !it.is_string())
            }
            _ => None,
        },
        _ => None,
    };
    found.unwrap_or_else(|| Json::from(text))
}

/// The parts of a member's name: `a[b][0]` → `a`, `b`, `0`.
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut parts = name.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    let inner = parts.map(|part| part.trim_end_matches(']').to_owned());
    std::iter::once(first).chain(inner).collect()
}

/// Members of one value → the value.
pub(super) fn nested(api: &Api, value: &Value, members: &[Member]) -> Json {
    let whole = members.iter().find(|(name, _)| name.is_empty());
    if let (Some((_, text)), None) = (whole, item_of(api, value)) {
        return typed(api, value, text);
    }
    // By the first part of the name, in the order in which they stand.
    let mut groups: Vec<(&str, Vec<Member>)> = Vec::new();
    for (name, text) in members {
        let (first, rest) = name
            .split_first()
            .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let member = (rest.to_vec(), text.clone());
        match groups.iter_mut().find(|(own, _)| *own == first) {
            Some((_, group)) => group.push(member),
            None => groups.push((first, vec![member])),
        }
    }
    if let Some(item) = item_of(api, value) {
        let items = groups.iter().flat_map(|(name, group)| {
            // Without a number, each stands for an item.
            let alone = name.is_empty();
            let items: Vec<Json> = if alone {
                group
                    .iter()
                    .map(|member| nested(api, item, std::slice::from_ref(member)))
                    .collect()
            } else {
                vec![nested(api, item, group)]
            };
            items
        });
        return items.collect();
    }
    let any = Value::Scalar(Scalar::Any);
    let object = groups.iter().map(|(name, group)| {
        let inner = member_type(api, value, name).unwrap_or(&any);
        ((*name).to_owned(), nested(api, inner, group))
    });
    Json::Object(object.collect::<Map<_, _>>())
}

/// The type of a member of an object.
fn member_type<'a>(api: &'a Api, value: &'a Value, name: &str) -> Option<&'a Value> {
    match plain(api, value) {
        Value::Map(inner) => Some(inner),
        Value::Named(id) => match &api[*id].kind {
            TypeKind::Struct { fields, .. } => {
                fields.iter().find(|it| it.name == name).map(|it| &it.value)
            }
            _ => None,
        },
        _ => None,
    }
}
