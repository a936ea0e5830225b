//! Conditional requests: visits have an entity tag, which changes need.

use odata_client::Json;
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
    let tag = created
        .extra
        .annotation("odata.etag")
        .and_then(Json::as_str)
        .unwrap();
    let builder = weather.visits().by_number(1);
    let changes = Visit {
        purpose: Some("check".to_owned()),
        ..Visit::default()
    };
    let error = builder.update(&changes).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(428));
    builder
        .update(&changes)
        .header("If-Match", tag)
        .await
        .unwrap();
    let error = builder
        .update(&changes)
        .header("If-Match", tag)
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(412));
    builder.delete().header("If-Match", "*").await.unwrap();
}
