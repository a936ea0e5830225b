//! Paging. In: a call of an operation whose pages follow each other in a known way. Out: streams of pages and of items.

mod find;
mod link;
mod pick;
mod streams;
mod turn;
mod walk;

pub use streams::{Items, Pages};
