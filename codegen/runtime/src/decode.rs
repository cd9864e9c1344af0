//! Decoding and encoding of whole JSON documents.

use std::fmt::{self, Display};

use serde::de;
use serde_json::value::RawValue;

use super::json::to_json_vec;
use super::source::{at_position, read_text};
use super::step::to_json_or_null;
use super::value::AsSerde;
use super::{Json, KeptItem, KeptReason, Spellings, Value, list_kept};

/// The byte order mark of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Decodes a JSON document.
///
/// Unknown and unfitting values are kept; [`decode_strict`] refuses them. A byte order mark before the document is skipped.
///
/// # Errors
///
/// The bytes are not JSON, a value has another JSON type than its field, a required field is missing, or a member
/// occurs more than once. The error names the type and the JSON path, and has the line and column.
pub fn decode<T: Value>(json: &[u8]) -> Result<T, DecodeError> {
    read_document(json).map(|(value, _)| value)
}

/// Reads a document, with the spellings at its root.
fn read_document<T: Value>(json: &[u8]) -> Result<(T, Spellings), DecodeError> {
    // Services of .NET may send it, although JSON forbids it.
    let json = json.strip_prefix(BYTE_ORDER_MARK).unwrap_or(json);
    let read = match std::str::from_utf8(json) {
        Ok(text) => match read_text(text) {
            Ok(value) => return Ok(value),
            Err((at, error)) => describe(text, at, &error),
        },
        Err(_) => match serde_json::from_slice::<&RawValue>(json) {
            Err(error) => error,
            Ok(_) => de::Error::custom("not UTF-8"),
        },
    };
    Err(DecodeError(Reason::Json(read)))
}

/// Creates the error of a document: what is wrong with its JSON, or else with a value, with line and column.
#[cold]
fn describe(text: &str, at: usize, error: &dyn Display) -> serde_json::Error {
    if let Err(invalid) = serde_json::from_str::<&RawValue>(text) {
        return invalid;
    }
    de::Error::custom(at_position(text, at, error))
}

impl Json {
    /// Reads the value into a type.
    ///
    /// # Errors
    ///
    /// The errors of [`decode`].
    pub fn decode<T: Value>(&self) -> Result<T, DecodeError> {
        decode(self.as_str().as_bytes())
    }
}

/// Decodes a JSON document and refuses values without a typed field in `T`. It shows where a service deviates from its
/// documents.
///
/// # Errors
///
/// The errors of [`decode`], or a value would be kept: [`DecodeError::kept`] lists all of them.
pub fn decode_strict<T: Value>(json: &[u8]) -> Result<T, DecodeError> {
    let (value, spellings) = read_document(json)?;
    let kept = list_all(&value, &spellings);
    if kept.is_empty() {
        Ok(value)
    } else {
        Err(DecodeError(Reason::Kept(kept)))
    }
}

/// Decodes a JSON document and refuses values that their fields can't hold, so that no field is `None` although its member
/// was sent. Unlisted members and values are kept, and other spellings are read.
///
/// # Errors
///
/// The errors of [`decode`], or a value does not fit: [`DecodeError::kept`] lists all of these.
pub fn decode_fitting<T: Value>(json: &[u8]) -> Result<T, DecodeError> {
    let value = decode(json)?;
    let mut unfit = list_kept(&value);
    // A null is absence, whether the documents allow it or not.
    unfit.retain(|item| item.reason == KeptReason::Unfit && !item.value.is_null());
    if unfit.is_empty() {
        Ok(value)
    } else {
        Err(DecodeError(Reason::Kept(unfit)))
    }
}

/// Lists everything in a value that has no typed field, and the spellings at its root.
fn list_all<T: Value>(value: &T, spellings: &Spellings) -> Vec<KeptItem> {
    let mut kept = list_kept(value);
    spellings.list(&to_json_or_null(value), &mut |path, sent| {
        kept.push(KeptItem {
            path: path.to_owned(),
            value: sent.clone(),
            reason: KeptReason::Spelling,
        });
    });
    kept
}

/// Encodes a value as a JSON document.
///
/// # Errors
///
/// A field has a value that the wire format can't represent, such as a date with a five-digit year in a type of another
/// crate. A decoded value can always be encoded.
pub fn encode<T: Value>(value: &T) -> Result<Vec<u8>, EncodeError> {
    to_json_vec(&AsSerde(value)).map_err(EncodeError)
}

/// Error of decoding a document.
#[derive(Debug)]
pub struct DecodeError(Reason);

#[derive(Debug)]
enum Reason {
    Json(serde_json::Error),
    Kept(Vec<KeptItem>),
}

impl DecodeError {
    /// The line of the error, from 1; 0 if it has none.
    pub fn line(&self) -> usize {
        match &self.0 {
            Reason::Json(error) => error.line(),
            Reason::Kept(_) => 0,
        }
    }

    /// The column of the error in bytes, from 1; 0 if it has none.
    pub fn column(&self) -> usize {
        match &self.0 {
            Reason::Json(error) => error.column(),
            Reason::Kept(_) => 0,
        }
    }

    /// The values without a typed field for which [`decode_strict`] or [`decode_fitting`] refused the document.
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
                f.write_str("no typed field for:")?;
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

/// Error of encoding a value.
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
