//! Values: what a property can hold, and how it is read and written.
//!
//! In: JSON text, or any serde format. Out: typed fields, and back. One shared reader and one shared
//! writer work on [`Field`] and [`Model`] as trait objects, so that thousands of generated types cost
//! two small functions each instead of a serde implementation each.

mod binary;
mod civil;
mod datetime;
mod debug;
mod decimal;
mod duration;
mod enumeration;
mod equal;
mod extra;
mod field;
mod flags;
mod guid;
mod model;
mod outgoing;
mod parse;
mod polymorphic;
mod read;
mod scalars;
mod seeds;
#[cfg(feature = "serde")]
mod serde_adapter;
mod serde_texts;
mod trail;
mod unheld;
mod view;
mod write;

pub use binary::Binary;
pub use civil::{Date, TimeOfDay};
pub use datetime::DateTimeOffset;
pub use decimal::Decimal;
pub use duration::Duration;
pub use enumeration::Enumeration;
pub use extra::Extra;
pub use field::{Field, Mismatch, Slot, Token};
pub use flags::Flags;
pub use guid::Guid;
pub use model::{Model, Named, Place, PropertyRole, Visit};
pub use parse::ParseError;
pub use polymorphic::{Aliases, Polymorphic, TypeTag, Variant};
pub use read::{read_field, read_model};
#[cfg(feature = "serde")]
pub use serde_adapter::{
    deserialize_enumeration, deserialize_field, deserialize_into, serialize_model,
};
pub use view::{List, View};
pub use write::{to_json, write_view};

pub(crate) use binary::{encode_unpadded, encode_url_safe};
pub(crate) use debug::{debug_enumeration, debug_model};
pub(crate) use enumeration::{member_text, parse};
pub(crate) use equal::equal_models;
pub(crate) use model::put_model;
pub(crate) use outgoing::{Numbers, Outgoing, Sent, is_declared, outgoing_json};
pub(crate) use polymorphic::{each_of_variant, put_variant, without_alias};
pub(crate) use read::without_mark;
pub(crate) use write::{not_finite, to_json_of, write_text};

/// Any JSON value: `Edm.Untyped` and the like. Numbers beyond 64 bits are floats, as `serde_json` has them;
/// where an undeclared property's digits count, [`Extra::raw`] has them.
pub type Json = serde_json::Value;
