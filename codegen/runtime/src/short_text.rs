//! Text that needs no heap if it is short: most numbers, dates and times.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// The length of the longest text in place, in bytes. With it the type has the size of a `String`.
const CAPACITY: usize = 22;

/// Immutable text.
#[derive(Clone)]
pub(super) struct ShortText(Place);

#[derive(Clone)]
enum Place {
    Inside { length: u8, bytes: [u8; CAPACITY] },
    Heap(Box<str>),
}

impl ShortText {
    /// Returns the text in place, if it is short enough.
    #[inline]
    fn inside(text: &str) -> Option<Self> {
        let mut bytes = [0; CAPACITY];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        let length = u8::try_from(text.len()).ok()?;
        Some(ShortText(Place::Inside { length, bytes }))
    }
}

impl Deref for ShortText {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match &self.0 {
            // The bytes are those of a `str`.
            Place::Inside { length, bytes } => bytes
                .get(..usize::from(*length))
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .unwrap_or_default(),
            Place::Heap(text) => text,
        }
    }
}

impl From<&str> for ShortText {
    #[inline]
    fn from(text: &str) -> Self {
        Self::inside(text).unwrap_or_else(|| ShortText(Place::Heap(text.into())))
    }
}

impl From<String> for ShortText {
    fn from(text: String) -> Self {
        Self::inside(&text).unwrap_or_else(|| ShortText(Place::Heap(text.into())))
    }
}

impl From<Cow<'_, str>> for ShortText {
    #[inline]
    fn from(text: Cow<'_, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl From<ShortText> for String {
    fn from(text: ShortText) -> Self {
        match text.0 {
            Place::Inside { .. } => (*text).to_owned(),
            Place::Heap(text) => text.into(),
        }
    }
}

impl PartialEq for ShortText {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
