//! Items: what each type becomes, with its fields, constants and enums.

pub(in crate::plan) mod annotations;
pub(in crate::plan) mod boxing;
pub(in crate::plan) mod enums;
pub(in crate::plan) mod polymorphic;
pub(in crate::plan) mod properties;
pub(in crate::plan) mod structs;
