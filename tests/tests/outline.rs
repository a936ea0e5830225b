//! The public surface of the whole committed crate: a change in the metadata or in the generator shows here as a short
//! difference.

use csdlgen::outline::outline_folder;
use tests::service::repository;

#[test]
fn outline_of_the_committed_crate() {
    insta::assert_snapshot!(outline_folder(&repository().join("tests/communications")).unwrap());
}
