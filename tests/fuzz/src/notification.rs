//! Bytes as what a service posts: the query of a handshake, the JSON of notifications, and the content of a rich one,
//! which comes back decrypted as it was, and is refused where a bit of it is another.

use std::sync::OnceLock;

use aws_lc_rs::cipher::{AES_256, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::hmac;
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::rsa::{KeySize, OAEP_SHA1_MGF1SHA1, OaepPublicEncryptingKey, PrivateDecryptingKey};
use communications::models::Call;
use odata_client::notifications::{
    DecryptionKey, EncryptedContent, Handshake, NotificationCollection, NotificationError,
};
use odata_client::{Bytes, from_json, http, to_json};

const DATA_KEY: [u8; 32] = *b"0123456789abcdefFEDCBA9876543210";

struct Keys {
    private: DecryptionKey,
    /// The data key, encrypted.
    wrapped: Vec<u8>,
}

fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let private = PrivateDecryptingKey::generate(KeySize::Rsa2048).unwrap();
        let public = OaepPublicEncryptingKey::new(private.public_key()).unwrap();
        let mut buffer = vec![0; public.ciphertext_size()];
        let wrapped = public.encrypt(&OAEP_SHA1_MGF1SHA1, &DATA_KEY, &mut buffer, None);
        Keys {
            wrapped: wrapped.unwrap().to_vec(),
            private: DecryptionKey::from_pkcs8(private.as_der().unwrap().as_ref()).unwrap(),
        }
    })
}

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        handshake(text);
        if let Err(error) = DecryptionKey::from_pem(text) {
            assert!(!error.to_string().is_empty());
        }
    }
    drop(DecryptionKey::from_pkcs8(bytes));
    match NotificationCollection::from_json(bytes) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(posted) => notifications(&posted),
    }
    content(bytes);
}

fn handshake(query: &str) {
    let Some(handshake) = Handshake::from_query(Some(query)) else {
        return;
    };
    let token = handshake.token().to_owned();
    let reply = handshake.reply();
    assert_eq!(reply.body(), &token);
    let kind = reply.headers().get(http::header::CONTENT_TYPE);
    assert_eq!(
        kind.map(http::HeaderValue::as_bytes),
        Some(&b"text/plain"[..])
    );
}

fn notifications(posted: &NotificationCollection) {
    let written = to_json(posted);
    let again = NotificationCollection::from_json(&written);
    let again = again.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(Bytes::from(to_json(&again)), Bytes::from(written));
    let stated = posted
        .value
        .iter()
        .all(|one| one.has_client_state("expected"));
    assert_eq!(posted.check_client_state("expected").is_ok(), stated);
    let shown = format!("{posted:?}");
    for one in &posted.value {
        let secret = one
            .client_state
            .as_deref()
            .filter(|state| state.starts_with("secret"));
        assert!(
            !secret.is_some_and(|secret| shown.contains(secret)),
            "{shown}"
        );
        if let Err(error) = one.decrypt::<Call>(&keys().private) {
            assert!(!error.to_string().is_empty());
        }
    }
}

/// Encrypts as a service does.
fn encrypted(plain: &[u8]) -> EncryptedContent {
    let key = UnboundCipherKey::new(&AES_256, &DATA_KEY).unwrap();
    let vector: [u8; 16] = DATA_KEY[..16].try_into().unwrap();
    let context = EncryptionContext::Iv128(FixedLength::from(vector));
    let mut data = plain.to_vec();
    let key = PaddedBlockEncryptingKey::cbc_pkcs7(key).unwrap();
    key.less_safe_encrypt(&mut data, context).unwrap();
    signed(data)
}

fn signed(data: Vec<u8>) -> EncryptedContent {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &DATA_KEY);
    EncryptedContent {
        data_signature: Some(hmac::sign(&key, &data).as_ref().into()),
        data: Some(data.into()),
        data_key: Some(keys().wrapped.clone().into()),
        ..EncryptedContent::default()
    }
}

fn content(bytes: &[u8]) {
    let private = &keys().private;
    let content = encrypted(bytes);
    assert_eq!(content.decrypt_bytes(private).ok().as_deref(), Some(bytes));
    let read = content.decrypt::<Call>(private);
    assert_eq!(read.is_ok(), from_json::<Call>(bytes).is_ok());

    let mut other = content;
    let at = bytes.len() % 16;
    let mut data = other.data.take().unwrap_or_default().into_vec();
    data[at] ^= 1;
    other.data = Some(data.into());
    let refused = other.decrypt_bytes(private);
    assert!(
        matches!(refused, Err(NotificationError::Signature)),
        "{refused:?}"
    );

    // Signed by one who has the key, and nevertheless no content.
    if let Err(error) = signed(bytes.to_vec()).decrypt_bytes(private) {
        assert!(matches!(error, NotificationError::Content), "{error}");
    }
}
