//! What goes wrong with large files. In: what the service, the source or the user did. Out: why, and
//! what to do.

use std::sync::Arc;

use crate::error::Error;

/// Why an upload or download failed, beyond what any request may fail of.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// The size of slices is set to 0.
    #[error("slices of 0 bytes cannot be sent; set a size, or leave the default")]
    SliceSize,
    /// The URL of an upload session is invalid, or has a fragment.
    #[error(
        "the URL of the upload session cannot be read: {what}; pass `uploadUrl` as the service gave it"
    )]
    Url {
        /// What is wrong.
        what: String,
    },
    /// The reply that should begin an upload session has no `uploadUrl`.
    #[error(
        "the reply has no `uploadUrl`; is it that of an action that creates an upload session?"
    )]
    NoUrl,
    /// The file is empty; upload sessions take at least one byte.
    #[error("the source is empty, which upload sessions do not take; `PUT` its content instead")]
    Empty,
    /// The source could not be read.
    #[error("the source of the upload could not be read at byte {offset}")]
    Source {
        /// Where.
        offset: u64,
        /// Why.
        source: Arc<std::io::Error>,
    },
    /// The service does not know the session any more: it expired, was cancelled, or is complete.
    #[error(
        "the service does not know the upload session any more: it has expired or was deleted, or all \
         bytes had arrived and only the reply was lost; look whether the file is there, else begin a \
         new session"
    )]
    SessionGone {
        /// The service's reply.
        source: Arc<Error>,
    },
    /// The service asks for bytes that the source does not have.
    #[error(
        "the service expects bytes from {offset} on, but the source has {total}; is it the same file?"
    )]
    Beyond {
        /// Where the service wants to go on.
        offset: u64,
        /// How long the source is.
        total: u64,
    },
    /// The service expects no more bytes of a session to which this upload has sent none of the last.
    #[error(
        "the service expects no more bytes, although this upload did not send the last of its {total}; look \
         whether the file is there and complete, else begin a new session"
    )]
    NothingExpected {
        /// How long the source is.
        total: u64,
    },
    /// The service took slices, but does not go on.
    #[error(
        "the upload does not go on after byte {offset}: {tries} slices or questions for the status led no further"
    )]
    Stalled {
        /// Where.
        offset: u64,
        /// How often it was tried.
        tries: u32,
    },
    /// The service says that more bytes are there than were asked for, or others.
    #[error("the download was asked to begin at byte {expected}, but the reply has {found}")]
    Range {
        /// What was asked for.
        expected: u64,
        /// What `Content-Range` says, shortened.
        found: String,
    },
    /// The content changed while it was downloaded.
    #[error("the content changed during the download, after {offset} bytes; begin again")]
    Changed {
        /// How many bytes had come.
        offset: u64,
    },
    /// The connection broke, and the service gave nothing to tell whether the rest is of the same
    /// content.
    #[error(
        "the download broke off after {offset} bytes and cannot go on safely, since the reply has no \
         strong `ETag`; begin again, or ask for the rest with `range`"
    )]
    NotResumable {
        /// How many bytes had come.
        offset: u64,
        /// What broke.
        source: Arc<Error>,
    },
    /// The reply ended before its announced end.
    #[error("the reply ended after {offset} bytes, before its end")]
    Short {
        /// How many bytes had come.
        offset: u64,
    },
}

impl From<TransferError> for Error {
    fn from(error: TransferError) -> Self {
        Self::Transfer(Box::new(error))
    }
}
