//! Media entities: content that is posted to a collection becomes one.

use bytes::Bytes;
use odata_client::{Body, Client, Resource, StaticToken};
use serde_json::json;

use crate::loopback::{Answer, Loopback};
use crate::model::Call;

#[tokio::test]
async fn content_becomes_a_media_entity() {
    let server = Loopback::start(|asked| match asked.header("slug") {
        Some(_) => Answer::json(201, &json!({"id": "1"})).header("location", "/photos('1')"),
        None => Answer::new(204),
    })
    .await;
    let client = Client::builder(format!("{}/v1.0", server.url));
    let client = client
        .credential(StaticToken::new("token"))
        .build()
        .unwrap();
    let photos = Resource::root(&client).segment("photos");

    let create = photos.create_media::<Call>(&b"\x89PNG"[..], "image/png");
    let photo = create.slug("Zoë at 50%\n.png").await.unwrap();
    assert_eq!(photo.entity().unwrap().id.as_deref(), Some("1"));
    let parts = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from("ab"))]);
    let create = photos.create_media::<Call>(Body::stream(parts, Some(2)), "text/html");
    let nothing = create.header("prefer", "return=minimal").await.unwrap();
    assert!(nothing.entity().is_none());

    let asked = server.asked();
    let header = |index: usize, name| asked[index].header(name);
    assert_eq!(
        (&*asked[0].method, &*asked[0].path),
        ("POST", "/v1.0/photos")
    );
    assert_eq!(header(0, "content-type"), Some("image/png"));
    assert_eq!(header(0, "slug"), Some("Zo%C3%AB at 50%25%0A.png"));
    assert_eq!(header(0, "accept"), Some("application/json"));
    assert_eq!(header(0, "authorization"), Some("Bearer token"));
    assert_eq!(asked[0].body, &b"\x89PNG"[..]);
    assert_eq!(header(1, "content-type"), Some("text/html"));
    assert_eq!((header(1, "slug"), &*asked[1].body), (None, &b"ab"[..]));
}
