//! Values that are sent: what a parameter or a body is goes in, how a method takes it comes out.

use crate::api::{Scalar, TypeKind, Value};
use crate::plan::names::scope::Scope;
use crate::plan::names::{ArgumentName, words_of_symbols};
use crate::plan::{ItemType, Taken};

use super::Context;
use super::refs::Refs;
use super::values::resolved;

/// How a method takes a value that is not small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Large {
    Value,
    Reference,
}

/// How a method takes a value.
pub(super) fn taken(
    context: &Context<'_>,
    value: &Value,
    refs: &mut Refs<'_>,
    large: Large,
) -> Taken {
    let (inner, _) = resolved(context.api, value);
    match inner {
        Value::Scalar(Scalar::Text | Scalar::Time) => Taken::IntoString,
        Value::List(item) => match refs.item(&Value::List(item.clone())) {
            ItemType::List(item) => Taken::IntoVec(*item),
            item => Taken::Value(item),
        },
        Value::Scalar(Scalar::Any | Scalar::Stream | Scalar::Bytes | Scalar::Decimal) => {
            by(refs.item(inner), large)
        }
        Value::Scalar(_) => Taken::Value(refs.item(inner)),
        Value::Named(id) => match &context.api[*id].kind {
            TypeKind::Enum { .. } => Taken::Value(refs.item(value)),
            _ => by(refs.item(value), large),
        },
        Value::Map(_) | Value::Nullable(_) => by(refs.item(value), large),
    }
}

fn by(item: ItemType, large: Large) -> Taken {
    match large {
        Large::Value => Taken::Value(item),
        Large::Reference => Taken::Reference(item),
    }
}

/// The name of an argument that is free.
pub(super) fn argument(wire: &str, scope: &mut Scope) -> ArgumentName {
    let name = ArgumentName::new(&words_of_symbols(wire));
    let escaped = std::iter::successors(Some(name.clone()), |name| Some(name.escaped()));
    let free = scope.first_free(escaped, |name| name.as_str());
    free.unwrap_or(name)
}
