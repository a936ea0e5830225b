//! Conditional requests: visitors have an entity tag, which changes need.

use depot::models::Visitors;
use odata_client::Model as _;

use super::depot;

#[tokio::test]
async fn a_change_of_an_older_state_is_refused() {
    let Some(depot) = depot() else { return };
    let visitor = Visitors {
        id: Some(1),
        name: Some("first".to_owned()),
        ..Visitors::default()
    };
    let created = depot.visitors().create(&visitor).await.unwrap();
    let created = created.into_entity().unwrap();
    let tag = created.etag().unwrap();
    let builder = depot.visitors().by_id(1);
    let unchanged = builder.get().if_none_match(tag).await.unwrap_err();
    assert!(unchanged.is_not_modified(), "{unchanged}");
    let changes = Visitors {
        name: Some("second".to_owned()),
        ..Visitors::default()
    };
    let error = builder.update(&changes).await.unwrap_err();
    assert!(error.is_precondition_required(), "{error}");
    assert!(error.to_string().contains("if_match"), "{error}");
    let second = builder.update(&changes).if_match(tag).await.unwrap();
    assert_eq!(second.etag(), Some("W/\"2\""));
    assert_eq!(second.into_entity().unwrap().version, Some(2));
    let error = builder.update(&changes).if_match(tag).await.unwrap_err();
    assert!(error.is_precondition_failed(), "{error}");
    let read = builder.get().if_none_match(tag).await.unwrap();
    assert_eq!(read.etag(), Some("W/\"2\""));
    builder.delete().if_match("*").await.unwrap();
}
