//! Vocabularies: annotations of the model go in, typed facts come out.
//!
//! `terms` has the names of the terms that are read; nothing else in the generator spells one. `core` and
//! `capabilities` read their values, `keys` the alternate keys of a type (OData Vocabularies 4.0).
//!

pub(crate) mod capabilities;
mod core;
mod keys;
pub(crate) mod terms;

pub(crate) use core::{
    Access, Revision, access, descriptions, is_computed, is_immutable, is_optional, is_updatable,
    permission, permissions, revision,
};
pub(crate) use keys::alternate_keys;
