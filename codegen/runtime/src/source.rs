//! Sources of values: one view of JSON over text and over parsed documents.

mod stream;
mod text;

use std::borrow::Cow;
use std::fmt::Display;

use serde::{Deserializer, de};

use stream::TextVisitor;
pub(super) use stream::{Name, Strings};
pub(super) use text::read_text;

use super::json::{NodeSource, unquote};
use super::path::ValuePath;
use super::screening::MemberNames;
use super::{File, Fit, Json, Kept, Spelled, Spellings, Value};

/// The error for a member name that no Rust string can hold.
pub(super) const LONE_SURROGATE: &str = "a member name with a lone surrogate";

/// The name by which serde_json returns the exact text of a value instead of the value.
pub(super) const RAW_TEXT: &str = "$serde_json::private::RawValue";

/// A JSON value that has not been read; its reader chooses the form.
///
/// Types are read from this trait instead of serde's deserializers for two reasons: serde's data model has no text of
/// numbers, and a union is read from a parsed document by the same functions as any other type. Generated code passes
/// sources on and never implements the trait.
pub trait Source<'de>: Sized {
    /// The error of reading.
    type Error: de::Error;

    /// The JSON path of the value.
    fn path(&self) -> &ValuePath<'_>;

    /// Reads the exact JSON text of any value.
    fn text(self) -> Result<Cow<'de, str>, Self::Error>;

    /// Reads the exact JSON text of a null, a boolean, a number or a string. An object or an array is an error that
    /// names `expected`.
    fn scalar(self, expected: &str) -> Result<Cow<'de, str>, Self::Error>;

    /// Reads the content of a string. The inner error is the exact text of another scalar, or of a string that no Rust
    /// string can hold. An object or an array is an error that names `expected`.
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

    /// Reads an object into `sink`. A scalar is kept; an array is an error.
    fn object<K: ObjectSink>(self, sink: K) -> Result<Fit<K::Output>, Self::Error>;

    /// Reads an array into `sink`. A scalar is kept; an object is an error.
    fn array<K: ArraySink>(self, sink: K) -> Result<Fit<K::Output>, Self::Error>;

    /// Parses the value once and passes it to `read`, which may look at it before it chooses a type.
    #[doc(hidden)]
    fn node<R>(
        self,
        read: impl for<'n, 'p> FnOnce(NodeSource<'n, 'p, Self::Error>) -> Result<R, Self::Error>,
    ) -> Result<R, Self::Error>;

    /// Returns the value as a file of a form, if it is one.
    #[doc(hidden)]
    #[inline]
    fn file(&self) -> Option<File> {
        None
    }

    /// Reads a required member: a value that would be kept is an error. `kept` remembers its spelling.
    #[doc(hidden)]
    fn required<T: Value>(self, kept: &mut Kept, name: &str) -> Result<T, Self::Error>;
}

/// Receiver of the members of an object.
pub trait ObjectSink {
    /// The name of the type that has the members, for errors; empty if there is none.
    const OWNER: &'static str;
    /// The members that the type names.
    #[doc(hidden)]
    const MEMBERS: Option<MemberNames> = None;
    /// The value that the members become.
    type Output;

    /// Takes one member.
    fn member<'de, S: Source<'de>>(&mut self, name: &str, value: S) -> Result<(), S::Error>;

    /// Completes the value after the last member.
    fn finish(self) -> Result<Fit<Self::Output>, de::value::Error>;
}

/// Receiver of the elements of an array.
pub trait ArraySink {
    /// The value that the elements become.
    type Output;

    /// Takes one element.
    fn element<'de, S: Source<'de>>(&mut self, value: S) -> Result<(), S::Error>;

    /// Completes the value after the last element.
    fn finish(self) -> Result<Fit<Self::Output>, de::value::Error>;
}

/// Reads a value through serde. Every generated `Deserialize` calls it.
///
/// It requests the exact text of the value, and reads that as [`decode`](super::decode()) does: serde's data model has no
/// text of numbers. Paths and positions in errors are those in that text.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let (text, is_raw) = deserializer.deserialize_newtype_struct(RAW_TEXT, TextVisitor)?;
    match read_text(&text) {
        Ok((value, _)) => Ok(value),
        Err((at, error)) if is_raw => Err(de::Error::custom(at_position(&text, at, &error))),
        Err((_, error)) => Err(de::Error::custom(error)),
    }
}

