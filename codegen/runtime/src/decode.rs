//! Whole documents: from bytes and to bytes.

use std::fmt::{self, Display};

use super::source::read_text;
use super::{AsSerde, KeptItem, Value, list_kept, read};

/// Reads a JSON document.
///
/// What the documents did not foresee is kept, not refused; see [`decode_strict`].
///
/// # Errors
///
/// If the bytes are not JSON, a value is of another kind than its type, a required member is
/// missing, or a member is there more than once. The error says where.
pub fn decode<T: Value>(json: &[u8]) -> Result<T, DecodeError> {
    let read = match std::str::from_utf8(json) {
        Ok(text) => match read_text(text) {
            Some(value) => return Ok(value),
            // A deserializer says what is wrong, and where.
            None => decode_from(&mut serde_json::Deserializer::from_str(text)),
        },
        Err(_) => decode_from(&mut serde_json::Deserializer::from_slice(json)),
    };
    read.map_err(|error| DecodeError(Reason::Json(error)))
}

fn decode_from<'de, T: Value, R: serde_json::de::Read<'de>>(
    deserializer: &mut serde_json::Deserializer<R>,
) -> Result<T, serde_json::Error> {
    let value = read(&mut *deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a JSON document and refuses whatever has no typed place in `T`, to learn of what the
/// documents do not say.
///
/// # Errors
///
/// As for [`decode`], and if anything had to be kept: [`DecodeError::kept`] lists it.
pub fn decode_strict<T: Value>(json: &[u8]) -> Result<T, DecodeError> {
    let value = decode(json)?;
    let kept = list_kept(&value);
    if kept.is_empty() {
        Ok(value)
    } else {
        Err(DecodeError(Reason::Kept(kept)))
    }
}

/// Writes a JSON document.
///
/// # Errors
///
/// If a value of your own making can't be written; what was read can.
pub fn encode<T: Value>(value: &T) -> Result<Vec<u8>, EncodeError> {
    serde_json::to_vec(&AsSerde(value)).map_err(EncodeError)
}

/// A document that can't be read.
#[derive(Debug)]
pub struct DecodeError(Reason);

#[derive(Debug)]
enum Reason {
    Json(serde_json::Error),
    Kept(Vec<KeptItem>),
}

impl DecodeError {
    /// The line of the problem, from 1; 0 if it belongs to none.
    pub fn line(&self) -> usize {
        match &self.0 {
            Reason::Json(error) => error.line(),
            Reason::Kept(_) => 0,
        }
    }

    /// The column of the problem in bytes, from 1; 0 if it belongs to none.
    pub fn column(&self) -> usize {
        match &self.0 {
            Reason::Json(error) => error.column(),
            Reason::Kept(_) => 0,
        }
    }

    /// What has no typed place, if the document was refused for that.
    pub fn kept(&self) -> &[KeptItem] {
        match &self.0 {
            Reason::Json(_) => &[],
            Reason::Kept(kept) => kept,
        }
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Json(error) => Display::fmt(error, f),
            Reason::Kept(kept) => {
                f.write_str("read, but without a typed place:")?;
                kept.iter().try_for_each(|item| write!(f, "\n  {item}"))
            }
        }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::Json(error) => std::error::Error::source(error),
            Reason::Kept(_) => None,
        }
    }
}

/// A value that can't be written.
#[derive(Debug)]
pub struct EncodeError(serde_json::Error);

impl Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

impl std::error::Error for EncodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.0)
    }
}
