//! Conditional requests: visits have an entity tag, which changes need.

use odata_client::Model as _;
use weather::models::Visit;

use super::weather;

#[tokio::test]
async fn a_change_of_an_older_state_is_refused() {
    let Some(weather) = weather() else { return };
    let visit = Visit {
        number: Some(1),
        purpose: Some("repair".to_owned()),
        ..Visit::default()
    };
    let created = weather.visits().create(&visit).await.unwrap();
    let created = created.into_entity().unwrap();
    let tag = created.etag().unwrap();
    let builder = weather.visits().by_number(1);
    let unchanged = builder.get().if_none_match(tag).await.unwrap_err();
    assert!(unchanged.is_not_modified(), "{unchanged}");
    let changes = Visit {
        purpose: Some("check".to_owned()),
        ..Visit::default()
    };
    let error = builder.update(&changes).await.unwrap_err();
    assert!(error.is_precondition_required(), "{error}");
    let second = builder.update(&changes).if_match(tag).await.unwrap();
    assert!(second.entity().is_none(), "this server answers 204");
    assert_eq!(second.etag(), Some("W/\"2\""));
    let error = builder.update(&changes).if_match(tag).await.unwrap_err();
    assert!(error.is_precondition_failed(), "{error}");
    builder.delete().if_match("*").await.unwrap();
}
