//! Change notifications: the handshake, what is read, what is checked, what is decrypted.

use odata_client::http::Uri;
use odata_client::notifications::{
    ChangeType, DecryptionKey, Handshake, LifecycleEvent, NotificationCollection, NotificationError,
};
use odata_client::{Binary, Json, from_json, to_json};

use crate::model::Call;
use crate::notifications_vectors::{CONTENT, KEY, PLAIN};

const RICH: &str = r##"{"value": [{
    "id": "lsgTZMr9KwAAA", "subscriptionId": "76222963-cc7b-42d2-882d-8aaa69cb2ba3",
    "subscriptionExpirationDateTime": "2026-11-20T11:00:00.0000000Z", "clientState": "secret-state",
    "changeType": "UPDATED", "resource": "users/a/messages/b", "tenantId": "84bd8158",
    "resourceData": {"@odata.type": "#sample.message", "@odata.id": "Users/a/Messages/b",
        "@odata.etag": "W/\"1\"", "id": "b"},
    "encryptedContent": CONTENT, "new": 1
}], "validationTokens": ["eyJ0.secret-token"]}"##;

fn rich() -> NotificationCollection {
    let text = RICH.replace("CONTENT", CONTENT);
    NotificationCollection::from_json(text.as_bytes()).unwrap()
}

fn key() -> DecryptionKey {
    DecryptionKey::from_pem(KEY).unwrap()
}

#[test]
fn handshake_answers_with_the_decoded_token_as_plain_text() {
    let uri: Uri = "/hook?x=1&validationToken=Validation%3a+Testing%2Breach%3Cb%3E"
        .parse()
        .unwrap();
    let handshake = Handshake::from_uri(&uri).unwrap();
    assert_eq!(handshake.token(), "Validation: Testing+reach<b>");
    let reply = handshake.reply();
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.headers()["content-type"], "text/plain");
    assert_eq!(reply.headers()["x-content-type-options"], "nosniff");
    assert_eq!(reply.body(), "Validation: Testing+reach<b>");
    for query in [
        None,
        Some(""),
        Some("validationtoken=x"),
        Some("a=validationToken"),
    ] {
        assert_eq!(Handshake::from_query(query), None, "{query:?}");
    }
}

#[test]
fn notifications_are_read_whole() {
    let collection = rich();
    let notification = &collection.value[0];
    assert_eq!(notification.change_type, Some(ChangeType::Updated));
    assert_eq!(notification.lifecycle_event, None);
    let text = |text: &Option<String>| text.clone().unwrap();
    assert_eq!(
        text(&notification.subscription_id),
        "76222963-cc7b-42d2-882d-8aaa69cb2ba3"
    );
    assert_eq!(text(&notification.resource), "users/a/messages/b");
    assert_eq!(text(&notification.tenant_id), "84bd8158");
    let expiry = notification
        .subscription_expiration_date_time
        .as_ref()
        .unwrap();
    assert!(expiry.to_string().starts_with("2026-11-20T11:00:00"));
    let resource = notification.resource_data.as_ref().unwrap();
    assert_eq!(resource.type_name(), Some("sample.message"));
    assert_eq!(resource.odata_id(), Some("Users/a/Messages/b"));
    assert_eq!(resource.etag(), Some("W/\"1\""));
    let content = notification.encrypted_content.as_ref().unwrap();
    assert_eq!(text(&content.encryption_certificate_id), "my-certificate");
    assert_eq!(
        notification.extra.get("new").and_then(Json::as_i64),
        Some(1)
    );
    assert_eq!(collection.validation_tokens.unwrap(), ["eyJ0.secret-token"]);
}

