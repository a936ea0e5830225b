//! Vocabularies: annotations of the model go in, typed facts come out.
//!
//! `core` and `capabilities` read the values of terms, `keys` the alternate keys of a type (OData Vocabularies 4.0).

pub(crate) mod capabilities;
mod core;
mod keys;

pub(crate) use core::{
    Access, Revision, access, descriptions, is_computed, is_immutable, is_optional, is_updatable,
    permission, permissions, revision,
};
pub(crate) use keys::alternate_keys;
