//! Rich notifications with keys made in the test, and content that is encrypted as a service does.

use aws_lc_rs::cipher::{AES_256, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::hmac;
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::rsa::{
    KeySize, OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepAlgorithm, OaepPublicEncryptingKey,
    PrivateDecryptingKey,
};
use odata_client::notifications::{DecryptionKey, EncryptedContent, NotificationError};

use crate::model::Call;

const DATA_KEY: [u8; 32] = *b"0123456789abcdefFEDCBA9876543210";

fn pair() -> (DecryptionKey, OaepPublicEncryptingKey) {
    let private = PrivateDecryptingKey::generate(KeySize::Rsa2048).unwrap();
    let public = OaepPublicEncryptingKey::new(private.public_key()).unwrap();
    let der = private.as_der().unwrap();
    (DecryptionKey::from_pkcs8(der.as_ref()).unwrap(), public)
}

fn wrap(key: &OaepPublicEncryptingKey, how: &'static OaepAlgorithm, plain: &[u8]) -> Vec<u8> {
    let mut buffer = vec![0; key.ciphertext_size()];
    key.encrypt(how, plain, &mut buffer, None).unwrap().to_vec()
}

fn signed(data: Vec<u8>, data_key: Vec<u8>) -> EncryptedContent {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &DATA_KEY);
    EncryptedContent {
        data_signature: Some(hmac::sign(&key, &data).as_ref().into()),
        data: Some(data.into()),
        data_key: Some(data_key.into()),
        ..EncryptedContent::default()
    }
}

fn encrypt(plain: &str) -> Vec<u8> {
    let key = UnboundCipherKey::new(&AES_256, &DATA_KEY).unwrap();
    let vector: [u8; 16] = DATA_KEY[..16].try_into().unwrap();
    let context = EncryptionContext::Iv128(FixedLength::from(vector));
    let mut data = plain.as_bytes().to_vec();
    let key = PaddedBlockEncryptingKey::cbc_pkcs7(key).unwrap();
    key.less_safe_encrypt(&mut data, context).unwrap();
    data
}

#[test]
fn what_was_encrypted_comes_back_whatever_its_length() {
    let (private, public) = pair();
    let data_key = wrap(&public, &OAEP_SHA1_MGF1SHA1, &DATA_KEY);
    for length in 0..40 {
        let plain = format!(r#"{{"id":"{}"}}"#, "x".repeat(length));
        let content = signed(encrypt(&plain), data_key.clone());
        assert_eq!(content.decrypt_bytes(&private).unwrap(), plain.as_bytes());
        let call: Call = content.decrypt(&private).unwrap();
        assert_eq!(call.id.map(|id| id.len()), Some(length));
    }
}

#[test]
fn another_key_another_hash_and_a_short_data_key_are_refused() {
    let (private, public) = pair();
    let (other, _) = pair();
    let content = signed(encrypt("{}"), wrap(&public, &OAEP_SHA1_MGF1SHA1, &DATA_KEY));
    assert!(matches!(
        content.decrypt_bytes(&other),
        Err(NotificationError::DataKey)
    ));
    let sha256 = wrap(&public, &OAEP_SHA256_MGF1SHA256, &DATA_KEY);
    let short = wrap(&public, &OAEP_SHA1_MGF1SHA1, &DATA_KEY[..16]);
    for data_key in [sha256, short] {
        let content = signed(encrypt("{}"), data_key);
        assert!(matches!(
            content.decrypt_bytes(&private),
            Err(NotificationError::DataKey)
        ));
    }
}

#[test]
fn signed_data_that_is_no_cipher_text_or_no_json_is_an_error() {
    let (private, public) = pair();
    let data_key = wrap(&public, &OAEP_SHA1_MGF1SHA1, &DATA_KEY);
    for data in [vec![], vec![7; 15], vec![7; 32]] {
        let content = signed(data, data_key.clone());
        assert!(matches!(
            content.decrypt_bytes(&private),
            Err(NotificationError::Content)
        ));
    }
    let content = signed(encrypt("[1]"), data_key);
    assert!(matches!(
        content.decrypt::<Call>(&private),
        Err(NotificationError::Decode(_))
    ));
}
