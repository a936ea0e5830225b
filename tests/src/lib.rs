//! What the tests of this crate share: generating in memory, the service's metadata, and
//! what measurements are taken with: the twin of a generated crate, metadata of more than its size, and counts.

pub mod compile;
pub mod conform;
pub mod counts;
pub mod gated;
pub mod generate;
pub mod grow;
pub mod json;
pub mod judge;
pub mod naming;
pub mod references;
pub mod schemas;
pub mod service;
pub mod twin;
