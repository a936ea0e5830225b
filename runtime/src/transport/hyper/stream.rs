//! A connection as hyper takes it, whatever it goes through: one type, so that hyper's code is made once.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{self, Connected};

pub(super) trait Stream: connect::Connection + Read + Write + Unpin + Send {}

impl<T: connect::Connection + Read + Write + Unpin + Send> Stream for T {}

/// A connection to a service, or to a proxy.
pub(super) struct Connection {
    stream: Box<dyn Stream>,
    to_proxy: bool,
}

impl Connection {
    pub(super) fn new(stream: impl Stream + 'static) -> Self {
        Self {
            stream: Box::new(stream),
            to_proxy: false,
        }
    }

    /// To a proxy that is told the whole URL of each request.
    pub(super) fn to_proxy(stream: impl Stream + 'static) -> Self {
        Self {
            stream: Box::new(stream),
            to_proxy: true,
        }
    }
}

impl connect::Connection for Connection {
    fn connected(&self) -> Connected {
        let connected = self.stream.connected();
        connected.proxy(self.to_proxy)
    }
}

impl Read for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, bytes)
    }
}

impl Write for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }
}
