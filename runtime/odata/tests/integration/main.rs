//! The runtime from the outside, with a model as the generator writes it.

#[cfg(test)]
mod arrival;
#[cfg(test)]
mod asynchronous;
#[cfg(test)]
mod batch;
#[cfg(test)]
mod batch_forms;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(test)]
mod conditional;
#[cfg(test)]
mod csrf;
#[cfg(test)]
mod delta;
#[cfg(test)]
mod download;
#[cfg(test)]
#[cfg(feature = "notifications")]
mod encrypted;
#[cfg(test)]
mod faults;
#[cfg(test)]
#[cfg(feature = "reqwest-no-provider")]
mod foreign;
#[cfg(test)]
#[cfg(feature = "serde")]
mod formats;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod inner_links;
#[cfg(test)]
mod links;
#[cfg(test)]
mod loopback;
#[cfg(test)]
mod media;
#[cfg(test)]
#[cfg(feature = "mock")]
mod mock;
#[cfg(test)]
#[cfg(feature = "mock")]
mod mock_batches;
#[cfg(test)]
mod model;
#[cfg(test)]
mod nothing;
#[cfg(test)]
#[cfg(feature = "notifications")]
mod notifications;
#[cfg(test)]
#[cfg(feature = "notifications")]
mod notifications_vectors;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod polymorphic;
#[cfg(test)]
mod query;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod replies;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod script;
#[cfg(test)]
mod server;
#[cfg(test)]
mod stages;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod untyped;
#[cfg(test)]
mod updates;
#[cfg(test)]
mod upload;
#[cfg(test)]
mod values;
#[cfg(test)]
mod ways;
#[cfg(test)]
mod wire;
