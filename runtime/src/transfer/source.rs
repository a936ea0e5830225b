//! Where uploads come from. In: bytes, or anything that can be read and searched. Out: any part of it,
//! as often as needed.

use std::io::{self, SeekFrom};
use std::pin::Pin;

use bytes::Bytes;
use futures_io::{AsyncRead, AsyncSeek};

use crate::BoxFuture;

/// What can be uploaded: `Bytes`, `Vec<u8>`, a [`Reader`], and with the feature `tokio` a
/// `TokioReader`. Only one slice is in memory at a time.
pub trait UploadSource: Send {
    /// How many bytes there are.
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>>;

    /// `length` bytes from `offset` on. Fewer are an error.
    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>>;
}

impl UploadSource for Bytes {
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        let size = self.len().try_into().map_err(io::Error::other);
        Box::pin(std::future::ready(size))
    }

    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let start = usize::try_from(offset).ok();
        let end = start.and_then(|start| start.checked_add(length));
        let range = start.zip(end).filter(|(_, end)| *end <= self.len());
        let part = range.map(|(start, end)| self.slice(start..end));
        Box::pin(std::future::ready(part.ok_or_else(too_short)))
    }
}

impl UploadSource for Vec<u8> {
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        let size = self.len().try_into().map_err(io::Error::other);
        Box::pin(std::future::ready(size))
    }

    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let part = self.get(start..).and_then(|rest| rest.get(..length));
        let part = part.map(Bytes::copy_from_slice).ok_or_else(too_short);
        Box::pin(std::future::ready(part))
    }
}

impl<S: UploadSource + ?Sized> UploadSource for Box<S> {
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        (**self).size()
    }

    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        (**self).read(offset, length)
    }
}

fn too_short() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

/// A source over the traits of `futures_io`: files of `async-fs` or `smol`, a `futures::io::Cursor`.
#[derive(Clone, Debug)]
pub struct Reader<R>(R);

impl<R: AsyncRead + AsyncSeek + Unpin + Send> Reader<R> {
    /// Takes the whole of it, wherever it stands.
    pub fn new(reader: R) -> Self {
        Self(reader)
    }

    /// The reader.
    pub fn into_inner(self) -> R {
        self.0
    }

    async fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        std::future::poll_fn(|context| Pin::new(&mut self.0).poll_seek(context, position)).await
    }

    async fn part(&mut self, offset: u64, length: usize) -> io::Result<Bytes> {
        self.seek(SeekFrom::Start(offset)).await?;
        let mut part = vec![0; length];
        let mut rest = part.as_mut_slice();
        while !rest.is_empty() {
            let read =
                std::future::poll_fn(|context| Pin::new(&mut self.0).poll_read(context, rest));
            let read = read.await?;
            rest = match rest.get_mut(read..) {
                Some(rest) if read > 0 => rest,
                _ => return Err(too_short()),
            };
        }
        Ok(part.into())
    }
}

impl<R: AsyncRead + AsyncSeek + Unpin + Send> UploadSource for Reader<R> {
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        Box::pin(self.seek(SeekFrom::End(0)))
    }

    fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        Box::pin(self.part(offset, length))
    }
}

/// A source over the traits of tokio, such as `tokio::fs::File`.
#[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
#[derive(Clone, Debug)]
pub struct TokioReader<R>(R);

#[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
mod over_tokio {
    use super::{BoxFuture, Bytes, Pin, SeekFrom, TokioReader, UploadSource, io, too_short};
    use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};

    impl<R: AsyncRead + AsyncSeek + Unpin + Send> TokioReader<R> {
        /// Takes the whole of it, wherever it stands.
        pub fn new(reader: R) -> Self {
            Self(reader)
        }

        /// The reader.
        pub fn into_inner(self) -> R {
            self.0
        }

        async fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
            // A search that is under way must be over before another one may begin.
            self.complete().await?;
            Pin::new(&mut self.0).start_seek(position)?;
            self.complete().await
        }

        async fn complete(&mut self) -> io::Result<u64> {
            std::future::poll_fn(|context| Pin::new(&mut self.0).poll_complete(context)).await
        }

        async fn part(&mut self, offset: u64, length: usize) -> io::Result<Bytes> {
            self.seek(SeekFrom::Start(offset)).await?;
            let mut part = vec![0; length];
            let mut part_so_far = ReadBuf::new(&mut part);
            while part_so_far.remaining() > 0 {
                let before = part_so_far.filled().len();
                let read = std::future::poll_fn(|context| {
                    Pin::new(&mut self.0).poll_read(context, &mut part_so_far)
                });
                read.await?;
                if part_so_far.filled().len() == before {
                    return Err(too_short());
                }
            }
            Ok(part.into())
        }
    }

    impl<R: AsyncRead + AsyncSeek + Unpin + Send> UploadSource for TokioReader<R> {
        fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
            Box::pin(self.seek(SeekFrom::End(0)))
        }

        fn read(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
            Box::pin(self.part(offset, length))
        }
    }
}
