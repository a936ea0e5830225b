//! OData: the description of a service as CSDL → the [`Model`](model::Model) of it.
//!
//! `csdl` (text → document), `references` (what a document needs of others), `model` (document → model), `fixup`
//! (model → model, with an overlay's corrections and what `conventions` has of the service), `vocabulary` (annotations → facts), `lower` (model → `api`). `terms`
//! has the names of the terms that are read, which nothing else in the generator spells; `known` the vocabularies that
//! need no document.

pub(crate) mod conventions;
pub mod csdl;
pub mod fixup;
pub(crate) mod known;
pub(crate) mod lower;
pub mod model;
pub mod references;
pub(crate) mod terms;
pub(crate) mod vocabulary;
