//! Batches: reads, changes and failures in one call.

use odata_client::Batch;

use super::{station, weather};

#[tokio::test]
async fn each_request_has_its_own_reply() {
    let Some(weather) = weather() else { return };
    station(&weather, "batched", 2).await;
    let builder = weather.stations().by_code("batched");
    let mut batch = Batch::new(weather.client());
    let read = batch.add(builder.get());
    let readings = batch.add(builder.readings().list());
    let renamed = batch.add(builder.rename("it's 100% ä+b/c"));
    let mut replies = batch.send().await.unwrap();
    assert_eq!(replies.take(read).unwrap().code.as_deref(), Some("batched"));
    assert_eq!(replies.take(readings).unwrap().value.len(), 2);
    assert_eq!(
        replies.take(renamed).unwrap().name.as_deref(),
        Some("it's 100% ä+b/c")
    );
}
