//! Large files. In: a source, or a request for content. Out: an upload in slices, or a download as a
//! stream; with one slice or chunk in memory, and going on after a failure.

mod download;
mod error;
mod part;
mod range;
mod session;
mod source;
mod upload;

pub use download::MediaStream;
#[cfg(feature = "odata")]
pub(crate) use download::cut_reply;
pub(crate) use download::{open_stream, read_range};
pub use error::TransferError;
pub use range::ByteRange;
pub use session::{UploadProgress, UploadSession, UploadStatus};
#[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
pub use source::TokioReader;
pub use source::{Reader, UploadSource};
