//! Files in forms, and bodies whose media type the caller names.

use std::any::type_name;

use serde::ser::{Error, SerializeStruct};
use serde::{Serialize, Serializer};

use super::super::{Fit, Json, KeptPath, Source, Value};
use super::form_members::FileSerializer;

/// A file in a request body of the media type `multipart/form-data`.
///
/// A file, which in JSON is a string with its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct File {
    /// The file name that is sent. If `None`, the name of the member is sent, because services tell files from texts by it.
    pub name: Option<String>,
    /// The media type that is sent. If `None`, the documented one, or else `application/octet-stream`.
    pub content_type: Option<String>,
    /// The bytes of the file.
    pub content: Vec<u8>,
}

impl File {
    /// Creates a file with a name and its content.
    #[must_use]
    pub fn new(name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            name: Some(name.into()),
            content_type: None,
            content: content.into(),
        }
    }

    /// Sets the media type.
    #[must_use]
    pub fn with_content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
}

impl From<Vec<u8>> for File {
    /// Creates a file without a name.
    fn from(content: Vec<u8>) -> Self {
        Self {
            content,
            ..Self::default()
        }
    }
}

impl Value for File {
    const EXPECTED: &'static str = "a string";

    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        if let Some(file) = source.file() {
            return Ok(Fit::Typed(file));
        }
        Ok(match source.string(Self::EXPECTED)? {
            Ok(content) => Fit::Typed(Self::from(content.into_owned().into_bytes())),
            Err(text) => Fit::Kept(Json::from_valid(text)),
        })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if type_name::<S>() == type_name::<FileSerializer>() {
            let mut file = serializer.serialize_struct("File", 3)?;
            file.serialize_field("name", &self.name)?;
            file.serialize_field("content_type", &self.content_type)?;
            file.serialize_field("content", &Bytes(&self.content))?;
            return file.end();
        }
        match std::str::from_utf8(&self.content) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => Err(S::Error::custom("a file that is not text is no JSON")),
        }
    }

    fn list_kept(&self, _: &mut KeptPath) {}
}

struct Bytes<'b>(&'b [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// A body with its media type, for operations that accept any one of a range, such as `image/*`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Content {
    /// The media type: `image/png`.
    pub media_type: String,
    /// The bytes of the body.
    pub bytes: Vec<u8>,
}

impl Content {
    /// Creates a body.
    #[must_use]
    pub fn new(media_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            media_type: media_type.into(),
            bytes: bytes.into(),
        }
    }
}
