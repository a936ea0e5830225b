//! What writes leave as it is: children that are not named, digits of large numbers; and what they answer.

use depot::models::{Finds, Notes};
use depot::requests::{FindsRequestBuilder, NotesRequestBuilder};
use odata_client::Batch;

use super::{depot, find, note, noted, texts};

/// More than a JavaScript number holds: it would be …992.
const LARGE: i64 = 9_007_199_254_740_993;

#[tokio::test]
async fn sending_back_what_was_read_keeps_children_that_were_not() {
    let Some(depot) = depot() else { return };
    let id = noted(&depot, "kept", &["a", "b", "c"]).await;
    let builder = depot.finds().by_id(id);
    let read = builder
        .get()
        .expand(Finds::NOTES.order_by(Notes::TEXT).top(1));
    let before = read.await.unwrap();
    assert_eq!(before.notes.as_ref().map(Vec::len), Some(1));
    let mut after = before.clone();
    after.grade = Some(5);
    builder.update(&after).await.unwrap();
    assert_eq!(texts(&depot, id).await, ["a", "b", "c"]);

    after.grade = Some(6);
    let update = builder.update(&after).changed_from(&before);
    assert_eq!(update.await.unwrap().into_entity().unwrap().grade, Some(6));
    assert_eq!(texts(&depot, id).await, ["a", "b", "c"]);
    assert!(builder.update(&after).changed_from(&after).is_empty());
}

#[tokio::test]
async fn children_are_replaced_where_that_is_asked_for() {
    let Some(depot) = depot() else { return };
    let id = noted(&depot, "replaced", &["a", "b"]).await;
    let changes = Finds {
        notes: Some(vec![note("c")]),
        ..Finds::default()
    };
    let update = depot.finds().by_id(id).update(&changes);
    update.with_navigation().await.unwrap();
    assert_eq!(texts(&depot, id).await, ["c"]);
}

#[tokio::test]
async fn large_numbers_keep_their_digits() {
    let Some(depot) = depot() else { return };
    let sent = Finds {
        inventory: Some(LARGE),
        ..find("large")
    };
    let created = depot.finds().create(&sent).await.unwrap();
    let id = created.into_entity().unwrap().id.unwrap();
    let builder = depot.finds().by_id(id);
    assert_eq!(builder.get().await.unwrap().inventory, Some(LARGE));
    let list = depot.finds().list().filter(Finds::INVENTORY.eq(LARGE));
    assert_eq!(list.await.unwrap().value.len(), 1);
    let changes = Finds {
        inventory: Some(LARGE + 2),
        ..Finds::default()
    };
    builder.update(&changes).await.unwrap();
    assert_eq!(builder.get().await.unwrap().inventory, Some(LARGE + 2));
    let exact: odata_client::Decimal = "123456789012345.6789".parse().unwrap();
    let echo = depot.echo([]).big(i64::MAX).exact(exact.clone());
    let echo = echo.await.unwrap();
    assert_eq!((echo.big, echo.exact), (Some(i64::MAX), Some(exact)));
}

#[tokio::test]
async fn large_numbers_keep_their_digits_in_batches() {
    let Some(depot) = depot() else { return };
    let sent = Finds {
        inventory: Some(LARGE),
        ..find("large in a batch")
    };
    let mut batch = Batch::new(depot.client());
    let created = batch.add(depot.finds().create(&sent));
    let echoed = batch.add(depot.echo([]).big(i64::MIN));
    let mut replies = batch.send().await.unwrap();
    let created = replies.take(created).unwrap().into_entity().unwrap();
    assert_eq!(created.inventory, Some(LARGE));
    assert_eq!(replies.take(echoed).unwrap().big, Some(i64::MIN));
}

#[tokio::test]
async fn what_was_made_without_a_reply_is_found_where_the_service_says() {
    let Some(depot) = depot() else { return };
    let create = depot.notes().create(&note("silent"));
    let created = create.header("Prefer", "return=minimal").await.unwrap();
    assert!(created.entity().is_none());
    let made = NotesRequestBuilder(created.resource().unwrap());
    assert_eq!(made.get().await.unwrap().text.as_deref(), Some("silent"));
    assert!(created.into_entity().is_err());
}

#[tokio::test]
async fn a_stored_address_becomes_a_builder_again() {
    let Some(depot) = depot() else { return };
    let id = noted(&depot, "stored", &["a"]).await;
    let address = format!("{}/Finds({id})", depot.client().base_url());
    let builder = FindsRequestBuilder(depot.client().resource_at(&address).unwrap());
    assert_eq!(builder.notes().count().await.unwrap(), 1);
    let elsewhere = depot
        .client()
        .resource_at("http://127.0.0.2/depot/Finds(1)");
    assert!(elsewhere.is_err());
}

#[tokio::test]
async fn nothing_at_the_end_of_a_path_is_told_from_an_entity_without_properties() {
    let Some(depot) = depot() else { return };
    let id = noted(&depot, "alone", &[]).await;
    let builder = depot.finds().by_id(id);
    assert!(builder.loan().get().optional().await.unwrap().is_none());
    assert!(builder.shelf().get().optional().await.unwrap().is_none());
}

#[tokio::test]
async fn one_property_is_read_and_set_by_its_address() {
    let Some(depot) = depot() else { return };
    let id = noted(&depot, "single", &[]).await;
    let builder = depot.finds().by_id(id);
    let title = builder.0.property::<String>("title");
    assert_eq!(title.get().await.unwrap().as_deref(), Some("single"));
    assert_eq!(title.raw().get().await.unwrap(), "single");
    let inventory = builder.0.property::<i64>("inventory");
    assert_eq!(inventory.get().await.unwrap(), None);
    inventory.set(&LARGE).await.unwrap();
    assert_eq!(inventory.get().await.unwrap(), Some(LARGE));
}
