//! Media entities: photos.

use odata_client::http::Method;
use odata_client::{Resource, returns};
use weather::models::Photo;

use super::weather;

#[tokio::test]
async fn a_photo_is_made_of_its_bytes_read_and_replaced() {
    let Some(weather) = weather() else { return };
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let photos = Resource::root(weather.client()).segment("Photos");
    let create = photos.request::<returns::One<Photo>>(Method::POST);
    let created = create.body(bytes.clone(), "image/png").await.unwrap();
    let photo = weather.photos().by_number(created.number.unwrap());
    assert_eq!(photo.media().get().await.unwrap(), bytes);
    let changes = Photo {
        title: Some("hail".to_owned()),
        ..Photo::default()
    };
    photo.update(&changes).await.unwrap();
    assert_eq!(photo.get().await.unwrap().title.as_deref(), Some("hail"));
    photo.media().put(&b"short"[..], "image/gif").await.unwrap();
    assert_eq!(photo.media().get().await.unwrap(), "short");
    photo.delete().await.unwrap();
    assert!(photo.get().await.unwrap_err().is_not_found());
}
