//! Bodies of responses that the blocking client receives as they are read.

use std::fmt;
use std::io::{self, Cursor, Read};

use super::super::tally::Meter;
use super::super::{TransportError, TransportErrorKind};

/// The body of a response, received as it is read.
///
/// An error of [`Read`] contains a [`TransportError`]. Nothing can be read after an error. Dropping a body that was not read to its end
/// closes the connection.
pub struct Download {
    /// `None` after the end or an error.
    reader: Option<Box<dyn Read + Send>>,
    /// The length of a body in memory.
    in_memory: Option<u64>,
    meter: Meter,
}

impl Download {
    /// Creates a body from its reader, for a [`Transport`](super::Transport). An error of the reader that contains no
    /// [`TransportError`] counts as a broken connection, or as a timeout by its kind.
    #[must_use]
    pub fn new(reader: impl Read + Send + 'static) -> Self {
        Self {
            reader: Some(Box::new(reader)),
            in_memory: None,
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
        self.meter.length = length.or(self.in_memory);
        self.meter.check_limit(self.meter.length.unwrap_or(0))?;
        Ok(self)
    }

    /// The length in bytes, if the service announced it. That of a compressed body is not known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.meter.length
    }

    /// Receives bytes into a buffer; 0 at the end.
    ///
    /// # Errors
    ///
    /// The connection broke before the end, the time limit is over, or the body is longer than the limit.
    pub fn read_some(&mut self, buffer: &mut [u8]) -> Result<usize, TransportError> {
        let Some(reader) = self.reader.as_mut().filter(|_| !buffer.is_empty()) else {
            return Ok(0);
        };
        let result = loop {
            match reader.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        let result = match result {
            Ok(0) => self.meter.end().map(|()| 0),
            Ok(count) => self.meter.add(count).map(|()| count),
            Err(error) => Err(transport_error(error)),
        };
        if !matches!(result, Ok(1..)) {
            self.reader = None;
        }
        result
    }

    /// Receives the rest of the body. Its size is limited by `stream_limit` alone.
    ///
    /// # Errors
    ///
    /// The errors of [`read_some`](Self::read_some).
    pub fn read_all(mut self) -> Result<Vec<u8>, TransportError> {
        let mut bytes = Vec::new();
        self.read_to_end(&mut bytes).map_err(transport_error)?;
        Ok(bytes)
    }
}

/// Returns the error of a transport that an error of a reader contains.
fn transport_error(error: io::Error) -> TransportError {
    let kind = match error.kind() {
        io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Cut,
    };
    match error.downcast::<TransportError>() {
        Ok(error) => error,
        Err(error) => TransportError::new(kind).because(error),
    }
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(self.read_some(buffer)?)
    }
}

impl From<Vec<u8>> for Download {
    fn from(bytes: Vec<u8>) -> Self {
        let in_memory = u64::try_from(bytes.len()).ok();
        Self {
            in_memory,
            ..Self::new(Cursor::new(bytes))
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
