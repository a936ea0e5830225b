//! Media entities: photos.

use weather::models::Photo;

use super::weather;

#[tokio::test]
async fn a_photo_is_made_of_its_bytes_read_and_replaced() {
    let Some(weather) = weather() else { return };
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let photos = weather.photos();
    let create = photos.create_media(bytes.clone(), "image/png");
    let created = create.await.unwrap().into_entity().unwrap();
    let photo = weather.photos().by_number(created.number.unwrap());
    assert_eq!(photo.media().get().await.unwrap(), bytes);
    let changes = Photo {
        title: Some("hail".to_owned()),
        ..Photo::default()
    };
    photo.update(&changes).await.unwrap();
    assert_eq!(photo.get().await.unwrap().title.as_deref(), Some("hail"));

    let part = photo.media().get().range(10..20).await.unwrap();
    assert_eq!(part, bytes[10..20]);
    let mut stream = photo.media().get().range(99_990..).stream().await.unwrap();
    let mut end = Vec::new();
    while let Some(chunk) = stream.chunk().await.unwrap() {
        end.extend_from_slice(&chunk);
    }
    assert_eq!(end, bytes[99_990..]);

    photo.media().put(&b"short"[..], "image/gif").await.unwrap();
    assert_eq!(photo.media().get().await.unwrap(), "short");
    photo.delete().await.unwrap();
    assert!(photo.get().await.unwrap_err().is_not_found());
}
