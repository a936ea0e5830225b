//! The service, independent of the language that describes it: plain data, made by the lowering of a description.
//!
//! `kept` has what of it is wanted, as ids, `areas` what of that is behind cargo features.
//!
//! `graph` has the places that take requests and what leads from each to others, `requests` what is sent and comes
//! back, `http` and `paging` the same in the terms of HTTP where a description says them, `service` what is said of the
//! service as a whole, `types` and `union` what values are made of; `path` takes the text of a path apart, and `walk` goes along paths through the
//! graph: [`walk::follow`] from a text, [`walk::shortest`] to every place, [`walk::all`] from a place on. Selection goes through it by patterns,
//! with a walk of its own.

// The lowering of OpenAPI makes what is not used yet.
#![allow(dead_code, unused_imports)]

mod areas;
pub(crate) mod graph;
pub(crate) mod http;
mod kept;
mod mentions;
pub(crate) mod paging;
pub(crate) mod path;
pub(crate) mod requests;
pub(crate) mod service;
#[cfg(test)]
mod tests;
pub(crate) mod types;
pub(crate) mod union;
pub(crate) mod verbs;
pub(crate) mod walk;

pub use areas::{Area, Areas, Gate};
pub(crate) use graph::{Api, Edge, EdgeId, Key, Node, NodeId, Piece, Step};
pub use kept::Kept;
pub(crate) use kept::KeptIds;
pub(crate) use requests::{Parameter, Place, Request};
pub(crate) use types::{
    Access, Constant, Docs, Field, FieldMore, Member, MemberMore, Rest, Scalar, StructMore, Type,
    TypeId, TypeKind, Value,
};
pub(crate) use union::{Discriminator, Kinds, Tests, Union, Variant};
pub use verbs::{Verb, Verbs};
