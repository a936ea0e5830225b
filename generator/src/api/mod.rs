//! The service, independent of the language that describes it: plain data, made by the lowering of a description.
//!
//! `kept` has what of it is wanted, as ids.
//!
//! `graph` has the places that take requests and what leads from each to others, `requests` what is sent and comes
//! back, `types` what it is made of; `path` takes the text of a path apart, and `walk` goes along paths through the
//! graph: [`walk::follow`] from a text, [`walk::shortest`] to every place. Selection goes through it by patterns,
//! with a walk of its own.

pub(crate) mod graph;
mod kept;
pub(crate) mod path;
pub(crate) mod requests;
#[cfg(test)]
mod tests;
pub(crate) mod types;
pub(crate) mod walk;

pub(crate) use graph::{Api, Edge, EdgeId, Key, Node, NodeId, Step};
pub use kept::Kept;
pub(crate) use kept::KeptIds;
pub(crate) use requests::{Parameter, Place, Request};
pub use requests::{Verb, Verbs};
pub(crate) use types::{Scalar, Type, TypeId, TypeKind, Value};