#[test]
fn lifecycle_events_are_told_apart_and_unknown_ones_kept() {
    let events = [
        "reauthorizationRequired",
        "subscriptionRemoved",
        "missed",
        "other",
    ];
    let value: Vec<_> = events
        .iter()
        .map(|event| format!(r#"{{"lifecycleEvent": "{event}", "organizationId": "o"}}"#))
        .collect();
    let body = format!(r#"{{"value": [{}]}}"#, value.join(","));
    let collection = NotificationCollection::from_json(body.as_bytes()).unwrap();
    let read: Vec<_> = collection
        .value
        .into_iter()
        .map(|one| one.lifecycle_event.unwrap())
        .collect();
    let expected = [
        LifecycleEvent::ReauthorizationRequired,
        LifecycleEvent::SubscriptionRemoved,
        LifecycleEvent::Missed,
        LifecycleEvent::Unrecognized("other".to_owned()),
    ];
    assert_eq!(read, expected);
}

#[test]
fn client_state_must_be_there_and_right_in_every_notification() {
    let mut collection = rich();
    assert!(collection.check_client_state("secret-state").is_ok());
    for wrong in ["", "secret-stat", "secret-states", "Secret-state"] {
        let error = collection.check_client_state(wrong).unwrap_err();
        assert!(
            matches!(error, NotificationError::ClientState { index: 0 }),
            "{wrong}"
        );
    }
    let mut without = collection.value[0].clone();
    without.client_state = None;
    collection.value.push(without);
    let error = collection.check_client_state("secret-state").unwrap_err();
    assert!(matches!(error, NotificationError::ClientState { index: 1 }));
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[test]
fn decrypts_what_another_implementation_encrypted() {
    let notification = &rich().value[0];
    let call: Call = notification.decrypt(&key()).unwrap();
    assert_eq!((call.id.as_deref(), call.rank), (Some("1"), Some(3)));
    assert_eq!(
        call.extra.get("subject").and_then(Json::as_str),
        Some("Grüße")
    );
    let content = notification.encrypted_content.as_ref().unwrap();
    assert_eq!(content.decrypt_bytes(&key()).unwrap(), PLAIN.as_bytes());
}

#[test]
fn a_changed_byte_anywhere_is_found_before_anything_is_decrypted() {
    let content = rich().value.remove(0).encrypted_content.unwrap();
    let length = content.data.as_ref().unwrap().len();
    for position in 0..length {
        let mut forged = content.clone();
        forged.data = Some(flipped(content.data.as_ref(), position));
        let error = forged.decrypt_bytes(&key()).unwrap_err();
        assert!(
            matches!(error, NotificationError::Signature),
            "{position}: {error}"
        );
    }
    let mut forged = content.clone();
    forged.data_signature = Some(flipped(content.data_signature.as_ref(), 31));
    assert!(matches!(
        forged.decrypt_bytes(&key()),
        Err(NotificationError::Signature)
    ));
    forged.data_signature = Some(Binary::from(
        content.data_signature.as_ref().unwrap()[..31].to_vec(),
    ));
    assert!(matches!(
        forged.decrypt_bytes(&key()),
        Err(NotificationError::Signature)
    ));
    forged.data_signature = Some(Binary::default());
    assert!(matches!(
        forged.decrypt_bytes(&key()),
        Err(NotificationError::Signature)
    ));
    let mut forged = content.clone();
    forged.data_key = Some(flipped(content.data_key.as_ref(), 100));
    assert!(matches!(
        forged.decrypt_bytes(&key()),
        Err(NotificationError::DataKey)
    ));
    forged.data_key = Some(Binary::from(vec![1; 7]));
    assert!(matches!(
        forged.decrypt_bytes(&key()),
        Err(NotificationError::DataKey)
    ));
}

fn flipped(bytes: Option<&Binary>, position: usize) -> Binary {
    let mut bytes = bytes.unwrap().to_vec();
    bytes[position] ^= 1;
    Binary::from(bytes)
}

#[test]
fn missing_parts_are_named() {
    let mut notification = rich().value.remove(0);
    let content = notification.encrypted_content.as_mut().unwrap();
    content.data_signature = None;
    let error = notification.decrypt::<Call>(&key()).unwrap_err();
    let part = "encryptedContent.dataSignature";
    assert!(matches!(error, NotificationError::Missing { part: found } if found == part));
    notification.encrypted_content = None;
    let error = notification.decrypt::<Call>(&key()).unwrap_err();
    assert!(
        error.to_string().contains("lacks encryptedContent;"),
        "{error}"
    );
}

#[test]
fn keys_that_cannot_be_used_say_what_to_do() {
    let remedies = [
        ("", "no `-----BEGIN PRIVATE KEY-----`"),
        (
            "-----BEGIN RSA PRIVATE KEY-----",
            "openssl pkcs8 -topk8 -nocrypt",
        ),
        ("-----BEGIN ENCRYPTED PRIVATE KEY-----", "it is encrypted"),
        (
            "-----BEGIN PRIVATE KEY----- ! -----END PRIVATE KEY-----",
            "not base64",
        ),
        (
            "-----BEGIN PRIVATE KEY----- MAAA -----END PRIVATE KEY-----",
            "2048 to 8192 bits",
        ),
    ];
    for (pem, remedy) in remedies {
        let error = DecryptionKey::from_pem(pem).unwrap_err();
        assert!(error.to_string().contains(remedy), "{error}");
    }
    assert_eq!(format!("{:?}", key()), "DecryptionKey(2048 bits)");
}

#[test]
fn debug_shows_neither_state_nor_tokens_nor_content() {
    let shown = format!("{:?}", rich());
    assert!(shown.contains("users/a/messages/b"), "{shown}");
    assert!(shown.contains("1 tokens"), "{shown}");
    let data = to_json(&rich().value[0].encrypted_content.as_ref().unwrap().data);
    let data = std::str::from_utf8(&data).unwrap().trim_matches('"');
    for secret in ["secret", data] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn what_is_no_message_is_an_error_with_its_path() {
    let error =
        NotificationCollection::from_json(br#"{"value": [{"changeType": []}]}"#).unwrap_err();
    assert_eq!(error.path(), "value[0].changeType");
    assert!(NotificationCollection::from_json(b"<html>").is_err());
    let read: NotificationCollection =
        from_json(RICH.replace("CONTENT", CONTENT).as_bytes()).unwrap();
    let written = to_json(&read);
    let again = NotificationCollection::from_json(&written).unwrap();
    assert_eq!(to_json(&again), written);
}
