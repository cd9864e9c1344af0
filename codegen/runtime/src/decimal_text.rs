//! Exact decimal numbers in a string.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::text_value::{Key, ParseTextError, text_value};
use super::{Decimal, Fit, Json, KeptPath, Source, Value, read};

/// A decimal number that the service writes as a string, `"12.50"`, held as its text.
///
/// Values are compared as numbers. A text that was read may be no number; such a one equals only
/// itself and is ordered after all others.
#[derive(Clone, Debug)]
pub struct DecimalText(Box<str>);

text_value!(DecimalText, "a decimal number such as -12.50");

impl DecimalText {
    /// The number, if the text is one.
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
