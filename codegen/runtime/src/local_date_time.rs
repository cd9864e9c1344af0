//! Date-times without an offset.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::{Moment, MomentKey, clock_text};
use super::text_value::{Key, ParseTextError, text_value};
use super::{Date, Fit, Json, KeptPath, Source, Value, read};

/// What a clock shows, `2016-03-11T00:00:00`, held as its text.
///
/// It is for services that leave the offset out; one that is sent nevertheless is no error.
/// Values are compared by what the clock shows, zeros at the end of the fraction aside, then by
/// their offsets, none before any. A text that was read may be no such thing; it equals only
/// itself and is ordered after all others.
#[derive(Clone, Debug)]
pub struct LocalDateTime(Box<str>);

text_value!(LocalDateTime, "a date-time such as 2024-01-02T03:04:05");

impl LocalDateTime {
    /// What a clock shows.
    ///
    /// # Errors
    ///
    /// If no clock does.
    pub fn new(
        day: &Date,
        hour: u8,
        minute: u8,
        second: u8,
        nanosecond: u32,
    ) -> Result<Self, ParseTextError> {
        clock_text(day, hour, minute, second, nanosecond).parse()
    }

    /// The parts of the text, if it is a date-time.
    pub(super) fn parts(&self) -> Option<Moment<'_>> {
        Moment::read(&self.0)
    }

    fn key(&self) -> Key<'_, (MomentKey<'_>, Option<i16>)> {
        match self.parts() {
            Some(moment) => {
                let seconds = moment.local_seconds();
                Key::Valid((MomentKey::new(&moment, seconds), moment.offset))
            }
            None => Key::Invalid(&self.0),
        }
    }

    /// The year.
    pub fn year(&self) -> Option<u16> {
        self.parts().map(|moment| moment.day.year)
    }

    /// The month, from 1.
    pub fn month(&self) -> Option<u8> {
        self.parts().map(|moment| moment.day.month)
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> Option<u8> {
        self.parts().map(|moment| moment.day.day)
    }

    /// The hour.
    pub fn hour(&self) -> Option<u8> {
        self.parts().map(|moment| moment.hour)
    }

    /// The minute.
    pub fn minute(&self) -> Option<u8> {
        self.parts().map(|moment| moment.minute)
    }

    /// The second; 60 is a leap second.
    pub fn second(&self) -> Option<u8> {
        self.parts().map(|moment| moment.second)
    }

    /// The digits of the second's fraction, without zeros at the end.
    pub fn fraction(&self) -> Option<&str> {
        self.parts().map(|moment| moment.fraction)
    }

    /// The second's fraction in nanoseconds; digits after the ninth are cut off.
    pub fn nanosecond(&self) -> Option<u32> {
        self.parts().map(|moment| moment.nanosecond())
    }

    /// The offset in minutes east of UTC, if one was sent nevertheless.
    pub fn offset_minutes(&self) -> Option<i16> {
        self.parts()?.offset
    }
}
