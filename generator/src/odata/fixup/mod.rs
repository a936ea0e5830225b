//! Model → Model: an overlay's corrections and service conventions.
//!
//! In goes a [`Model`](crate::model::Model) and an [`Overlay`]: named entries from a TOML file, each with its reason. Out comes
//! the model with every entry applied ([`Described`]), or all the entries whose target is not there. What a service does
//! that CSDL has no words for (addresses by path, headers) goes to [`ServiceConventions`].
//! Descriptions that another document has come before those of the model (`describe`).

mod apply;
mod capability;
mod describe;
mod find;
mod members;
mod operations;
mod overlay;
mod raw;
#[cfg(test)]
mod tests;

pub use super::conventions::{Described, HeaderConvention, PathConvention, ServiceConventions};
pub use apply::apply;
pub(crate) use apply::configured;
pub(crate) use describe::describe;
pub use overlay::{
    Addressing, CapabilityChange, CapabilityValue, Change, Entry, Header, MemberChange,
    NavigationChange, NewOperation, NewParameter, Overlay, OverlayFile, PagingChange,
    ParameterChange, PropertyChange, Side,
};
