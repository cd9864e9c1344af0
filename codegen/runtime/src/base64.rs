//! Bytes that are sent as base64 text.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::source::deserialize;
use super::text_value::{Key, ParseTextError, text_value};
use super::{Fit, Json, KeptPath, Source, Value};

/// The characters for 62 and 63 in the two alphabets of RFC 4648.
const STANDARD: [u8; 2] = *b"+/";
const URL: [u8; 2] = *b"-_";

macro_rules! encoded {
    ($(#[$docs:meta])* $name:ident, $letters:ident, $padded:literal, $expected:literal) => {
        $(#[$docs])*
        #[derive(Clone, Debug)]
        pub struct $name(Box<str>);

        text_value!($name, $expected);

        impl $name {
            /// Encodes bytes.
            pub fn encode(bytes: &[u8]) -> Self {
                $name(encode(bytes, $letters, $padded).into())
            }

            /// Decodes the bytes; `None` if the text is not valid base64.
            pub fn bytes(&self) -> Option<Vec<u8>> {
                decode(&self.0, $letters)
            }

            fn key(&self) -> Key<'_, Vec<u8>> {
                Key::of(self.bytes(), &self.0)
            }
        }
    };
}

encoded! {
    /// Bytes as base64 text: `aGk=`.
    ///
    /// Values are compared by their bytes: padding may be missing, and line breaks do not matter. A value that was read may be no valid
    /// base64. Such a value equals only itself and sorts after all valid ones.
    Base64, STANDARD, true, "bytes in base64 such as aGk="
}

encoded! {
    /// Bytes as base64 text with the alphabet for URLs and without padding: `aGk`.
    ///
    /// Values are compared by their bytes: padding may be missing, and line breaks do not matter. A value that was read may be no valid
    /// base64. Such a value equals only itself and sorts after all valid ones.
    Base64Url, URL, false, "bytes in base64url such as aGk"
}

/// The character for six bits.
fn letter(bits: u8, letters: [u8; 2]) -> char {
    let [plus, slash] = letters;
    char::from(match bits {
        0..=25 => b'A' + bits,
        26..=51 => b'a' + bits - 26,
        52..=61 => b'0' + bits - 52,
        62 => plus,
        _ => slash,
    })
}

/// The six bits of a character; `None` if it is not in the alphabet.
fn bits(letter: u8, letters: [u8; 2]) -> Option<u8> {
    let [plus, slash] = letters;
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        _ if letter == plus => Some(62),
        _ if letter == slash => Some(63),
        _ => None,
    }
}

fn encode(bytes: &[u8], letters: [u8; 2], is_padded: bool) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let group = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for position in 0..4 {
            if position <= chunk.len() {
                let [.., low] = (group >> (18 - 6 * position)).to_be_bytes();
                text.push(letter(low & 63, letters));
            } else if is_padded {
                text.push('=');
            }
        }
    }
    text
}

fn decode(text: &str, letters: [u8; 2]) -> Option<Vec<u8>> {
    let is_digit = |byte: &u8| !matches!(byte, b'\r' | b'\n');
    let digits = text.trim_end_matches(['=', '\r', '\n']);
    let padding = text
        .bytes()
        .rev()
        .take_while(|byte| !byte.is_ascii_alphanumeric());
    let padding = padding.filter(|byte| *byte == b'=').count();
    // Padding may be left out; what is there fills up a group of four characters.
    let letters_before = digits.bytes().filter(is_digit).count();
    if padding > 2 || (padding > 0 && (letters_before + padding) & 3 != 0) {
        return None;
    }
    let (mut bytes, mut group, mut held) = (Vec::with_capacity(digits.len() / 4 * 3), 0_u32, 0);
    for digit in digits.bytes().filter(is_digit) {
        group = (group << 6) | u32::from(bits(digit, letters)?);
        held += 6;
        if held >= 8 {
            held -= 8;
            let [.., low] = (group >> held).to_be_bytes();
            bytes.push(low);
            group &= (1 << held) - 1;
        }
    }
    // A single character at the end is less than a byte.
    (held < 6).then_some(bytes)
}
