//! Sources over JSON text in memory, without a deserializer.
//!
//! Through a deserializer every scalar is requested by a token and returned as an object of one member, because serde's
//! data model has no text of numbers. Reading text in memory needs none of that.

use std::borrow::Cow;

use serde::de::{Error as _, value::Error};
use serde_json::value::RawValue;

use super::super::json::{NodeSource, Tape, find_special, unquote};
use super::super::path::{DEPTH_LIMIT, ValuePath};
use super::super::{Fit, Json, Kept, Spellings, Value};
use super::{
    ArraySink, LONE_SURROGATE, ObjectSink, Source, check_fit, check_root, check_scalar,
    empty_array, empty_object, wrong_kind,
};

/// Reads a text that is one JSON value of the type `T`, with the spellings at its root. The error has the index of the byte
/// at which reading stopped.
pub(in super::super) fn read_text<T: Value>(text: &str) -> Result<(T, Spellings), (usize, Error)> {
    let mut rest = Rest { text, at: 0 };
    let source = TextSource {
        rest: &mut rest,
        path: &ValuePath::ROOT,
    };
    let value = T::read(source).and_then(check_root);
    match value {
        Ok(value) if rest.peek().is_none() && rest.at == text.len() => Ok(value),
        Ok(_) => Err((rest.at, not_json())),
        Err(error) => Err((rest.at, error)),
    }
}

/// A text and the position of the reader.
struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Rest<'t> {
    /// Returns the first byte of the next token.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    /// Reads a token of one byte.
    #[inline]
    fn take(&mut self, byte: u8) -> Result<(), Error> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(not_json())
        }
    }

    /// Reads up to `end`.
    #[inline]
    fn take_to(&mut self, end: Option<usize>) -> Result<&'t str, Error> {
        let end = end.ok_or_else(not_json)?;
        let taken = self.text.get(self.at..end).ok_or_else(not_json)?;
        self.at = end;
        Ok(taken)
    }

    /// Reads a string with its quotes.
    #[inline]
    fn string(&mut self) -> Result<&'t str, Error> {
        self.take_to(string_end(self.text.as_bytes(), self.at))
    }

    /// Reads a string. The inner error is its text, if no Rust string can hold its content.
    #[inline]
    fn content(&mut self) -> Result<Result<Cow<'t, str>, &'t str>, Error> {
        let start = self.at + 1;
        match find_special(self.text.as_bytes(), start) {
            Some(end) if self.text.as_bytes().get(end) == Some(&b'"') => {
                let content = self.text.get(start..end).ok_or_else(not_json)?;
                self.at = end + 1;
                Ok(Ok(Cow::Borrowed(content)))
            }
            _ => {
                let text = self.string()?;
                Ok(unquote(text).ok_or(text))
            }
        }
    }

    /// Reads any value.
    #[inline]
    fn value(&mut self) -> Result<&'t str, Error> {
        let end = match self.peek().ok_or_else(not_json)? {
            b'"' => return self.string(),
            b'{' | b'[' => return self.nested(),
            b'n' => self.word("null"),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            _ => number_end(self.text.as_bytes(), self.at),
        };
        self.take_to(end)
    }

    /// Reads an object or an array of any depth.
    fn nested(&mut self) -> Result<&'t str, Error> {
        let rest = self.text.get(self.at..).ok_or_else(not_json)?;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        match values.next() {
            Some(Ok(raw)) => {
                self.at += values.byte_offset();
                Ok(raw.get())
            }
            _ => Err(not_json()),
        }
    }

    /// Returns the end of a word; `None` if it is not next.
    fn word(&self, word: &str) -> Option<usize> {
        let end = self.at + word.len();
        (self.text.get(self.at..end)? == word).then_some(end)
    }

    /// Reads the separator after an element or a member. Returns true if another one follows.
    #[inline]
    fn has_next(&mut self, close: u8) -> Result<bool, Error> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(not_json()),
        }
    }
}

#[cold]
fn not_json() -> Error {
    Error::custom("not JSON")
}

/// Returns the index after the closing quote of the string that starts at `start`; `None` if it is not a string.
#[inline]
fn string_end(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at = find_special(text, at)?;
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at = escape_end(text, at)?,
            _ => return None,
        }
    }
}

/// Returns the end of the escape sequence that starts at `start`; `None` if it is invalid.
fn escape_end(text: &[u8], start: usize) -> Option<usize> {
    match text.get(start + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(start + 2),
        b'u' => {
            let digits = text.get(start + 2..start + 6)?;
            digits
                .iter()
                .all(u8::is_ascii_hexdigit)
                .then_some(start + 6)
        }
        _ => None,
    }
}

/// Returns the end of the number that starts at `start`; `None` if it is not a number.
#[inline]
fn number_end(text: &[u8], start: usize) -> Option<usize> {
    let digits = |start: usize| {
        let mut at = start;
        while text.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        (at > start).then_some(at)
    };
    let is_minus = text.get(start) == Some(&b'-');
    let whole = start + usize::from(is_minus);
    let mut at = match text.get(whole)? {
        b'0' => whole + 1,
        _ => digits(whole)?,
    };
    if text.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        let is_signed = matches!(text.get(at + 1), Some(b'+' | b'-'));
        at = digits(at + 1 + usize::from(is_signed))?;
    }
    Some(at)
}

