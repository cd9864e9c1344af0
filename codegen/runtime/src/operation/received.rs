//! What came back.

use std::fmt;

use super::super::{DecodeError, Value, decode};

/// A response, as the reading code of an operation sees it.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The header `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

/// Why a response could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Unread {
    /// The documents do not list its status.
    Undocumented,
    /// The body is not the documented JSON.
    Json(DecodeError),
    /// The body is no text.
    Text,
}

impl Received<'_> {
    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// If it isn't the type's.
    pub fn json<T: Value>(&self) -> Result<T, Unread> {
        decode(self.body).map_err(Unread::Json)
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// If it isn't UTF-8.
    pub fn text(&self) -> Result<String, Unread> {
        match std::str::from_utf8(self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(Unread::Text),
        }
    }

    /// The body as it is.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.body.to_vec()
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undocumented => formatter.write_str("the documents do not list this status"),
            Self::Json(error) => write!(formatter, "the body can't be read: {error}"),
            Self::Text => formatter.write_str("the body is not UTF-8 text"),
        }
    }
}

impl std::error::Error for Unread {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            Self::Undocumented | Self::Text => None,
        }
    }
}
