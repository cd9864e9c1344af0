//! Bodies of requests that the asynchronous client reads while it sends them.

use std::fmt;
use std::future::{Future, poll_fn};
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

use super::tally::{Failure, Tally};
use super::{TransportError, TransportErrorKind};

/// The size in bytes of the parts that are read from a reader.
const CHUNK: usize = 64 << 10;

type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;
type Opening = Pin<Box<dyn Future<Output = io::Result<Chunks>> + Send>>;

/// A body of a request that is read while it is sent: a file, a reader or a stream, of any size.
///
/// Bytes, a file and [`repeatable`](Self::repeatable) are read again for another attempt. A reader and a stream can be read once: as soon
/// as their first byte was taken, the request is not sent again, and its failure is returned.
pub struct Upload {
    source: Source,
    length: Option<u64>,
    media_type: Option<String>,
    failure: Failure,
}

enum Source {
    Bytes(Bytes),
    Repeatable(Box<dyn Fn() -> Opening + Send + Sync>),
    Once(Arc<Mutex<Option<Chunks>>>),
}

impl Upload {
    /// Creates a body of bytes in memory.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = u64::try_from(bytes.len()).ok();
        Self::new(Source::Bytes(bytes), length)
    }

    /// Creates a body from a file, which is opened for each attempt. It is sent with its present length.
    ///
    /// # Errors
    ///
    /// The file can't be opened.
    pub async fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let file = tokio::fs::File::open(&path).await?;
        let length = file.metadata().await?.len();
        Ok(Self::repeatable(length, move || {
            tokio::fs::File::open(path.clone())
        }))
    }

    /// Creates a body from a reader that can be read once.
    ///
    /// With a length, as many bytes are sent; fewer are an error. Without one, all bytes are sent in chunks, which not every service
    /// accepts.
    #[must_use]
    pub fn reader(reader: impl AsyncRead + Send + 'static, length: impl Into<Option<u64>>) -> Self {
        Self::stream(ReadChunks::new(reader), length)
    }

    /// Creates a body from a stream of bytes, with the length as for [`reader`](Self::reader).
    #[must_use]
    pub fn stream(
        chunks: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
        length: impl Into<Option<u64>>,
    ) -> Self {
        let chunks: Chunks = Box::pin(chunks);
        let source = Source::Once(Arc::new(Mutex::new(Some(chunks))));
        Self::new(source, length.into())
    }

    /// Creates a body from a function that opens a new reader for each attempt, with the length as for [`reader`](Self::reader).
    #[must_use]
    pub fn repeatable<F, R>(
        length: impl Into<Option<u64>>,
        open: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = io::Result<R>> + Send + 'static,
        R: AsyncRead + Send + 'static,
    {
        let open = move || -> Opening {
            let reader = open();
            Box::pin(async move {
                let chunks: Chunks = Box::pin(ReadChunks::new(reader.await?));
                Ok(chunks)
            })
        };
        Self::new(Source::Repeatable(Box::new(open)), length.into())
    }

    fn new(source: Source, length: Option<u64>) -> Self {
        Self {
            source,
            length,
            media_type: None,
            failure: Failure::default(),
        }
    }

    /// Sets the media type, in place of the documented one.
    #[must_use]
    pub fn with_content_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The length in bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    pub(super) fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// Returns true if another attempt can read the whole body.
    pub(super) fn is_repeatable(&self) -> bool {
        match &self.source {
            Source::Bytes(_) | Source::Repeatable(_) => true,
            Source::Once(chunks) => lock(chunks).is_some(),
        }
    }

    /// Returns the body for one attempt.
    pub(super) fn open(&self) -> UploadBody {
        let chunks = match &self.source {
            Source::Bytes(bytes) => Reading::Bytes(bytes.clone()),
            Source::Repeatable(open) => Reading::Opening(open()),
            Source::Once(chunks) => Reading::Untaken(Arc::clone(chunks)),
        };
        UploadBody {
            chunks,
            length: self.length,
            tally: Tally::new(self.length, self.failure.clone()),
        }
    }

    /// Returns the error of an attempt: that of reading the body, if there was one.
    pub(super) fn error_of(&self, error: TransportError) -> TransportError {
        match self.failure.take() {
            Some(failure) => TransportError::new(TransportErrorKind::Upload).because(failure),
            None => error,
        }
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Upload")
            .field("length", &self.length)
            .field("media_type", &self.media_type)
            .finish_non_exhaustive()
    }
}

