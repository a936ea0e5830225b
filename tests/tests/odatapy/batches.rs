//! Batches: reads, changes and failures in one call.

use odata_client::{Batch, settings::BatchFormat};
use weather::WeatherClient;

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

#[tokio::test]
async fn a_failure_does_not_keep_others_from_being_carried_out() {
    for format in [BatchFormat::Json, BatchFormat::Multipart] {
        let Some(weather) = weather() else { return };
        let builder = WeatherClient::builder(weather.client().base_url());
        let weather: WeatherClient = builder.batch_format(format).build().unwrap().into();
        let mut batch = Batch::new(weather.client());
        let missing = batch.add(weather.stations().by_code("missing").get());
        let office = batch.add(weather.office().get());
        let count = batch.add(weather.readings().count().filter("Code eq 'seed'"));
        let mut replies = batch.send().await.unwrap();
        assert!(replies.take(missing).unwrap_err().is_not_found());
        let office = replies.take(office).unwrap();
        assert_eq!(office.name.as_deref(), Some("Head office"), "{format:?}");
        assert_eq!(replies.take(count).unwrap(), 4, "{format:?}");
    }
}
