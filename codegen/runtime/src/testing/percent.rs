//! Percent-decoding.

use super::super::operation::percent_encode;

/// Decodes percent-encoded text. Bytes that are not UTF-8 become `U+FFFD`, and a `%` without two digits stays.
pub(super) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    bytes.extend(units(text).map(|unit| unit.byte));
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Decodes the text of a form or a query, where `+` is a space.
pub(super) fn decode_form(text: &str) -> String {
    match text.contains('+') {
        true => decode(&text.replace('+', "%20")),
        false => decode(text),
    }
}

/// Decodes a text that was sent without the encoding of the characters in `plain`; its escapes stay if the decoded text would
/// be sent otherwise.
pub(super) fn decode_verbatim(text: &str, plain: &str) -> String {
    let decoded = decode(text);
    match percent_encode(&decoded, plain) == text {
        true => decoded,
        false => text.to_owned(),
    }
}

/// A byte of a percent-encoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) byte: u8,
    /// The position in the encoded text.
    pub(super) start: usize,
    pub(super) is_encoded: bool,
}

impl Unit {
    /// Returns true for a slash that separates segments of a path.
    pub(super) fn is_separator(self) -> bool {
        self.byte == b'/' && !self.is_encoded
    }
}

/// Splits a percent-encoded text into bytes.
pub(super) fn units(text: &str) -> impl Iterator<Item = Unit> {
    let bytes = text.as_bytes();
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, byte) = (at, *bytes.get(at)?);
        let escaped = match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        at += if escaped.is_some() { 3 } else { 1 };
        Some(Unit {
            byte: escaped.unwrap_or(byte),
            start,
            is_encoded: escaped.is_some(),
        })
    })
}