/// Appends the line and column of a byte to a message, as serde_json writes them. Its errors take their position from there.
#[cold]
pub(super) fn at_position(text: &str, at: usize, message: &dyn Display) -> String {
    // Like serde_json, it counts the byte that was seen next.
    let end = text.len().min(at.saturating_add(1));
    let before = text.as_bytes().get(..end).unwrap_or_default();
    let lines = before.split(|byte| *byte == b'\n');
    let column = lines.clone().next_back().map_or(0, <[u8]>::len);
    format!("{message} at line {} column {column}", lines.count())
}

/// Creates the error for a value of another JSON type than its field.
#[cold]
pub(super) fn wrong_kind<E: de::Error>(
    path: &ValuePath<'_>,
    owner: &str,
    found: impl Display,
    expected: impl Display,
) -> E {
    let message = format_args!("expected {expected}, found {found}").to_string();
    if owner.is_empty() {
        path.error(message)
    } else {
        path.error_in(owner, message)
    }
}

/// Implements [`Source::scalar`] for a source whose text is in memory.
#[inline]
pub(super) fn check_scalar<'t, E: de::Error>(
    text: Cow<'t, str>,
    path: &ValuePath<'_>,
    expected: &str,
) -> Result<Cow<'t, str>, E> {
    match text.as_bytes().first() {
        Some(b'{') => Err(wrong_kind(path, "", "an object", expected)),
        Some(b'[') => Err(wrong_kind(path, "", "an array", expected)),
        _ => Ok(text),
    }
}

/// Implements [`Source::required`] for a value that was read.
#[inline]
pub(super) fn check_fit<T: Value, E: de::Error>(
    fit: Fit<T>,
    kept: &mut Kept,
    name: &str,
    path: &ValuePath<'_>,
) -> Result<T, E> {
    match fit {
        Fit::Typed(value) => Ok(value),
        other => kept
            .take(name, other)
            .map_err(|json| wrong_kind(path, "", json.describe(), T::EXPECTED)),
    }
}

/// Returns a root value and its spellings.
pub(super) fn check_root<T: Value, E: de::Error>(fit: Fit<T>) -> Result<(T, Spellings), E> {
    match fit {
        Fit::Typed(value) => Ok((value, Spellings::default())),
        Fit::Spelled(spelled) => match spelled.spellings.root().map(Json::as_str) {
            // Nothing would remember that it was an empty list.
            Some("[]") => {
                let owner = T::MEMBERS.map_or("", |_| T::EXPECTED);
                Err(wrong_kind(&ValuePath::ROOT, owner, "an array", "an object"))
            }
            Some("{}") => Err(wrong_kind(&ValuePath::ROOT, "", "an object", "an array")),
            _ => Ok((spelled.value, spelled.spellings)),
        },
        Fit::Kept(json) => Err(wrong_kind(
            &ValuePath::ROOT,
            "",
            json.describe(),
            T::EXPECTED,
        )),
    }
}

/// Returns an object with nothing required, or a map, in whose place there is an empty list: some services write that for
/// an empty object. Any other type keeps the list.
#[cold]
pub(super) fn empty_object<K: ObjectSink>(sink: K) -> Fit<K::Output> {
    spell_empty(sink.finish(), "{}", "[]")
}

/// Returns a list in whose place there is an empty object.
#[cold]
pub(super) fn empty_array<K: ArraySink>(sink: K) -> Fit<K::Output> {
    spell_empty(sink.finish(), "[]", "{}")
}

fn spell_empty<T>(
    empty: Result<Fit<T>, de::value::Error>,
    plain: &'static str,
    sent: &'static str,
) -> Fit<T> {
    let json = |text: &'static str| Json::from_valid(Cow::Borrowed(text));
    match empty {
        Ok(Fit::Typed(value)) => Fit::Spelled(Spelled::with_plain(value, json(plain), json(sent))),
        _ => Fit::Kept(json(sent)),
    }
}
