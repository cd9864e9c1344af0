//! Lengths of streamed bodies: what was declared, what was read, and what is allowed.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::{TransportError, TransportErrorKind};

/// The reason why the body of a request could not be read. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Failure(Arc<Mutex<Option<io::Error>>>);

impl Failure {
    fn set(&self, error: io::Error) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    pub(super) fn take(&self) -> Option<io::Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The bytes of the body of a request that are still to be read.
pub(super) struct Tally {
    left: Option<u64>,
    failure: Failure,
}

impl Tally {
    /// Starts with the declared length.
    pub(super) fn new(length: Option<u64>, failure: Failure) -> Self {
        Self {
            left: length,
            failure,
        }
    }

    /// Returns true if all bytes of the declared length were read.
    pub(super) fn is_complete(&self) -> bool {
        self.left == Some(0)
    }

    /// Returns how many of a number of bytes belong to the body, and counts them.
    pub(super) fn add(&mut self, count: usize) -> usize {
        let Some(left) = &mut self.left else {
            return count;
        };
        let taken = usize::try_from(*left).unwrap_or(usize::MAX).min(count);
        *left = left.saturating_sub(u64::try_from(taken).unwrap_or(u64::MAX));
        taken
    }

    /// Checks the length at the end of the body.
    ///
    /// # Errors
    ///
    /// Bytes are missing.
    pub(super) fn end(&mut self) -> io::Result<()> {
        match self.left {
            None | Some(0) => Ok(()),
            Some(left) => {
                let reason = format!("{left} bytes of the declared length are missing");
                Err(self.fail(io::Error::new(io::ErrorKind::UnexpectedEof, reason)))
            }
        }
    }

    /// Records the error of a body, and returns one for the transport.
    pub(super) fn fail(&mut self, error: io::Error) -> io::Error {
        let kind = error.kind();
        self.failure.set(error);
        io::Error::new(kind, "the body of the request can't be read")
    }
}

/// The bytes of the body of a response that have arrived.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meter {
    pub(super) received: u64,
    /// The announced length.
    pub(super) length: Option<u64>,
    pub(super) limit: u64,
}

impl Meter {
    /// Starts without a length and a limit.
    pub(super) fn new() -> Self {
        Self {
            received: 0,
            length: None,
            limit: u64::MAX,
        }
    }

    /// Counts bytes.
    ///
    /// # Errors
    ///
    /// The body is longer than the limit.
    pub(super) fn add(&mut self, count: usize) -> Result<(), TransportError> {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.received = self.received.saturating_add(count);
        self.check_limit(self.received)
    }

    /// Checks a length against the limit.
    ///
    /// # Errors
    ///
    /// The body is longer than the limit.
    pub(super) fn check_limit(&self, length: u64) -> Result<(), TransportError> {
        let limit = self.limit;
        match length > limit {
            true => Err(TransportError::new(TransportErrorKind::TooLong { limit })),
            false => Ok(()),
        }
    }

    /// Checks the length at the end of the body.
    ///
    /// # Errors
    ///
    /// Bytes are missing.
    pub(super) fn end(&self) -> Result<(), TransportError> {
        match self.length.is_some_and(|length| self.received < length) {
            true => Err(TransportError::new(TransportErrorKind::Cut)),
            false => Ok(()),
        }
    }
}
