//! Strings, booleans, integers and binary floats as values.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::decimal::{is_number, whole_number};
use super::spelling::unquoted;
use super::{Fit, Json, KeptPath, Source, Spelled, Value};

impl Value for String {
    const EXPECTED: &'static str = "a string";

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        Ok(match source.string(Self::EXPECTED)? {
            Ok(content) => Fit::Typed(content.into_owned()),
            Err(text) => spelled_text(text, str::to_owned),
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn list_kept(&self, _: &mut KeptPath) {}
}

impl Value for bool {
    const EXPECTED: &'static str = "true or false";

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        let text = source.scalar(Self::EXPECTED)?;
        Ok(match &*text {
            "true" => Fit::Typed(true),
            "false" => Fit::Typed(false),
            _ => spelled(text, |text| match text {
                _ if text.eq_ignore_ascii_case("true") => Some(true),
                _ if text.eq_ignore_ascii_case("false") => Some(false),
                _ => None,
            }),
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn list_kept(&self, _: &mut KeptPath) {}
}

/// Reads a scalar of another spelling: `parse` gets the text of a number or the content of a string.
#[cold]
pub(super) fn spelled<T: Value>(
    text: Cow<'_, str>,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Fit<T> {
    let sent = Json::from_valid(text);
    match parse(&unquoted(sent.as_str())) {
        Some(value) => Fit::Spelled(Spelled::new(value, sent)),
        None => Fit::Kept(sent),
    }
}

/// Reads a number or a boolean in the place of a string: its text is the content.
#[cold]
pub(super) fn spelled_text<T: Value>(text: Cow<'_, str>, make: impl FnOnce(&str) -> T) -> Fit<T> {
    match text.as_bytes().first() {
        // A null is absence, and a string that comes here is one that no Rust string can hold.
        Some(b'n' | b'"') | None => Fit::Kept(Json::from_valid(text)),
        Some(_) => spelled(text, |text| Some(make(text))),
    }
}

/// Returns true for the text with which an integer is written; `9.0` and `-0` would be written differently.
fn is_plain_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    match digits.as_bytes() {
        [b'0'] => digits.len() == text.len(),
        [b'0', ..] => false,
        digits => digits.iter().all(u8::is_ascii_digit),
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Value for $integer {
            const EXPECTED: &'static str = "a whole number";

            #[inline]
            fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
                let text = source.scalar(Self::EXPECTED)?;
                Ok(match text.parse() {
                    Ok(value) if is_plain_integer(&text) => Fit::Typed(value),
                    _ => spelled(text, |text| whole_number(text)?.parse().ok()),
                })
            }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

            fn list_kept(&self, _: &mut KeptPath) {}
        }
    )*};
}

integers!(i8 i16 i32 i64 u8 u16 u32 u64);

/// Returns true for the text of a number that is zero.
fn is_zero(text: &str) -> bool {
    text.bytes()
        .take_while(|byte| !matches!(byte, b'e' | b'E'))
        .all(|byte| !matches!(byte, b'1'..=b'9'))
}

macro_rules! floats {
    ($($float:ty)*) => {$(
        impl Value for $float {
            const EXPECTED: &'static str = "a number";

            #[inline]
            fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
                let text = source.scalar(Self::EXPECTED)?;
                // A number out of the range of the type would become infinity or zero.
                let fits = |value: &$float| value.is_finite() && (*value != 0.0 || is_zero(&text));
                Ok(match text.parse::<$float>().ok().filter(fits) {
                    Some(value) => Fit::Typed(value),
                    None => spelled(text, |text| {
                        let value = text.parse::<$float>().ok().filter(|_| is_number(text))?;
                        (value.is_finite() && (value != 0.0 || is_zero(text))).then_some(value)
                    }),
                })
            }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

            fn list_kept(&self, _: &mut KeptPath) {}
        }
    )*};
}

floats!(f32 f64);
