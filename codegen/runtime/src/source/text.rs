//! A value of a text that is at hand, as a source: no deserializer stands between.
//!
//! serde's data model has no place for the text of a number, so that through a deserializer every scalar is asked for by a
//! token and given as an object of one member. Where the whole text is at hand that is spared.

use std::borrow::Cow;

use serde::de::{Error as _, value::Error};
use serde_json::value::RawValue;

use super::super::json::{NodeSource, Tape, unquote};
use super::super::path::{DEPTH_LIMIT, Path};
use super::super::{Fit, Json, Value};
use super::{ArraySink, ObjectSink, Source, another_kind, check_fit, check_scalar};

/// Reads a text that is one JSON value; `None` if it is not, or not one of `T`. Why not is for a deserializer to say: it
/// knows lines and columns.
pub(in super::super) fn read_text<T: Value>(text: &str) -> Option<T> {
    let mut rest = Rest { text, at: 0 };
    let value = TextSource {
        rest: &mut rest,
        path: &Path::ROOT,
    }
    .fitting();
    (rest.peek().is_none() && rest.at == text.len())
        .then_some(value)?
        .ok()
}

/// A text, and how far it is read.
struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Rest<'t> {
    /// The first byte of the next token.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    /// Takes a token of one byte.
    #[inline]
    fn take(&mut self, byte: u8) -> Result<(), Error> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(not_json())
        }
    }

    /// Takes all up to `end`.
    #[inline]
    fn take_to(&mut self, end: Option<usize>) -> Result<&'t str, Error> {
        let end = end.ok_or_else(not_json)?;
        let taken = self.text.get(self.at..end).ok_or_else(not_json)?;
        self.at = end;
        Ok(taken)
    }

    /// Takes a string with its quotes.
    #[inline]
    fn string(&mut self) -> Result<&'t str, Error> {
        self.take_to(string_end(self.text.as_bytes(), self.at))
    }

    /// Takes a string: its content, or its text where no Rust string can hold that.
    #[inline]
    fn content(&mut self) -> Result<Result<Cow<'t, str>, &'t str>, Error> {
        let start = self.at + 1;
        match special(self.text.as_bytes(), start) {
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

    /// Takes a value, whatever it is.
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

    /// Takes an object or an array, nested however deep.
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

    /// Where a word ends, if it is the next.
    fn word(&self, word: &str) -> Option<usize> {
        let end = self.at + word.len();
        (self.text.get(self.at..end)? == word).then_some(end)
    }

    /// After an element or a member: whether there is one more.
    #[inline]
    fn another(&mut self, close: u8) -> Result<bool, Error> {
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

/// Where the string that starts at `start` ends, if it is one: the index after its closing quote.
#[inline]
fn string_end(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at = special(text, at)?;
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at = escape_end(text, at)?,
            _ => return None,
        }
    }
}

/// Where the first quote, backslash or control character is. Eight bytes are looked at together: the strings of a document
/// are most of it.
#[inline]
fn special(text: &[u8], start: usize) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    // The high bit of each byte that is zero; bytes after the first such one may be wrong.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let mut at = start;
    let mut rest = text.get(start..)?;
    while let Some((chunk, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*chunk);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let quote = zeros(word ^ (ONES * u64::from(b'"')));
        let backslash = zeros(word ^ (ONES * u64::from(b'\\')));
        let found = (control | quote | backslash) & HIGH;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += chunk.len();
        rest = after;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
    Some(at + rest.iter().position(is_special)?)
}

/// Where the escape that starts at `start` ends, if it is one.
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

/// Where the number that starts at `start` ends, if it is one.
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

/// The next value of a text.
struct TextSource<'r, 't, 'p> {
    rest: &'r mut Rest<'t>,
    path: &'p Path<'p>,
}

impl<'t> TextSource<'_, 't, '_> {
    /// Starts to read what opens with `open`: whether anything is inside, or the text of the scalar that is there instead.
    fn open(
        &mut self,
        open: u8,
        owner: &str,
        expected: &str,
    ) -> Result<Result<bool, &'t str>, Error> {
        match self.rest.peek() {
            Some(byte) if byte == open => {}
            Some(b'{') => return Err(another_kind(self.path, owner, "an object", expected)),
            Some(b'[') => return Err(another_kind(self.path, owner, "an array", expected)),
            _ => return self.rest.value().map(Err),
        }
        if self.path.depth() >= DEPTH_LIMIT {
            return Err(self.path.too_deep());
        }
        self.rest.at += 1;
        // In ASCII, `}` is two after `{` and `]` two after `[`.
        let is_empty = self.rest.peek() == Some(open + 2);
        self.rest.at += usize::from(is_empty);
        Ok(Ok(!is_empty))
    }
}

impl<'t> Source<'t> for TextSource<'_, 't, '_> {
    type Error = Error;

    #[inline]
    fn path(&self) -> &Path<'_> {
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
            Ok(more) => more,
            Err(text) => return Ok(Fit::Kept(Json::from_valid(Cow::Borrowed(text)))),
        };
        let TextSource { rest, path } = self;
        while more {
            if rest.peek() != Some(b'"') {
                return Err(not_json());
            }
            let name = rest.content()?.map_err(|_| not_json())?;
            rest.take(b':')?;
            let path = path.member(&name, K::OWNER);
            sink.member(&name, TextSource { rest, path: &path })?;
            more = rest.another(b'}')?;
        }
        sink.finish()
            .map_err(|error| path.error_in(K::OWNER, error))
    }

    fn array<K: ArraySink>(mut self, mut sink: K) -> Result<Fit<K::Output>, Error> {
        let mut more = match self.open(b'[', "", "an array")? {
            Ok(more) => more,
            Err(text) => return Ok(Fit::Kept(Json::from_valid(Cow::Borrowed(text)))),
        };
        let TextSource { rest, path } = self;
        let mut index = 0;
        while more {
            let path = path.element(index);
            sink.element(TextSource { rest, path: &path })?;
            index += 1;
            more = rest.another(b']')?;
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
    fn fitting<T: Value>(self) -> Result<T, Error> {
        let path = self.path;
        check_fit(T::read(self)?, path)
    }
}
