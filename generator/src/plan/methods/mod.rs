//! Methods: the client and request builders, with what each of their methods sends or leads to.

pub(in crate::plan) mod access;
pub(in crate::plan) mod builders;
pub(in crate::plan) mod callable;
pub(in crate::plan) mod client;
pub(in crate::plan) mod composition;
pub(crate) mod constructors;
pub(in crate::plan) mod conventions;
pub(in crate::plan) mod navigation;
pub(in crate::plan) mod operations;
pub(in crate::plan) mod presets;
pub(in crate::plan) mod start;
