//! What keeps a trait to the types of this crate, so that methods can be added to it.

/// Implemented for the types that may have such a trait. Its module is private.
pub trait Sealed {}
