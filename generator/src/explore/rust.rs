//! Types as text: those of the plan as Rust writes them, those of the model as CSDL does.

use crate::model::{Model, Primitive, TypeRef, Typed};
use crate::plan::names::ModuleName;
use crate::plan::{ArgumentType, ItemType, ReturnPlan, Shape, Taken, TypePath, ValueType};
use crate::text::one_line;

pub(super) fn path(path: &TypePath) -> String {
    let modules = path.modules.iter().map(ModuleName::as_str);
    let parts: Vec<&str> = modules.chain([path.name.as_str()]).collect();
    parts.join("::")
}

pub(super) fn item(ty: &ItemType) -> String {
    match ty {
        ItemType::Prelude(name) => (*name).to_owned(),
        ItemType::Runtime(name) => format!("odata_client::{name}"),
        ItemType::Generated(generated) => path(generated),
        ItemType::Flags(flags) => format!("odata_client::Flags<{}>", path(flags)),
        ItemType::List(inner) => format!("Vec<{}>", item(inner)),
        ItemType::Map(inner) => format!("Map<{}>", item(inner)),
        ItemType::Nullable(inner) => format!("Option<{}>", item(inner)),
        ItemType::Boxed(inner) => format!("Box<{}>", item(inner)),
        ItemType::Either(first, second) => format!("Either<{}, {}>", item(first), item(second)),
    }
}

/// What is inside the `Option` of a field.
pub(super) fn value(ty: &ValueType) -> String {
    let item = item(&ty.item);
    match ty.shape {
        Shape::One => item,
        Shape::Boxed => format!("Box<{item}>"),
        Shape::Many => format!("Vec<{item}>"),
        Shape::ManyNullable => format!("Vec<Option<{item}>>"),
    }
}

/// How a method in the terms of HTTP takes a value.
pub(super) fn taken(ty: &Taken) -> String {
    match ty {
        Taken::IntoString => "impl Into<String>".to_owned(),
        Taken::IntoVec(ty) => format!("impl Into<Vec<{}>>", item(ty)),
        Taken::Value(ty) => item(ty),
        Taken::Reference(ty) => format!("&{}", item(ty)),
        Taken::File => "File".to_owned(),
        Taken::Files => "impl IntoIterator<Item = File>".to_owned(),
        Taken::NamedFiles => "impl IntoIterator<Item = (String, File)>".to_owned(),
        Taken::Content => "impl Into<Body>".to_owned(),
    }
}

pub(super) fn argument(ty: &ArgumentType) -> String {
    match ty {
        ArgumentType::IntoString => "impl Into<String>".to_owned(),
        ArgumentType::IntoVec(ty) => format!("impl Into<Vec<{}>>", item(ty)),
        ArgumentType::Value(ty) => item(ty),
        ArgumentType::IntoAny(ty) => format!("impl Into<{}>", item(ty)),
        ArgumentType::IntoManyOfAny(ty) => format!("impl IntoIterator<Item: Into<{}>>", item(ty)),
    }
}

/// What awaiting an operation gives.
pub(super) fn returned(returns: &ReturnPlan) -> String {
    match returns {
        ReturnPlan::Nothing => "()".to_owned(),
        ReturnPlan::One(model) => path(model),
        ReturnPlan::Single(ty) => format!("Option<{}>", item(ty)),
        ReturnPlan::Many(ty) => format!("Page<{}>", item(ty)),
        ReturnPlan::Media => "bytes".to_owned(),
    }
}

/// A type as CSDL writes it.
pub(super) fn csdl_name(model: &Model, ty: &Typed) -> String {
    let name = one_line(&type_name(model, ty.item));
    if ty.collection {
        format!("Collection({name})")
    } else {
        name
    }
}

pub(super) fn type_name(model: &Model, ty: TypeRef) -> String {
    match ty {
        TypeRef::Structured(id) => model.qualified_name(id),
        TypeRef::Enum(id) => model.qualified_name(id),
        TypeRef::Definition(id) => model.qualified_name(id),
        TypeRef::Primitive(Primitive::Any) => "Edm.Untyped".to_owned(),
        TypeRef::Primitive(Primitive::Geo) => "Edm.Geography".to_owned(),
        TypeRef::Primitive(primitive) => format!("Edm.{primitive:?}"),
    }
}
