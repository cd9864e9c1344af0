//! Responses without types of an HTTP crate.

use std::fmt;

use super::super::{DecodeError, Value, decode, decode_fitting};

/// A response without types of an HTTP crate.
#[derive(Clone, Copy, Debug)]
pub struct RawResponse<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The header `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
    /// True if a value that its field can't hold is an error, as for [`decode_fitting`](super::super::decode_fitting).
    pub refuses_unfit: bool,
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
    /// The documents do not list the media type.
    MediaType,
    /// An item of a stream is longer than the limit. The rest of the stream is not read.
    ItemTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// An item of a stream has lost its end.
    Truncated,
}

impl RawResponse<'_> {
    /// Decodes the body as JSON. An empty one is null, if the type allows it.
    ///
    /// # Errors
    ///
    /// The body is empty, or does not match the type.
    pub fn json<T: Value>(&self) -> Result<T, ReadError> {
        let decoded = match self.refuses_unfit {
            true => decode_fitting(self.body),
            false => decode(self.body),
        };
        decoded.or_else(|error| match self.body.trim_ascii().is_empty() {
            true => decode(b"null").map_err(|_| ReadError::Empty),
            false => Err(ReadError::Json(error)),
        })
    }

    /// Returns the index of the documented media type that the response has; of the first one if the response does not say.
    ///
    /// A documented JSON type stands for any other one.
    ///
    /// # Errors
    ///
    /// The documents do not list the media type.
    pub fn select(&self, media_types: &[&str]) -> Result<usize, ReadError> {
        let Some(own) = self.content_type.map(essence).filter(|own| !own.is_empty()) else {
            return Ok(0);
        };
        let position = |fits: &dyn Fn(&str) -> bool| {
            let mut known = media_types.iter().map(|known| essence(known));
            known.position(fits)
        };
        position(&|known| known.eq_ignore_ascii_case(own))
            .or_else(|| position(&|known| is_json(known) && is_json(own)))
            .or_else(|| position(&|known| is_in_range(own, known)))
            .ok_or(ReadError::MediaType)
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

    /// Returns the body as text, or the content of a JSON string if the response says that it is JSON.
    ///
    /// # Errors
    ///
    /// The body is neither.
    pub fn any_text(&self) -> Result<String, ReadError> {
        match self.content_type.map(essence) {
            Some(own) if is_json(own) => self.json(),
            _ => self.text(),
        }
    }

    /// Returns the bytes of the body.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.body.to_vec()
    }
}

/// Returns a media type without its parameters.
pub(in super::super) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn is_json(essence: &str) -> bool {
    let essence = essence.to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Returns true if a media type is in a range such as `text/*`.
fn is_in_range(essence: &str, range: &str) -> bool {
    match range.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => essence
            .split('/')
            .next()
            .is_some_and(|own| own.eq_ignore_ascii_case(kind)),
        None => false,
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undocumented => formatter.write_str("the documents do not list this status"),
            Self::Empty => formatter.write_str("the body is empty"),
            Self::Json(error) => write!(formatter, "the body can't be read: {error}"),
            Self::Text => formatter.write_str("the body is not UTF-8 text"),
            Self::MediaType => {
                formatter.write_str("the documents do not list the media type of the body")
            }
            Self::ItemTooLong { limit } => {
                write!(formatter, "an item is longer than {limit} bytes")
            }
            Self::Truncated => formatter.write_str("an item has lost its end"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` already shows the error, so its own source comes next.
            Self::Json(error) => error.source(),
            Self::Undocumented
            | Self::Empty
            | Self::Text
            | Self::MediaType
            | Self::ItemTooLong { .. }
            | Self::Truncated => None,
        }
    }
}
