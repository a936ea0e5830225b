//! Values: what a property can hold, and how it is read and written.
//!
//! In: JSON text, or any serde format. Out: typed fields, and back. One shared reader and one shared
//! writer work on [`Field`] and [`Model`] as trait objects, so that thousands of generated types cost
//! two small functions each instead of a serde implementation each.

mod binary;
mod by_text;
mod control;
mod date;
mod datetime;
mod debug;
mod decimal;
#[cfg(feature = "odata")]
mod declared;
mod derived;
mod duration;
mod either;
mod enumeration;
mod equal;
mod extra;
mod field;
mod flags;
mod guid;
mod kinds;
mod links;
mod map;
mod model;
mod names;
mod nullable;
#[cfg(feature = "odata")]
mod outgoing;
mod parse;
mod polymorphic;
mod read;
mod scalars;
mod seeds;
#[cfg(feature = "serde")]
mod serde_adapter;
mod serde_texts;
mod time_of_day;
mod trail;
mod undeclared;
mod unheld;
mod union;
mod view;
mod write;

pub use binary::Binary;
pub use date::Date;
pub use datetime::DateTimeOffset;
pub use decimal::Decimal;
pub use duration::Duration;
pub use either::Either;
pub use enumeration::Enumeration;
pub use extra::Extra;
pub use field::{Field, Mismatch, Slot, Token};
pub use flags::Flags;
pub use guid::Guid;
pub use kinds::Kinds;
pub use map::Map;
pub use model::{Model, Named, Place, PropertyRole, Visit};
pub use nullable::Nullable;
pub use parse::ParseError;
pub use polymorphic::{Aliases, DynPolymorphic, Polymorphic, TypeTag};
pub use read::{read_field, read_model};
#[cfg(feature = "serde")]
pub use serde_adapter::{
    deserialize_enumeration, deserialize_field, deserialize_into, serialize_field, serialize_model,
};
pub use time_of_day::TimeOfDay;
pub use union::{DynUnion, Rules, Test, Union};
pub use view::{List, View};
pub use write::{to_json, write_view};

#[cfg(feature = "odata")]
pub(crate) use binary::{encode_unpadded, encode_url_safe};
pub(crate) use debug::{debug_enumeration, debug_field, debug_model};
#[cfg(feature = "odata")]
pub(crate) use declared::Declaration;
pub(crate) use derived::{derived, into_base};
pub(crate) use enumeration::{member_json, member_text, parse, put_member, view_member_json};
pub(crate) use equal::{equal_fields, equal_models};
pub(crate) use links::ResolveLink;
pub(crate) use model::{present, put_model};
#[cfg(feature = "odata")]
pub(crate) use outgoing::{Outgoing, Sent, outgoing_json};
pub(crate) use polymorphic::{each_of_variant, of_type, put_variant};
pub(crate) use read::{read_field_of_reply, read_model_of_reply, without_mark};
pub(crate) use union::{put_union, view_union};
pub(crate) use view::items;
#[cfg(feature = "odata")]
pub(crate) use write::{Numbers, not_finite};
pub(crate) use write::{to_json_of, write_text};

/// Any JSON value: `Edm.Untyped` and the like. As `serde_json` has it: a number beyond 64 bits is a float, or a string
/// of its digits where it is beyond that; half a surrogate pair is U+FFFD.
///
/// In a property of a model, declared or not, [`Extra::raw`] has the text as it came where a value is not exactly that,
/// and the text is what is written. Where a reply is nothing but JSON, such as that of `get::<Json>()`,
/// [`RawResponse::body`](crate::RawResponse::body) has it.
pub type Json = serde_json::Value;
