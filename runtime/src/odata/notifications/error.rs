//! What can be wrong with a notification. Says what, why and what to do; shows no state, key or content.

use crate::error::DecodeError;

/// Why a notification is not to be relied on, or cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotificationError {
    /// The body, or what was decrypted, is not what it should be.
    #[error(transparent)]
    Decode(#[from] DecodeError),

    /// The client state is missing, or not the one that the subscription was created with.
    #[error(
        "notification {index} has not the client state of the subscription; drop the whole message, it \
         may be forged"
    )]
    ClientState {
        /// Which one in the collection, from 0.
        index: usize,
    },

    /// The private key cannot be used.
    #[error("the private key cannot be used: {0}")]
    Key(String),

    /// The notification has no encrypted content, or not all parts of it.
    #[error(
        "the notification lacks {part}; was the subscription created with `includeResourceData` and a \
         certificate?"
    )]
    Missing {
        /// The property, such as `encryptedContent.dataKey`.
        part: &'static str,
    },

    /// The data key was not encrypted for this private key.
    #[error(
        "the data key cannot be decrypted with this private key; look whether it belongs to the \
         certificate that `encryptionCertificateId` names"
    )]
    DataKey,

    /// The signature is not that of the data; nothing was decrypted.
    #[error(
        "the signature does not fit the encrypted data; drop the message, it was changed or forged"
    )]
    Signature,

    /// The signature is right, but the data is not AES-256-CBC with PKCS #7 padding.
    #[error(
        "the data is signed, but cannot be decrypted: it is not AES-256-CBC with PKCS #7 padding"
    )]
    Content,
}
