//! Typed headers of responses.

use std::fmt;
use std::marker::PhantomData;

use super::super::{Json, Value, decode};

/// A documented header of a response, with the type of its value. The request type of an operation has a constant for each.
pub struct Header<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// Creates a header with a name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            value: PhantomData,
        }
    }

    /// The name of the header.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: Value> Header<T> {
    /// Reads the value of the header: a text, a number or boolean, or a list of them with commas between.
    ///
    /// # Errors
    ///
    /// The text is no value of the type.
    pub fn read(&self, text: &str) -> Result<T, HeaderError> {
        let text = text.trim();
        let elements = || {
            text.split(',')
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        let list = |element: fn(&str) -> String| {
            let elements: Vec<String> = elements().map(element).collect();
            format!("[{}]", elements.join(","))
        };
        let quoted = |text: &str| Json::from(text).as_str().to_owned();
        let bare = |text: &str| text.to_owned();
        let mut candidates = [quoted(text), bare(text), list(quoted), list(bare)].into_iter();
        candidates
            .find_map(|json| decode(json.as_bytes()).ok())
            .ok_or_else(|| HeaderError {
                header: self.name,
                text: text.to_owned(),
            })
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Header").field(&self.name).finish()
    }
}

/// Error of reading a header of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    header: &'static str,
    text: String,
}

impl HeaderError {
    /// The text of the header.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { header, text } = self;
        write!(formatter, "the header `{header}` can't be read: {text:?}")
    }
}

impl std::error::Error for HeaderError {}
