//! Bodies of requests that the blocking client reads while it sends them.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::tally::{Failure, Tally};
use super::super::{TransportError, TransportErrorKind};

type Reader = Box<dyn Read + Send>;

/// A body of a request that is read while it is sent: a file or a reader, of any size.
///
/// Bytes, a file and [`repeatable`](Self::repeatable) are read again for another attempt. A reader can be read once: as soon as its first
/// byte was taken, the request is not sent again, and its failure is returned.
pub struct Upload {
    source: Source,
    length: Option<u64>,
    media_type: Option<String>,
    failure: Failure,
}

enum Source {
    Bytes(Arc<[u8]>),
    Repeatable(Box<dyn Fn() -> io::Result<Reader> + Send + Sync>),
    Once(Arc<Mutex<Option<Reader>>>),
}

impl Upload {
    /// Creates a body of bytes in memory.
    #[must_use]
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes: Vec<u8> = bytes.into();
        let length = u64::try_from(bytes.len()).ok();
        Self::new(Source::Bytes(bytes.into()), length)
    }

    /// Creates a body from a file, which is opened for each attempt. It is sent with its present length.
    ///
    /// # Errors
    ///
    /// The file can't be opened.
    pub fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let length = File::open(&path)?.metadata()?.len();
        Ok(Self::repeatable(length, move || File::open(&path)))
    }

    /// Creates a body from a reader that can be read once.
    ///
    /// With a length, as many bytes are sent; fewer are an error. Without one, all bytes are sent in chunks, which not every service
    /// accepts.
    #[must_use]
    pub fn reader(reader: impl Read + Send + 'static, length: impl Into<Option<u64>>) -> Self {
        let reader: Reader = Box::new(reader);
        let source = Source::Once(Arc::new(Mutex::new(Some(reader))));
        Self::new(source, length.into())
    }

    /// Creates a body from a function that opens a new reader for each attempt, with the length as for [`reader`](Self::reader).
    #[must_use]
    pub fn repeatable<R: Read + Send + 'static>(
        length: impl Into<Option<u64>>,
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        let open = move || -> io::Result<Reader> { Ok(Box::new(open()?)) };
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
            Source::Once(reader) => lock(reader).is_some(),
        }
    }

    /// Returns the body for one attempt.
    pub(super) fn open(&self) -> UploadBody {
        let tally = Tally::new(self.length, self.failure.clone());
        let (reading, tally) = match &self.source {
            Source::Bytes(bytes) => {
                let reader: Reader = Box::new(Cursor::new(Arc::clone(bytes)));
                (Reading::Reader(reader), tally)
            }
            Source::Repeatable(open) => match open() {
                Ok(reader) => (Reading::Reader(reader), tally),
                Err(error) => (Reading::Failed(Some(error)), tally),
            },
            Source::Once(reader) => (Reading::Untaken(Arc::clone(reader)), tally),
        };
        UploadBody {
            reading,
            length: self.length,
            tally,
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

fn lock(reader: &Mutex<Option<Reader>>) -> MutexGuard<'_, Option<Reader>> {
    reader.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The body of one attempt to send a request, for a [`Transport`](super::Transport).
pub struct UploadBody {
    reading: Reading,
    length: Option<u64>,
    tally: Tally,
}

enum Reading {
    Reader(Reader),
    /// A body that can be read once, before its first byte is taken.
    Untaken(Arc<Mutex<Option<Reader>>>),
    Failed(Option<io::Error>),
}

impl UploadBody {
    /// The length in bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Reads the whole body into memory.
    ///
    /// # Errors
    ///
    /// The body is longer than the limit in bytes, or can't be read.
    pub fn read_all(self, limit: u64) -> Result<Vec<u8>, TransportError> {
        let failed = || TransportError::new(TransportErrorKind::Upload);
        let mut bytes = Vec::new();
        let mut reader = self.take(limit.saturating_add(1));
        let read = reader.read_to_end(&mut bytes);
        read.map_err(|error| failed().because(error))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
            let reason =
                format!("the transport holds it in memory, and it is longer than {limit} bytes");
            return Err(failed().because(reason));
        }
        Ok(bytes)
    }

    fn read_some(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let reader = match &mut self.reading {
                Reading::Reader(reader) => return reader.read(buffer),
                Reading::Untaken(reader) => lock(reader).take(),
                Reading::Failed(error) => {
                    let error = error.take();
                    return Err(error.unwrap_or_else(already_read));
                }
            };
            self.reading = match reader {
                Some(reader) => Reading::Reader(reader),
                None => Reading::Failed(None),
            };
        }
    }
}

fn already_read() -> io::Error {
    io::Error::other("the body was already read")
}

impl Read for UploadBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.tally.is_complete() || buffer.is_empty() {
            return Ok(0);
        }
        match self.read_some(buffer) {
            Ok(0) => self.tally.end().map(|()| 0),
            Ok(count) => Ok(self.tally.add(count)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => Err(self.tally.fail(error)),
        }
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
