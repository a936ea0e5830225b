//! The bodies of the fuzz targets: bytes go in; nothing comes out, or a panic that says which promise is broken.
//!
//! `fuzz_targets/` gives them to libFuzzer, and the workspace's `tests/tests/corpus.rs` runs them on all that is in
//! `corpus/`, without it.

pub mod config;
pub mod csdl_json;
pub mod csdl_pair;
pub mod csdl_xml;
pub mod exchange;
pub mod literal;
pub mod multipart;
#[cfg(feature = "notifications")]
pub mod notification;
pub mod openapi;
pub mod openapi_crate;
pub mod output;
pub mod overlay;
pub mod pipeline;
pub mod reduce;
pub mod reply;
mod service;
pub mod snippet;
pub mod streams;
mod support;

/// A target: its name, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("config", config::run),
    ("csdl_json", csdl_json::run),
    ("csdl_pair", csdl_pair::run),
    ("csdl_xml", csdl_xml::run),
    ("exchange", exchange::run),
    ("literal", literal::run),
    ("multipart", multipart::run),
    #[cfg(feature = "notifications")]
    ("notification", notification::run),
    ("openapi", openapi::run),
    ("openapi_crate", openapi_crate::run),
    ("output", output::run),
    ("overlay", overlay::run),
    ("pipeline", pipeline::run),
    ("reduce", reduce::run),
    ("reply", reply::run),
    ("snippet", snippet::run),
    ("streams", streams::run),
];