/// The start of an object or array.
enum Start<'t> {
    /// It has members or elements.
    Inside,
    /// It is empty.
    Empty,
    /// In its place there is an empty array or object.
    OtherEmpty,
    /// In its place there is a scalar.
    Scalar(&'t str),
}

/// The next value of a text.
struct TextSource<'r, 't, 'p> {
    rest: &'r mut Rest<'t>,
    path: &'p ValuePath<'p>,
}

impl<'t> TextSource<'_, 't, '_> {
    /// Starts to read an object or array that opens with `open`.
    fn open(&mut self, open: u8, owner: &str, expected: &str) -> Result<Start<'t>, Error> {
        match self.rest.peek() {
            Some(byte) if byte == open => {}
            Some(other @ (b'{' | b'[')) => return self.open_other(other, owner, expected),
            _ => return self.rest.value().map(Start::Scalar),
        }
        if self.path.depth() >= DEPTH_LIMIT {
            return Err(self.path.too_deep());
        }
        self.rest.at += 1;
        // In ASCII, `}` is two after `{`, and `]` is two after `[`.
        let is_empty = self.rest.peek() == Some(open + 2);
        self.rest.at += usize::from(is_empty);
        Ok(match is_empty {
            true => Start::Empty,
            false => Start::Inside,
        })
    }

    /// Reads an empty array or object in the place of the other one.
    #[cold]
    fn open_other(&mut self, open: u8, owner: &str, expected: &str) -> Result<Start<'t>, Error> {
        self.rest.at += 1;
        if self.rest.peek() == Some(open + 2) {
            self.rest.at += 1;
            return Ok(Start::OtherEmpty);
        }
        let found = if open == b'{' {
            "an object"
        } else {
            "an array"
        };
        Err(wrong_kind(self.path, owner, found, expected))
    }
}

impl<'t> Source<'t> for TextSource<'_, 't, '_> {
    type Error = Error;

    #[inline]
    fn path(&self) -> &ValuePath<'_> {
        self.path
    }

    #[inline]
    fn text(self) -> Result<Cow<'t, str>, Error> {
        self.rest.value().map(Cow::Borrowed)
    }

    #[inline]
    fn scalar(self, expected: &str) -> Result<Cow<'t, str>, Error> {
        let path = self.path;
        check_scalar(self.text()?, path, expected)
    }

    #[inline]
    fn string(self, expected: &str) -> Result<Result<Cow<'t, str>, Cow<'t, str>>, Error> {
        match self.rest.peek() {
            Some(b'"') => Ok(self.rest.content()?.map_err(Cow::Borrowed)),
            _ => self.scalar(expected).map(Err),
        }
    }

    fn object<K: ObjectSink>(mut self, mut sink: K) -> Result<Fit<K::Output>, Error> {
        let mut more = match self.open(b'{', K::OWNER, "an object")? {
            Start::Inside => true,
            Start::Empty => false,
            Start::OtherEmpty => return Ok(empty_object(sink)),
            Start::Scalar(text) => return Ok(Fit::Kept(Json::from_valid(Cow::Borrowed(text)))),
        };
        let TextSource { rest, path } = self;
        while more {
            if rest.peek() != Some(b'"') {
                return Err(not_json());
            }
            let Ok(name) = rest.content()? else {
                return Err(path.error_in(K::OWNER, LONE_SURROGATE));
            };
            rest.take(b':')?;
            let path = path.member(&name, K::OWNER);
            sink.member(&name, TextSource { rest, path: &path })?;
            more = rest.has_next(b'}')?;
        }
        sink.finish()
            .map_err(|error| path.error_in(K::OWNER, error))
    }

    fn array<K: ArraySink>(mut self, mut sink: K) -> Result<Fit<K::Output>, Error> {
        let mut more = match self.open(b'[', "", "an array")? {
            Start::Inside => true,
            Start::Empty => false,
            Start::OtherEmpty => return Ok(empty_array(sink)),
            Start::Scalar(text) => return Ok(Fit::Kept(Json::from_valid(Cow::Borrowed(text)))),
        };
        let TextSource { rest, path } = self;
        let mut index = 0;
        while more {
            let path = path.element(index);
            sink.element(TextSource { rest, path: &path })?;
            index += 1;
            more = rest.has_next(b']')?;
        }
        sink.finish().map_err(|error| path.error(error))
    }

    fn node<R>(
        self,
        read: impl for<'n, 'p> FnOnce(NodeSource<'n, 'p, Error>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let tape = Tape::new(self.rest.value()?);
        read(NodeSource::root(&tape, self.path))
    }

    #[inline]
    fn required<T: Value>(self, kept: &mut Kept, name: &str) -> Result<T, Error> {
        let path = self.path;
        check_fit(T::read(self)?, kept, name, path)
    }
}
