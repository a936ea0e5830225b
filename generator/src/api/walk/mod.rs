//! Walks through the graph of a service: in goes the text of a path, out come the steps that it takes; or in goes
//! nothing, and out comes the shortest way to every place.

mod follow;
mod shortest;

pub(crate) use follow::{Lost, Taken, follow};
pub(crate) use shortest::{Shortest, Spelling, shortest, template};
