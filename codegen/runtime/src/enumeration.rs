//! Enumerations of strings.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::Serializer;

use super::scalar::spelled_text;
use super::{Fit, Json, KeptPath, Source, Value};

/// An enumeration of strings that also holds values that the documents do not list. Generated code implements it.
pub trait Enumeration: Sized + 'static {
    /// The name of the type.
    const NAME: &'static str;

    /// The listed values, in the order of the documents.
    const KNOWN: &'static [Self];

    /// Returns the listed value with this text.
    fn from_known(text: &str) -> Option<Self>;

    /// Returns the text of the value on the wire.
    fn as_text(&self) -> &str;

    /// Wraps the text of a value that is not listed.
    fn from_unknown(unknown: Unknown<Self>) -> Self;
}

/// The text of a value that the enumeration `E` does not list.
///
/// The text of a listed value can't become one: `From<&str>` of the enumeration decides which of the two a text is.
pub struct Unknown<E> {
    text: Box<str>,
    enumeration: PhantomData<fn() -> E>,
}

impl<E> Unknown<E> {
    /// The text on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<E> Clone for Unknown<E> {
    fn clone(&self) -> Self {
        Unknown {
            text: self.text.clone(),
            enumeration: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Unknown<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<E> fmt::Display for Unknown<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}

impl<E> PartialEq for Unknown<E> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<E> Eq for Unknown<E> {}

impl<E> PartialOrd for Unknown<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Unknown<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<E> Hash for Unknown<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// Returns the value with this text, listed or not.
#[inline]
pub fn enumeration_from_text<E: Enumeration>(text: &str) -> E {
    match E::from_known(text) {
        Some(known) => known,
        None => E::from_unknown(Unknown {
            text: text.into(),
            enumeration: PhantomData,
        }),
    }
}

/// Reads a value, listed or not. The text of a number or a boolean is one too.
///
/// # Errors
///
/// The value is an object or an array.
#[inline]
pub fn read_enumeration<'de, E: Enumeration + Value, S: Source<'de>>(
    source: S,
) -> Result<Fit<E>, S::Error> {
    Ok(match source.string("a string")? {
        Ok(content) => Fit::Typed(enumeration_from_text(&content)),
        Err(text) => spelled_text(text, enumeration_from_text),
    })
}

/// Adds the value to the list of kept ones if it is not listed.
pub fn list_enumeration<E: Enumeration>(value: &E, at: &mut KeptPath) {
    let text = value.as_text();
    if E::from_known(text).is_none() {
        at.record(&Json::from(text));
    }
}

/// Writes the text of a value.
///
/// # Errors
///
/// The errors of the serializer.
pub fn write_enumeration<E: Enumeration, S: Serializer>(
    value: &E,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.as_text())
}
