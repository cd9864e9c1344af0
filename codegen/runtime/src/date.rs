//! Days.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::Day;
use super::text_value::{Key, ParseTextError, text_value};
use super::{Fit, Json, KeptPath, Source, Value, read};

/// A day, `2024-01-02`, held as its text.
///
/// A text that was read may be no day of the calendar: official samples have a 30th of February.
/// Such a one equals only itself and is ordered after all others.
#[derive(Clone, Debug)]
pub struct Date(Box<str>);

text_value!(Date, "a date such as 2024-01-02");

impl Date {
    /// The day with this year of four digits at most, month and day, both from 1.
    ///
    /// # Errors
    ///
    /// If the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, ParseTextError> {
        format!("{year:04}-{month:02}-{day:02}").parse()
    }

    /// The parts of the text, if the calendar has it.
    pub(super) fn parts(&self) -> Option<Day> {
        match Day::read(&self.0)? {
            (day, "") => Some(day),
            _ => None,
        }
    }

    fn key(&self) -> Key<'_, Day> {
        match self.parts() {
            Some(day) => Key::Valid(day),
            None => Key::Invalid(&self.0),
        }
    }

    /// The year.
    pub fn year(&self) -> Option<u16> {
        self.parts().map(|day| day.year)
    }

    /// The month, from 1.
    pub fn month(&self) -> Option<u8> {
        self.parts().map(|day| day.month)
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> Option<u8> {
        self.parts().map(|day| day.day)
    }

    /// Days since 1970-01-01.
    pub fn unix_days(&self) -> Option<i64> {
        self.parts().map(Day::since_epoch)
    }
}
