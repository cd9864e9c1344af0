//! Date-times without an offset.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::{Moment, MomentKey, format_clock};
use super::short_text::ShortText;
use super::source::deserialize;
use super::text_value::{Key, ParseTextError, text_value};
use super::{Date, Fit, Json, KeptPath, Source, Value};

/// A local date and time as text: `2016-03-11T00:00:00`.
///
/// Services that leave out the offset send it; an offset that is sent nevertheless is not an error. Values are compared
/// by local time, then by offset, no offset before any; trailing zeros of the fraction do not matter. A value that was
/// read may be no date-time. Such a value equals only itself and sorts after all valid ones.
#[derive(Clone, Debug)]
pub struct LocalDateTime(ShortText);

text_value!(LocalDateTime, "a date-time such as 2024-01-02T03:04:05");

impl LocalDateTime {
    /// Creates a local date and time.
    ///
    /// # Errors
    ///
    /// A part is out of range, or the date is not valid.
    pub fn new(
        day: &Date,
        hour: u8,
        minute: u8,
        second: u8,
        nanosecond: u32,
    ) -> Result<Self, ParseTextError> {
        format_clock(day, hour, minute, second, nanosecond).parse()
    }

    /// The parsed date and time; `None` if the text is no date-time.
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

    /// The digits of the fraction of a second, without trailing zeros.
    pub fn fraction(&self) -> Option<&str> {
        self.parts().map(|moment| moment.fraction)
    }

    /// The fraction of a second in nanoseconds; digits after the ninth are cut off.
    pub fn nanosecond(&self) -> Option<u32> {
        self.parts().map(|moment| moment.nanosecond())
    }

    /// The offset in minutes east of UTC, if one was sent nevertheless.
    pub fn offset_minutes(&self) -> Option<i16> {
        self.parts()?.offset
    }
}
