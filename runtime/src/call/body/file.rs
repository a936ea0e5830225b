//! Files to be uploaded. In: bytes, a stream, or a source that can be read. Out: a part of a `multipart/form-data` body.

use std::fmt;
use std::io;

use bytes::Bytes;
use futures_core::Stream;

use crate::{Body, transfer::UploadSource};

/// How much of a source is read at a time.
const CHUNK: u64 = 256 << 10;

/// A file for a form: its name, its media type and its content.
///
/// ```
/// use service_client::File;
/// let photo = File::new("photo.png", "…").content_type("image/png");
/// assert_eq!(photo.name(), "photo.png");
/// ```
#[derive(Clone)]
pub struct File {
    pub(super) name: String,
    pub(super) content_type: Option<String>,
    pub(super) content: Body,
}

impl File {
    /// A file of this name, as the service sees it, with bytes or a [`Body`] as its content.
    pub fn new(name: impl Into<String>, content: impl Into<Body>) -> Self {
        Self {
            name: name.into(),
            content_type: None,
            content: content.into(),
        }
    }

    /// A file whose content is made as it is sent, of `length` bytes if that is known. It can be sent once.
    pub fn stream<S, E>(name: impl Into<String>, content: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::new(name, Body::stream(content, length))
    }

    /// A file whose content is read as it is sent, 256 KiB at a time: a [`Reader`](crate::transfer::Reader) over a file on disk, for
    /// example. It can be sent once.
    ///
    /// # Errors
    /// If the source does not tell its size.
    pub async fn from_source(
        name: impl Into<String>,
        mut source: impl UploadSource + 'static,
    ) -> io::Result<Self> {
        let size = source.size().await?;
        let chunks =
            futures_util::stream::try_unfold((source, 0), move |(mut source, at)| async move {
                let length = CHUNK.min(size.saturating_sub(at));
                if length == 0 {
                    return Ok(None);
                }
                let size = usize::try_from(length).map_err(io::Error::other)?;
                let bytes = source.read(at, size).await?;
                Ok::<_, io::Error>(Some((bytes, (source, at + length))))
            });
        Ok(Self::stream(name, chunks, Some(size)))
    }

    /// Its media type, such as `image/png`; `application/octet-stream` unless set.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Shows name and size.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:?}, {:?})", self.name, self.content)
    }
}
