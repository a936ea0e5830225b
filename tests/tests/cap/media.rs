//! Streams: a find's picture.

use super::{depot, find};

#[tokio::test]
async fn a_picture_is_stored_read_and_deleted() {
    let Some(depot) = depot() else { return };
    let id = depot
        .finds()
        .create(&find("pictured"))
        .await
        .unwrap()
        .into_entity()
        .unwrap()
        .id
        .unwrap();
    let find = depot.finds().by_id(id);
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    find.picture()
        .put(bytes.clone(), "image/png")
        .await
        .unwrap();
    assert_eq!(find.picture().get().await.unwrap(), bytes);
    let part = find.picture().get().range(10..20).await.unwrap();
    assert_eq!(part, bytes[10..20], "this server ignores ranges");
    let stored = find.get().await.unwrap();
    assert_eq!(stored.picture_type.as_deref(), Some("image/png"));

    let mut stream = find.picture().get().stream().await.unwrap();
    let mut read = Vec::new();
    while let Some(chunk) = stream.chunk().await.unwrap() {
        read.extend_from_slice(&chunk);
    }
    assert_eq!(read, bytes);

    find.picture().delete().await.unwrap();
    assert_eq!(find.picture().get().await.unwrap(), "");
}
