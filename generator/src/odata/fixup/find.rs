//! Names in an overlay → ids in the model.

use crate::model::{
    EnumId, Model, NamespaceId, OperationId, Primitive, StructuredId, TypeRef, primitive,
    split_collection,
};
use crate::text::nearest;

/// Why an entry cannot be applied.
pub(super) enum Fault {
    /// The type, enumeration or operation that it is for is not there, or lacks the navigation property that it is for.
    Absent(String, String),
    /// It does not fit what is there.
    Misfit(String, String),
}

pub(super) type Found<T> = Result<T, Fault>;

pub(super) fn misfit<T>(message: impl Into<String>, remedy: impl Into<String>) -> Found<T> {
    Err(Fault::Misfit(message.into(), remedy.into()))
}

/// What a smaller description may well lack, a navigation property to what is left out: passed over where the description is
/// known to be a part.
pub(super) fn absent<T>(message: impl Into<String>, remedy: impl Into<String>) -> Found<T> {
    Err(Fault::Absent(message.into(), remedy.into()))
}

/// Full names of an arena's items with their ids.
fn named<'m, T>(
    items: &'m [T],
    model: &'m Model,
    name: impl Fn(&'m T) -> (NamespaceId, &'m str),
) -> impl Iterator<Item = (u32, String)> {
    (0..).zip(items).map(move |(id, item)| {
        let (namespace, name) = name(item);
        (id, format!("{}.{name}", model[namespace].name))
    })
}

fn find(what: &str, name: &str, names: impl Iterator<Item = (u32, String)>) -> Found<u32> {
    let names: Vec<(u32, String)> = names.collect();
    if let Some((id, _)) = names.iter().find(|(_, known)| known == name) {
        return Ok(*id);
    }
    let likely = nearest(name, names.iter().map(|(_, name)| name.as_str()));
    let likely = likely.map_or_else(String::new, |name| format!("did you mean `{name}`? "));
    Err(Fault::Absent(
        format!("the metadata has no {what} `{name}`"),
        format!(
            "{likely}remove the entry if the service has dropped it; where the metadata is only a part of \
             what the overlay is for, say `partial = true` or --partial"
        ),
    ))
}

pub(super) fn structured(model: &Model, name: &str) -> Found<StructuredId> {
    let names = named(&model.structured, model, |ty| (ty.namespace, &ty.name));
    find("type", name, names).map(StructuredId)
}

pub(super) fn enumeration(model: &Model, name: &str) -> Found<EnumId> {
    let names = named(&model.enums, model, |ty| (ty.namespace, &ty.name));
    find("enumeration", name, names).map(EnumId)
}

/// All overloads of an operation.
pub(super) fn operations(model: &Model, name: &str) -> Found<Vec<OperationId>> {
    let names = || named(&model.operations, model, |op| (op.namespace, &op.name));
    find("operation", name, names())?;
    let overloads = names().filter(|(_, known)| known == name);
    Ok(overloads.map(|(id, _)| OperationId(id)).collect())
}

/// A type as CSDL writes it, and whether it is a collection.
pub(super) fn typed(model: &Model, text: &str) -> Found<(TypeRef, bool)> {
    let Some((item, collection)) = split_collection(text) else {
        return misfit(
            format!("`{text}` is not the name of a type"),
            "write `Namespace.Name` or `Collection(Namespace.Name)`",
        );
    };
    Ok((item_type(model, item)?, collection))
}

fn item_type(model: &Model, name: &str) -> Found<TypeRef> {
    if let Some(short) = name.strip_prefix("Edm.") {
        let known: Option<Primitive> = primitive(short);
        return match known {
            Some(primitive) => Ok(TypeRef::Primitive(primitive)),
            None => misfit(
                format!("`{name}` is not a primitive type"),
                "CSDL XML 4.01, section 3.3, lists them",
            ),
        };
    }
    if let Ok(id) = enumeration(model, name) {
        return Ok(TypeRef::Enum(id));
    }
    let definitions = named(&model.definitions, model, |ty| (ty.namespace, &ty.name));
    if let Ok(id) = find("type", name, definitions) {
        return Ok(TypeRef::Definition(crate::model::DefinitionId(id)));
    }
    structured(model, name).map(TypeRef::Structured)
}
