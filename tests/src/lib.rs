//! What the tests of this crate share: generating in memory, outlining a crate, the service's metadata, and
//! the twin of a generated crate, that measurements compare it with.
//!
//! The code of the repository's README is compiled and run as this crate's documentation tests.

pub mod conform;
pub mod generate;
pub mod outline;
pub mod references;
pub mod service;
pub mod twin;

#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;
