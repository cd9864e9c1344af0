//! UUIDs.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::source::deserialize;
use super::text_value::{Key, ParseTextError, text_value};
use super::{Fit, Json, KeptPath, Source, Value};

/// A UUID as text: `123e4567-e89b-12d3-a456-426614174000`.
///
/// Values are compared as numbers, so upper and lower case do not matter. A value that was read may be no UUID. Such a
/// value equals only itself and sorts after all valid ones.
#[derive(Clone, Debug)]
pub struct Uuid(Box<str>);

text_value!(Uuid, "a UUID such as 123e4567-e89b-12d3-a456-426614174000");

impl Uuid {
    /// Creates a UUID from a number.
    pub fn from_u128(value: u128) -> Self {
        let digits = format!("{value:032x}");
        let mut text = String::with_capacity(36);
        for (index, digit) in digits.chars().enumerate() {
            if matches!(index, 8 | 12 | 16 | 20) {
                text.push('-');
            }
            text.push(digit);
        }
        Uuid(text.into())
    }

    /// The number; `None` if the text is no UUID.
    pub fn as_u128(&self) -> Option<u128> {
        let mut groups = self.0.split('-');
        let mut value = 0;
        for length in [8, 4, 4, 4, 12] {
            let group = groups.next()?;
            let is_whole = group.len() == length && group.bytes().all(|it| it.is_ascii_hexdigit());
            let number = u128::from_str_radix(group, 16).ok().filter(|_| is_whole)?;
            value = (value << (4 * length)) | number;
        }
        groups.next().is_none().then_some(value)
    }

    fn key(&self) -> Key<'_, u128> {
        Key::of(self.as_u128(), &self.0)
    }
}
