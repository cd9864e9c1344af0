//! JSON values as exact text.

mod encoder;
mod node;
mod tape;
mod text;
mod write;

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

pub(super) use encoder::{to_json_text, to_json_vec};
pub use node::NodeSource;
pub(super) use tape::Tape;
pub(super) use text::{find_special, quote, unquote};
pub(super) use write::write_text;

use super::source::deserialize;
use super::{Fit, KeptPath, Source, Value};

/// Any JSON value, as its text without insignificant white space.
///
/// Numbers keep every digit and their notation, and members keep their order. Two values are equal if their texts are.
///
/// `From` converts a Rust value; `FromStr` parses JSON text:
///
/// ```text
/// Json::from("a")          the string "a"
/// "\"a\"".parse::<Json>()  the string "a" too
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json(Cow<'static, str>);

/// One of the six kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Json {
    /// The value `null`.
    pub const NULL: Json = Json(Cow::Borrowed("null"));

    /// Creates a value from text that is known to be one JSON value.
    pub(super) fn from_valid(text: Cow<'_, str>) -> Self {
        Json(Cow::Owned(text::compact(text)))
    }

    /// The JSON text, without insignificant white space.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The kind of the value.
    pub fn kind(&self) -> JsonKind {
        match self.0.as_bytes().first() {
            Some(b'n') => JsonKind::Null,
            Some(b't' | b'f') => JsonKind::Bool,
            Some(b'"') => JsonKind::String,
            Some(b'[') => JsonKind::Array,
            Some(b'{') => JsonKind::Object,
            _ => JsonKind::Number,
        }
    }

    /// Returns true for `null`.
    pub fn is_null(&self) -> bool {
        self.kind() == JsonKind::Null
    }

    /// The content of a string; `None` for any other value, and for a string with a lone surrogate, which no Rust
    /// string can hold.
    pub fn to_text(&self) -> Option<String> {
        unquote(&self.0).map(Cow::into_owned)
    }

    /// A short description of the value for errors.
    pub(super) fn describe(&self) -> &str {
        const SHORT: usize = 40;
        match self.kind() {
            JsonKind::Number if self.0.len() > SHORT => "a long number",
            JsonKind::Null | JsonKind::Bool | JsonKind::Number => &self.0,
            JsonKind::String => "a string",
            JsonKind::Array => "an array with an element that does not fit",
            JsonKind::Object => "an object with a member that does not fit",
        }
    }
}

impl Default for Json {
    /// `null`
    fn default() -> Self {
        Json::NULL
    }
}

impl Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Json {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Error of parsing JSON text.
#[derive(Debug)]
pub struct ParseJsonError(serde_json::Error);

impl Display for ParseJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a JSON value")
    }
}

impl std::error::Error for ParseJsonError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl FromStr for Json {
    type Err = ParseJsonError;

    /// Parses JSON text of any depth.
    fn from_str(text: &str) -> Result<Self, ParseJsonError> {
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => Ok(Json::from_valid(Cow::Borrowed(raw.get()))),
            Err(error) => Err(ParseJsonError(error)),
        }
    }
}

impl From<&str> for Json {
    /// Creates the JSON string with this content.
    fn from(content: &str) -> Self {
        let mut text = String::with_capacity(content.len() + 2);
        quote(content, &mut text);
        Json(Cow::Owned(text))
    }
}

impl From<String> for Json {
    /// Creates the JSON string with this content.
    fn from(content: String) -> Self {
        Json::from(content.as_str())
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Json(Cow::Borrowed(if value { "true" } else { "false" }))
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Json {
            fn from(value: $integer) -> Self {
                Json(Cow::Owned(value.to_string()))
            }
        }
    )*};
}

from_integers!(i32 i64 u32 u64);

impl From<super::Decimal> for Json {
    fn from(value: super::Decimal) -> Self {
        Json(Cow::Owned(value.as_str().to_owned()))
    }
}

impl From<Json> for String {
    /// Returns the JSON text.
    fn from(value: Json) -> Self {
        value.0.into_owned()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_text(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl Value for Json {
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        source.text().map(Json::from_valid).map(Fit::Typed)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn list_kept(&self, _: &mut KeptPath) {}

    fn is_null(&self) -> bool {
        Json::is_null(self)
    }

    fn null() -> Option<Self> {
        Some(Self::NULL)
    }
}
