//! Calls of described operations from the outside, byte by byte over loopback, with types as the generator writes them.

#[cfg(test)]
mod bodies;
#[cfg(test)]
mod loopback;
#[cfg(test)]
#[cfg(feature = "mock")]
mod mock;
#[cfg(test)]
mod model;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod parameters;
#[cfg(test)]
mod replies;
#[cfg(test)]
mod security;
#[cfg(test)]
mod servers;
#[cfg(test)]
mod streams;
