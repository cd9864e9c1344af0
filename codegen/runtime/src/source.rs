//! Where values are read from: our own view of a JSON value, over serde or over a parsed tree.

mod stream;
mod text;

use std::borrow::Cow;
use std::fmt::Display;

use serde::{Deserializer, de};

use stream::SerdeSource;
pub(super) use stream::{Name, Strings};
pub(super) use text::read_text;

use super::json::{NodeSource, unquote};
use super::path::Path;
use super::{Fit, Value};

/// The name by which serde_json is asked for the exact text of a value, instead of the value.
pub(super) const RAW_TEXT: &str = "$serde_json::private::RawValue";

/// One JSON value, waiting to be read in the form its reader asks for.
///
/// Generated code passes sources on; it never implements this. The trait stands between types
/// and serde because serde's own data model has no place for the text of a number, and because
/// a polymorphic value is read from a tree by the same functions as any other.
pub trait Source<'de>: Sized {
    /// How reading fails.
    type Error: de::Error;

    /// Where the value stands in its document.
    fn path(&self) -> &Path<'_>;

    /// The exact JSON text of the value, whatever it is.
    fn text(self) -> Result<Cow<'de, str>, Self::Error>;

    /// The exact JSON text of a null, a boolean, a number or a string. An object or an array is
    /// an error that says that `expected` belongs here.
    fn scalar(self, expected: &str) -> Result<Cow<'de, str>, Self::Error>;

    /// The content of a string, or as an error the exact text of another scalar and of a string that no Rust string can
    /// hold. An object or an array is an error that says that `expected` belongs here.
    #[inline]
    fn string(self, expected: &str) -> Result<Result<Cow<'de, str>, Cow<'de, str>>, Self::Error> {
        Ok(match self.scalar(expected)? {
            Cow::Borrowed(text) => unquote(text).ok_or(Cow::Borrowed(text)),
            Cow::Owned(text) => match unquote(&text) {
                Some(content) => Ok(Cow::Owned(content.into_owned())),
                None => Err(Cow::Owned(text)),
            },
        })
    }

    /// Gives the members of an object to `sink`. A scalar is kept; an array is an error.
    fn object<K: ObjectSink>(self, sink: K) -> Result<Fit<K::Output>, Self::Error>;

    /// Gives the elements of an array to `sink`. A scalar is kept; an object is an error.
    fn array<K: ArraySink>(self, sink: K) -> Result<Fit<K::Output>, Self::Error>;

    /// Parses the value once and gives it to `read` as a tree, to be looked at before a type
    /// for it is chosen.
    fn node<R>(
        self,
        read: impl for<'n, 'p> FnOnce(NodeSource<'n, 'p, Self::Error>) -> Result<R, Self::Error>,
    ) -> Result<R, Self::Error>;

    /// Reads a value that has to be there: one that would have to be kept is an error.
    fn fitting<T: Value>(self) -> Result<T, Self::Error>;
}

/// Takes the members of an object, one after the other.
pub trait ObjectSink {
    /// The name of the type that has the members, for errors; empty if it has none.
    const OWNER: &'static str;
    /// What the members make.
    type Output;

    /// Takes one member.
    fn member<'de, S: Source<'de>>(&mut self, name: &str, value: S) -> Result<(), S::Error>;

    /// Called after the last member.
    fn finish(self) -> Result<Fit<Self::Output>, de::value::Error>;
}

/// Takes the elements of an array, one after the other.
pub trait ArraySink {
    /// What the elements make.
    type Output;

    /// Takes one element.
    fn element<'de, S: Source<'de>>(&mut self, value: S) -> Result<(), S::Error>;

    /// Called after the last element.
    fn finish(self) -> Result<Fit<Self::Output>, de::value::Error>;
}

/// Reads a value through serde. Every generated `Deserialize` is this.
pub fn read<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    SerdeSource::root(deserializer).fitting()
}

/// The error for a value of another kind than its type has.
#[cold]
pub(super) fn another_kind<E: de::Error>(
    path: &Path<'_>,
    owner: &str,
    found: impl Display,
    expected: impl Display,
) -> E {
    let message = format_args!("{found} where {expected} belongs").to_string();
    if owner.is_empty() {
        path.error(message)
    } else {
        path.error_in(owner, message)
    }
}

/// [`Source::scalar`] for a source whose text is at hand.
#[inline]
pub(super) fn check_scalar<'t, E: de::Error>(
    text: Cow<'t, str>,
    path: &Path<'_>,
    expected: &str,
) -> Result<Cow<'t, str>, E> {
    match text.as_bytes().first() {
        Some(b'{') => Err(another_kind(path, "", "an object", expected)),
        Some(b'[') => Err(another_kind(path, "", "an array", expected)),
        _ => Ok(text),
    }
}

/// [`Source::fitting`] for a value that was read.
#[inline]
pub(super) fn check_fit<T: Value, E: de::Error>(fit: Fit<T>, path: &Path<'_>) -> Result<T, E> {
    match fit {
        Fit::Typed(value) => Ok(value),
        Fit::Kept(json) => Err(another_kind(path, "", json.describe(), T::EXPECTED)),
    }
}
