//! Batches: reads, changes and failures in one call.

use depot::models::finds::TITLE;
use odata_client::Batch;

use super::{depot, find, noted};

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
    let filter = TITLE.eq("it's 100% ä+b/c");
    let found = batch.add(depot.finds().list().filter(filter));
    let mut replies = batch.send().await.unwrap();
    assert_eq!(replies.take(found).unwrap().value.len(), 1);
}
