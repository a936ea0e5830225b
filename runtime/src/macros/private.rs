//! What the macros expand to calls of. In: a generated type as a trait object. Out: what it reads, writes and shows. Not for
//! use by hand, and may change in any version.

use std::borrow::Cow;
use std::fmt;

use crate::error::DecodeError;
use crate::value::{
    self, DynPolymorphic, Enumeration, Field, Mismatch, Model, Slot, Token, TypeTag, Visit,
};

#[cfg(feature = "odata")]
pub use crate::odata::Entry;
#[cfg(feature = "serde")]
pub use crate::value::{
    deserialize_enumeration, deserialize_field, deserialize_into, serialize_field, serialize_model,
};
#[cfg(feature = "serde")]
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub fn put_model<'a>(model: &'a mut dyn Model, token: Token<'_>) -> Result<Slot<'a>, Mismatch> {
    value::put_model(model, token)
}

pub fn put_variant<'a>(
    variant: &'a mut dyn DynPolymorphic,
    token: Token<'_>,
) -> Result<Slot<'a>, Mismatch> {
    value::put_variant(variant, token)
}

pub fn of_type<P: crate::codegen::Polymorphic>(name: &str) -> Option<P> {
    value::of_type(name)
}

pub fn derived<P: crate::codegen::Polymorphic>(base: &dyn Model) -> Result<Option<P>, DecodeError> {
    value::derived(base)
}

pub fn into_base<B: Model + Default>(value: &dyn Model, tag: &'static str) -> B {
    value::into_base(value, tag)
}

pub fn each_of_variant<'a>(
    parts: (Option<&'static TypeTag>, &'a dyn Model),
    visit: &mut Visit<'_, 'a>,
) {
    value::each_of_variant(parts, visit);
}

pub fn debug_model(name: &str, model: &dyn Model, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    value::debug_model(name, model, f)
}

pub fn equal_models(left: &dyn Model, right: &dyn Model) -> bool {
    value::equal_models(left, right)
}

pub fn member_text(token: Token<'_>) -> Result<Cow<'_, str>, Mismatch> {
    value::member_text(token)
}

pub fn member_json(token: Token<'_>) -> Result<Cow<'_, str>, Mismatch> {
    value::member_json(token)
}

pub fn put_member<'a, E: Enumeration>(
    member: &mut E,
    token: Token<'_>,
    text: fn(Token<'_>) -> Result<Cow<'_, str>, Mismatch>,
) -> Result<Slot<'a>, Mismatch> {
    value::put_member(member, token, text)
}

pub fn view_member_json<'a>(type_name: &'static str, json: &'a str) -> value::View<'a> {
    value::view_member_json(type_name, json)
}

pub fn put_union<'a>(
    union: &'a mut dyn value::DynUnion,
    token: Token<'_>,
) -> Result<Slot<'a>, Mismatch> {
    value::put_union(union, token)
}

pub fn view_union<U: value::Union>(union: &U) -> value::View<'_> {
    value::view_union(union)
}

pub fn debug_field(name: &str, field: &dyn Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    value::debug_field(name, field, f)
}

pub fn equal_fields(left: &dyn Field, right: &dyn Field) -> bool {
    value::equal_fields(left, right)
}

pub fn view_member<'a>(type_name: &'static str, text: &'a str) -> value::View<'a> {
    value::View::Enum {
        type_name,
        text: text.into(),
    }
}

pub fn debug_enumeration(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    value::debug_enumeration(text, f)
}

pub fn parse<E: Enumeration>(text: &str) -> E {
    value::parse(text)
}
