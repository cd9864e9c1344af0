//! Responses without types of an HTTP crate.

use std::fmt;

use super::super::{DecodeError, Value, decode};

/// A response without types of an HTTP crate.
#[derive(Clone, Copy, Debug)]
pub struct RawResponse<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The header `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

/// Error of reading a response.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The documents do not list the status.
    Undocumented,
    /// The body is empty, but the documents describe one.
    Empty,
    /// The body is not the documented JSON.
    Json(DecodeError),
    /// The body is not UTF-8 text.
    Text,
}

impl RawResponse<'_> {
    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// The body is empty, or does not match the type.
    pub fn json<T: Value>(&self) -> Result<T, ReadError> {
        decode(self.body).map_err(|error| match self.body.trim_ascii().is_empty() {
            true => ReadError::Empty,
            false => ReadError::Json(error),
        })
    }

    /// Returns the body as text.
    ///
    /// # Errors
    ///
    /// The body is not UTF-8.
    pub fn text(&self) -> Result<String, ReadError> {
        match std::str::from_utf8(self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(ReadError::Text),
        }
    }

    /// Returns the bytes of the body.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.body.to_vec()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undocumented => formatter.write_str("the documents do not list this status"),
            Self::Empty => formatter.write_str("the body is empty"),
            Self::Json(error) => write!(formatter, "the body can't be read: {error}"),
            Self::Text => formatter.write_str("the body is not UTF-8 text"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` already shows the error, so its own source comes next.
            Self::Json(error) => error.source(),
            Self::Undocumented | Self::Empty | Self::Text => None,
        }
    }
}
