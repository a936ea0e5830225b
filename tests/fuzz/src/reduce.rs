//! Bytes as choices of what is in a service: the whole of it, and what is selected of it, can be reduced wherever a crate
//! comes of it. That the same crate comes of the result, `csdlgen::reduce` finds out by itself.

use csdlgen::config::Crate;
use csdlgen::pipeline::{self, Source};
use csdlgen::reduce::{Extent, Options, reduce};
use csdlgen::select::Pattern;

use super::csdl_pair::as_xml;
use super::service::service;

/// Selections of one service that are tried.
const MOST: usize = 3;

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    drop(extents(bytes));
}

/// Runs an input, and tells how much was kept for each selection of which a crate comes.
///
/// # Panics
/// If a promise is broken.
pub fn extents(bytes: &[u8]) -> Vec<Extent> {
    let Some((document, options)) = service(bytes) else {
        return Vec::new();
    };
    let xml = as_xml(&document).replace(|c: char| c.is_ascii_control() && !"\n\t".contains(c), " ");
    let source = Source {
        name: "fuzz.csdl".to_owned(),
        bytes: xml.into_bytes(),
    };
    let mut found = Vec::new();
    found.extend(extent(&source, &options));
    let containers = document
        .schemas
        .iter()
        .flat_map(|schema| &schema.containers);
    let children = containers.flat_map(|container| &container.children);
    for child in children.take(MOST) {
        for pattern in [format!("/{}", child.name), format!("/{}/**", child.name)] {
            let mut options = options.clone();
            options.selection.include.clear();
            options.selection.include.extend(Pattern::parse(&pattern));
            found.extend(extent(&source, &options));
        }
    }
    found
}

fn extent(source: &Source, options: &Crate) -> Option<Extent> {
    pipeline::run(source, options).ok()?;
    let reduced = reduce(source, options, Options::default());
    Some(reduced.unwrap_or_else(|errors| panic!("{errors}")).extent)
}
