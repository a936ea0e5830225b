//! The public surface of the whole committed crate: a change in the metadata or in the generator shows here as a short
//! difference.

use csdlgen::outline::{outline_by_feature, outline_folder};
use tests::service::repository;

/// A file for each feature, so that a difference is read where one turns to.
#[test]
fn outline_of_graph_by_feature() {
    for (feature, text) in outline_by_feature(&repository().join("generated")).unwrap() {
        insta::assert_snapshot!(format!("graph-{feature}"), text);
    }
}

#[test]
fn outline_of_the_committed_crate() {
    insta::assert_snapshot!(outline_folder(&repository().join("tests/communications")).unwrap());
}
