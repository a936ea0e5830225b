//! Conditional requests: visitors have an entity tag, which changes need.

use depot::models::Visitors;
use odata_client::Json;

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
    let tag = created
        .extra
        .annotation("odata.etag")
        .and_then(Json::as_str)
        .unwrap();
    let builder = depot.visitors().by_id(1);
    let changes = Visitors {
        name: Some("second".to_owned()),
        ..Visitors::default()
    };
    let error = builder.update(&changes).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(428));
    let second = builder
        .update(&changes)
        .header("If-Match", tag)
        .await
        .unwrap()
        .into_entity()
        .unwrap();
    assert_eq!(second.version, Some(2));
    let error = builder
        .update(&changes)
        .header("If-Match", tag)
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(412));
    builder.delete().header("If-Match", "*").await.unwrap();
}
