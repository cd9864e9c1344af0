//! Bodies of responses that the asynchronous client receives as they are read.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

use super::TransportError;
use super::tally::Meter;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// The body of a response, received as it is read: by [`next_chunk`](Self::next_chunk), as a [`Stream`] of bytes, or as
/// [`AsyncRead`].
///
/// An error of [`AsyncRead`] contains the [`TransportError`]. Nothing can be read after an error. Dropping a body that was not read
/// to its end closes the connection.
pub struct Download {
    /// `None` after the end or an error.
    chunks: Option<Chunks>,
    /// The rest of a chunk that a reader has taken in part.
    rest: Bytes,
    meter: Meter,
}

impl Download {
    /// Creates a body from its chunks, for a [`Transport`](super::Transport).
    #[must_use]
    pub fn new(chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self {
            chunks: Some(Box::pin(chunks)),
            rest: Bytes::new(),
            meter: Meter::new(),
        }
    }

    /// Sets the announced length and the limit.
    ///
    /// # Errors
    ///
    /// The announced length exceeds the limit.
    pub(super) fn within(
        mut self,
        length: Option<u64>,
        limit: u64,
    ) -> Result<Self, TransportError> {
        self.meter.limit = limit;
        self.meter.add(self.rest.len())?;
        let in_memory = u64::try_from(self.rest.len()).ok();
        self.meter.length = length.or(in_memory.filter(|_| self.chunks.is_none()));
        self.meter.check_limit(length.unwrap_or(0))?;
        Ok(self)
    }

    /// The length in bytes, if the service announced it. That of a compressed body is not known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.meter.length
    }

    /// Receives the next bytes; `None` at the end.
    ///
    /// # Errors
    ///
    /// The connection broke before the end, the time limit is over, or the body is longer than the limit.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        let chunk = poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await;
        chunk.transpose()
    }

    /// Receives the rest of the body. Its size is limited by `stream_limit` alone.
    ///
    /// # Errors
    ///
    /// The errors of [`next_chunk`](Self::next_chunk).
    pub async fn read_all(mut self) -> Result<Vec<u8>, TransportError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.next_chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

impl Stream for Download {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = self.get_mut();
        if !body.rest.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut body.rest))));
        }
        let Some(chunks) = &mut body.chunks else {
            return Poll::Ready(None);
        };
        let result = match ready!(chunks.as_mut().poll_next(context)) {
            Some(Ok(chunk)) => match body.meter.add(chunk.len()) {
                Ok(()) => return Poll::Ready(Some(Ok(chunk))),
                Err(error) => Err(error),
            },
            Some(Err(error)) => Err(error),
            None => body.meter.end(),
        };
        body.chunks = None;
        Poll::Ready(result.err().map(Err))
    }
}

impl AsyncRead for Download {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.rest.is_empty() {
            match ready!(self.as_mut().poll_next(context)) {
                Some(Ok(chunk)) => self.rest = chunk,
                Some(Err(error)) => return Poll::Ready(Err(error.into())),
                None => return Poll::Ready(Ok(())),
            }
        }
        let count = self.rest.len().min(buffer.remaining());
        buffer.put_slice(self.rest.get(..count).unwrap_or_default());
        self.rest.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl From<Vec<u8>> for Download {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            chunks: None,
            rest: bytes.into(),
            meter: Meter::new(),
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("length", &self.meter.length)
            .field("received", &self.meter.received)
            .finish_non_exhaustive()
    }
}
