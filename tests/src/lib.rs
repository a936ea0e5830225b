//! What the tests of this crate share: generating in memory, the service's metadata, and
//! what measurements are taken with: the twin of a generated crate, metadata of more than its size, and counts.
//!
//! The code of the repository's README is compiled and run as this crate's documentation tests.

pub mod conform;
pub mod counts;
pub mod gated;
pub mod generate;
pub mod grow;
pub mod json;
pub mod judge;
pub mod naming;
pub mod references;
pub mod service;
pub mod twin;

#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;
