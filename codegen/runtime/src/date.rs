//! Calendar dates.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::Day;
use super::short_text::ShortText;
use super::source::deserialize;
use super::text_value::{Key, ParseTextError, text_value};
use super::{Fit, Json, KeptPath, Source, Value};

/// A calendar date as text: `2024-01-02`.
///
/// A value that was read may be no date of the calendar; official samples contain a 30 February. Such a value equals
/// only itself and sorts after all valid ones.
#[derive(Clone, Debug)]
pub struct Date(ShortText);

text_value!(Date, "a date such as 2024-01-02");

impl Date {
    /// Creates a date from a year of at most four digits, a month and a day, both from 1.
    ///
    /// # Errors
    ///
    /// The calendar has no such date.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, ParseTextError> {
        format!("{year:04}-{month:02}-{day:02}").parse()
    }

    /// The parsed date; `None` if the calendar does not have it.
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

    /// The number of days since 1970-01-01.
    pub fn unix_days(&self) -> Option<i64> {
        self.parts().map(Day::since_epoch)
    }
}
