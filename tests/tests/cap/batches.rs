//! Batches: reads, changes and failures in one call.

use depot::DepotClient;
use depot::models::Finds;
use depot::requests::FindsRequestBuilder;
use odata_client::{Batch, settings::BatchFormat};

use super::{depot, find, note, noted, texts};

#[tokio::test]
async fn each_request_has_its_own_reply() {
    let Some(depot) = depot() else { return };
    let id = noted(&depot, "batched", &["a", "b"]).await;
    let builder = depot.finds().by_id(id);
    let mut batch = Batch::new(depot.client());
    let read = batch.add(builder.get());
    let notes = batch.add(builder.notes().list());
    let count = batch.add(builder.notes().count());
    let missing = batch.add(depot.finds().by_id(odata_client::Guid::default()).get());
    let created = batch.add(depot.finds().create(&find("it's 100% ä+b/c")));
    let rung = batch.add(depot.ring());
    let mut replies = batch.send().await.unwrap();
    assert_eq!(
        replies.take(read).unwrap().title.as_deref(),
        Some("batched")
    );
    assert_eq!(replies.take(notes).unwrap().value.len(), 2);
    assert_eq!(replies.take(count).unwrap(), 2);
    assert!(replies.take(missing).unwrap_err().is_not_found());
    assert!(
        replies
            .take(created)
            .unwrap()
            .entity()
            .unwrap()
            .id
            .is_some()
    );
    assert!(replies.take(rung).unwrap().is_some());

    let mut batch = Batch::new(depot.client());
    let filter = Finds::TITLE.eq("it's 100% ä+b/c");
    let found = batch.add(depot.finds().list().filter(filter));
    let mut replies = batch.send().await.unwrap();
    assert_eq!(replies.take(found).unwrap().value.len(), 1);
}

/// A client that sends batches in a format.
fn depot_with(format: BatchFormat) -> Option<DepotClient> {
    let depot = depot()?;
    let builder = DepotClient::builder(depot.client().base_url());
    Some(builder.batch_format(format).build().unwrap().into())
}

#[tokio::test]
async fn a_group_succeeds_as_a_whole_and_uses_what_it_made() {
    for format in [BatchFormat::Json, BatchFormat::Multipart] {
        let Some(depot) = depot_with(format) else {
            return;
        };
        let mut batch = Batch::new(depot.client());
        let made = batch.add(depot.finds().create(&find("grouped")));
        let below = FindsRequestBuilder(batch.result_of(made).unwrap()).notes();
        let child = batch.add(below.create(&note("below what was made")));
        batch.atomic([made.id(), child.id()]).unwrap();
        let mut replies = batch.send().await.unwrap();
        let made = replies.take(made).unwrap().into_entity().unwrap();
        let child = replies.take(child).unwrap().into_entity().unwrap();
        assert_eq!(child.find_id, made.id, "{format:?}");
        assert_eq!(
            texts(&depot, made.id.unwrap()).await,
            ["below what was made"]
        );
    }
}

#[tokio::test]
async fn a_group_fails_as_a_whole() {
    for format in [BatchFormat::Json, BatchFormat::Multipart] {
        let Some(depot) = depot_with(format) else {
            return;
        };
        let there = noted(&depot, "there", &[]).await;
        let id = odata_client::Guid::from_u128(u128::from(format == BatchFormat::Json) + 1);
        let with = |id| Finds {
            id: Some(id),
            ..find("undone")
        };
        let mut batch = Batch::new(depot.client());
        let new = batch.add(depot.finds().create(&with(id)));
        let again = batch.add(depot.finds().create(&with(there)));
        batch.atomic([new.id(), again.id()]).unwrap();
        let mut replies = batch.send().await.unwrap();
        assert!(replies.take(new).is_err(), "{format:?}");
        assert!(replies.take(again).is_err(), "{format:?}");
        let read = depot.finds().by_id(id).get().await;
        assert!(read.unwrap_err().is_not_found(), "{format:?}");
    }
}

#[tokio::test]
async fn a_failure_does_not_keep_others_from_being_carried_out() {
    for format in [BatchFormat::Json, BatchFormat::Multipart] {
        let Some(depot) = depot_with(format) else {
            return;
        };
        let id = noted(&depot, "after a failure", &["a"]).await;
        let mut batch = Batch::new(depot.client()).continue_on_error(true);
        let missing = batch.add(depot.finds().by_id(odata_client::Guid::default()).get());
        let count = batch.add(depot.finds().by_id(id).notes().count());
        let mut replies = batch.send().await.unwrap();
        assert!(replies.take(missing).unwrap_err().is_not_found());
        assert_eq!(replies.take(count).unwrap(), 1, "{format:?}");
    }
}
