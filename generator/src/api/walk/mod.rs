//! Walks through the graph of a service: in goes the text of a path, out come the steps that it takes; or in goes
//! nothing, and out comes the shortest way to every place; or in goes a place, and out come all paths from there.

mod all;
mod follow;
mod shortest;

pub(crate) use all::{All, Below, all};
pub(crate) use follow::{Lost, Taken, follow};
pub(crate) use shortest::{Shortest, Spelling, shortest, template};
