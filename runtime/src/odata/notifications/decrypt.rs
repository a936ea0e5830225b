//! Decryption of rich notifications. In: encrypted content and a private key. Out: the resource. The
//! signature is checked before the data is decrypted, so that its padding tells an attacker nothing.

use std::fmt;

use aws_lc_rs::cipher::{
    AES_256, AES_256_KEY_LEN, AES_CBC_IV_LEN, DecryptionContext, PaddedBlockDecryptingKey,
    UnboundCipherKey,
};
use aws_lc_rs::hmac;
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, PrivateDecryptingKey};

use super::{ChangeNotification, EncryptedContent, NotificationError};
use crate::value::{Binary, Field, read_field};

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

/// The private key of the certificate that a subscription was created with: RSA, 2048 to 8192 bits.
/// `Debug` shows its size only. While certificates are changed, keep both keys and choose by
/// [`EncryptedContent::encryption_certificate_id`].
pub struct DecryptionKey(OaepPrivateDecryptingKey);

impl DecryptionKey {
    /// A key in PKCS #8 PEM: `-----BEGIN PRIVATE KEY-----`. What stands before and after, such as the
    /// certificate, is passed over.
    ///
    /// # Errors
    /// If there is no such key, or it is not RSA of at least 2048 bits.
    pub fn from_pem(pem: &str) -> Result<Self, NotificationError> {
        let inside = pem
            .split_once(BEGIN)
            .and_then(|(_, rest)| rest.split_once(END))
            .map(|(inside, _)| inside.split_ascii_whitespace().collect::<String>());
        let Some(inside) = inside else {
            return Err(NotificationError::Key(no_pem(pem)));
        };
        let der = Binary::from_base64(&inside).map_err(|_| {
            NotificationError::Key("the text between BEGIN and END is not base64".to_owned())
        })?;
        Self::from_pkcs8(&der)
    }

    /// A key in PKCS #8 DER.
    ///
    /// # Errors
    /// If it is not a key, or not RSA of at least 2048 bits.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, NotificationError> {
        let key = PrivateDecryptingKey::from_pkcs8(der).map_err(|error| {
            NotificationError::Key(format!(
                "an RSA key of 2048 to 8192 bits in PKCS #8 is needed ({error})"
            ))
        })?;
        OaepPrivateDecryptingKey::new(key)
            .map(Self)
            .map_err(|_| NotificationError::Key("it is not an RSA key".to_owned()))
    }

    /// The data key: 32 bytes, which serve for AES and HMAC.
    fn data_key(&self, encrypted: &[u8]) -> Result<[u8; AES_256_KEY_LEN], NotificationError> {
        let mut buffer = vec![0; self.0.min_output_size()];
        let key = self
            .0
            .decrypt(&OAEP_SHA1_MGF1SHA1, encrypted, &mut buffer, None)
            .map_err(|_| NotificationError::DataKey)?;
        <[u8; AES_256_KEY_LEN]>::try_from(&*key).map_err(|_| NotificationError::DataKey)
    }
}

/// Why there is no PKCS #8 key in a text, and what to do.
fn no_pem(pem: &str) -> String {
    let convert = "convert it with `openssl pkcs8 -topk8 -nocrypt`";
    if pem.contains("-----BEGIN RSA PRIVATE KEY-----") {
        format!("it is PKCS #1; {convert}")
    } else if pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") {
        format!("it is encrypted; {convert}")
    } else {
        format!("there is no `{BEGIN}` to `{END}` in the text")
    }
}

impl fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecryptionKey({} bits)", self.0.key_size_bits())
    }
}

impl ChangeNotification {
    /// Decrypts the resource of a rich notification: see [`EncryptedContent::decrypt`].
    ///
    /// # Errors
    /// If the notification has no encrypted content; and as [`EncryptedContent::decrypt`].
    pub fn decrypt<T: Field + Default>(&self, key: &DecryptionKey) -> Result<T, NotificationError> {
        let content = self.encrypted_content.as_ref();
        let part = "encryptedContent";
        content
            .ok_or(NotificationError::Missing { part })?
            .decrypt(key)
    }
}

impl EncryptedContent {
    /// Decrypts the resource and reads it into a model.
    ///
    /// # Errors
    /// As [`decrypt_bytes`](Self::decrypt_bytes), or if the resource does not fit the model.
    pub fn decrypt<T: Field + Default>(&self, key: &DecryptionKey) -> Result<T, NotificationError> {
        let mut value = T::default();
        read_field(&self.decrypt_bytes(key)?, &mut value)?;
        Ok(value)
    }

    /// Decrypts the resource: its JSON, in UTF-8. The signature is checked first.
    ///
    /// # Errors
    /// If a part is missing, the private key is another, or the signature is wrong.
    pub fn decrypt_bytes(&self, key: &DecryptionKey) -> Result<Vec<u8>, NotificationError> {
        let data = required(self.data.as_ref(), "encryptedContent.data")?;
        let data_key = required(self.data_key.as_ref(), "encryptedContent.dataKey")?;
        let signature = required(
            self.data_signature.as_ref(),
            "encryptedContent.dataSignature",
        )?;

        let data_key = key.data_key(data_key)?;
        let signing_key = hmac::Key::new(hmac::HMAC_SHA256, &data_key);
        hmac::verify(&signing_key, data, signature).map_err(|_| NotificationError::Signature)?;
        decrypt_data(&data_key, data.to_vec())
    }
}

/// AES-256-CBC with PKCS #7 padding; the vector is the first half of the key.
fn decrypt_data(
    key: &[u8; AES_256_KEY_LEN],
    mut data: Vec<u8>,
) -> Result<Vec<u8>, NotificationError> {
    let vector = key
        .first_chunk::<AES_CBC_IV_LEN>()
        .ok_or(NotificationError::Content)?;
    let context = DecryptionContext::Iv128(FixedLength::from(vector));
    let length = UnboundCipherKey::new(&AES_256, key)
        .and_then(PaddedBlockDecryptingKey::cbc_pkcs7)
        .and_then(|key| key.decrypt(&mut data, context).map(|plain| plain.len()))
        .map_err(|_| NotificationError::Content)?;
    data.truncate(length);
    Ok(data)
}

fn required<'a>(
    part: Option<&'a Binary>,
    name: &'static str,
) -> Result<&'a Binary, NotificationError> {
    part.ok_or(NotificationError::Missing { part: name })
}
