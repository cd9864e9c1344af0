//! Instants as RFC 3339 text.

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

/// An instant as RFC 3339 text: `2024-01-02T03:04:05.1234567Z`.
///
/// Values are compared as instants: the offset and trailing zeros of the fraction do not matter, and the fraction may
/// have any number of digits. A value that was read may be no instant, because it has no offset or the calendar does
/// not have its date. Such a value equals only itself and sorts after all valid ones.
#[derive(Clone, Debug)]
pub struct DateTime(ShortText);

text_value!(DateTime, "a date-time such as 2024-01-02T03:04:05Z");

impl DateTime {
    /// Creates an instant from a local date and time and its offset in minutes east of UTC.
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
        offset_minutes: i16,
    ) -> Result<Self, ParseTextError> {
        let local = format_clock(day, hour, minute, second, nanosecond);
        match offset_minutes {
            0 => format!("{local}Z").parse(),
            minutes => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60).parse()
            }
        }
    }

    /// The parsed date, time and offset; `None` if the text is no instant.
    pub(super) fn parts(&self) -> Option<Moment<'_>> {
        Moment::read(&self.0).filter(|moment| moment.offset.is_some())
    }

    fn key(&self) -> Key<'_, MomentKey<'_>> {
        match self.parts().zip(self.unix_seconds()) {
            Some((moment, seconds)) => Key::Valid(MomentKey::new(&moment, seconds)),
            None => Key::Invalid(&self.0),
        }
    }

    /// The year in local time.
    pub fn year(&self) -> Option<u16> {
        self.parts().map(|moment| moment.day.year)
    }

    /// The month in local time, from 1.
    pub fn month(&self) -> Option<u8> {
        self.parts().map(|moment| moment.day.month)
    }

    /// The day of the month in local time, from 1.
    pub fn day(&self) -> Option<u8> {
        self.parts().map(|moment| moment.day.day)
    }

    /// The hour in local time.
    pub fn hour(&self) -> Option<u8> {
        self.parts().map(|moment| moment.hour)
    }

    /// The minute in local time.
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

    /// The offset in minutes east of UTC.
    pub fn offset_minutes(&self) -> Option<i16> {
        self.parts()?.offset
    }

    /// Seconds since 1970-01-01T00:00:00Z; a leap second counts as the first of the next day.
    pub fn unix_seconds(&self) -> Option<i64> {
        let moment = self.parts()?;
        Some(moment.local_seconds() - i64::from(moment.offset?) * 60)
    }
}