fn lock(chunks: &Mutex<Option<Chunks>>) -> std::sync::MutexGuard<'_, Option<Chunks>> {
    chunks.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The body of one attempt to send a request, for a [`Transport`](super::Transport).
pub struct UploadBody {
    chunks: Reading,
    length: Option<u64>,
    tally: Tally,
}

enum Reading {
    Bytes(Bytes),
    Opening(Opening),
    /// A body that can be read once, before its first byte is taken.
    Untaken(Arc<Mutex<Option<Chunks>>>),
    Chunks(Chunks),
    Ended,
}

impl UploadBody {
    /// The length in bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns the whole body if it is in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.chunks {
            Reading::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Reads the whole body into memory.
    ///
    /// # Errors
    ///
    /// The body is longer than the limit in bytes, or can't be read.
    pub async fn read_all(mut self, limit: u64) -> Result<Vec<u8>, TransportError> {
        let failed = || TransportError::new(TransportErrorKind::Upload);
        let mut bytes = Vec::new();
        while let Some(chunk) = poll_fn(|context| Pin::new(&mut self).poll_next(context)).await {
            let chunk = chunk.map_err(|error| failed().because(error))?;
            bytes.extend_from_slice(&chunk);
            if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
                let reason = format!(
                    "the transport holds it in memory, and it is longer than {limit} bytes"
                );
                return Err(failed().because(reason));
            }
        }
        Ok(bytes)
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            let chunks = match &mut self.chunks {
                Reading::Bytes(bytes) => {
                    let bytes = std::mem::take(bytes);
                    self.chunks = Reading::Ended;
                    return Poll::Ready(
                        Some(Ok(bytes))
                            .filter(|chunk| !matches!(chunk, Ok(bytes) if bytes.is_empty())),
                    );
                }
                Reading::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(chunks) => chunks,
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                Reading::Untaken(chunks) => match lock(chunks).take() {
                    Some(chunks) => chunks,
                    None => {
                        let error = io::Error::other("the body was already read");
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                Reading::Chunks(chunks) => return chunks.as_mut().poll_next(context),
                Reading::Ended => return Poll::Ready(None),
            };
            self.chunks = Reading::Chunks(chunks);
        }
    }
}

impl Stream for UploadBody {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = self.get_mut();
        if body.tally.is_complete() {
            body.chunks = Reading::Ended;
            return Poll::Ready(None);
        }
        let result = match ready!(body.poll_chunk(context)) {
            Some(Ok(mut chunk)) => {
                chunk.truncate(body.tally.add(chunk.len()));
                return Poll::Ready(Some(Ok(chunk)));
            }
            Some(Err(error)) => Err(body.tally.fail(error)),
            None => body.tally.end(),
        };
        body.chunks = Reading::Ended;
        Poll::Ready(result.err().map(Err))
    }
}

impl From<Vec<u8>> for UploadBody {
    fn from(bytes: Vec<u8>) -> Self {
        Upload::from(bytes).open()
    }
}

impl fmt::Debug for UploadBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UploadBody")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// The bytes of a reader in chunks.
struct ReadChunks {
    reader: Pin<Box<dyn AsyncRead + Send>>,
    buffer: Vec<u8>,
}

impl ReadChunks {
    fn new(reader: impl AsyncRead + Send + 'static) -> Self {
        Self {
            reader: Box::pin(reader),
            buffer: Vec::new(),
        }
    }
}

impl Stream for ReadChunks {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunks = self.get_mut();
        chunks.buffer.resize(CHUNK, 0);
        let mut buffer = ReadBuf::new(&mut chunks.buffer);
        let result = ready!(chunks.reader.as_mut().poll_read(context, &mut buffer));
        let filled = buffer.filled();
        Poll::Ready(match result {
            Ok(()) if filled.is_empty() => None,
            Ok(()) => Some(Ok(Bytes::copy_from_slice(filled))),
            Err(error) => Some(Err(error)),
        })
    }
}
