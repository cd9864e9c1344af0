//! Decimal numbers that are sent as strings.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::short_text::ShortText;
use super::source::deserialize;
use super::text_value::{Key, ParseTextError, text_value};
use super::{Decimal, Fit, Json, KeptPath, Source, Value};

/// A decimal number that is sent as a string: `"12.50"`.
///
/// Values are compared as numbers. A value that was read may be no number. Such a value equals only itself and sorts
/// after all valid ones.
#[derive(Clone, Debug)]
pub struct DecimalText(ShortText);

text_value!(DecimalText, "a decimal number such as -12.50");

impl DecimalText {
    /// The number; `None` if the text is no number.
    pub fn decimal(&self) -> Option<Decimal> {
        self.0.parse().ok()
    }

    fn key(&self) -> Key<'_, Decimal> {
        Key::of(self.decimal(), &self.0)
    }
}

impl From<Decimal> for DecimalText {
    fn from(value: Decimal) -> Self {
        DecimalText(value.as_str().into())
    }
}
