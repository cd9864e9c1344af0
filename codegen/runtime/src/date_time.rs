//! Instants.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::{Moment, MomentKey, clock_text};
use super::text_value::{Key, ParseTextError, text_value};
use super::{Date, Fit, Json, KeptPath, Source, Value, read};

/// An instant, `2024-01-02T03:04:05.1234567Z`, held as its RFC 3339 text.
///
/// Values are compared as instants: neither the offset nor zeros at the end of the fraction
/// matter, and a fraction may have any number of digits. A text that was read may be no instant,
/// be it that it has no offset or that the calendar lacks its day; such a one equals only itself
/// and is ordered after all others.
#[derive(Clone, Debug)]
pub struct DateTime(Box<str>);

text_value!(DateTime, "a date-time such as 2024-01-02T03:04:05Z");

impl DateTime {
    /// The instant at which a clock that is so many minutes ahead of UTC shows this.
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
        offset_minutes: i16,
    ) -> Result<Self, ParseTextError> {
        let local = clock_text(day, hour, minute, second, nanosecond);
        match offset_minutes {
            0 => format!("{local}Z").parse(),
            minutes => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60).parse()
            }
        }
    }

    /// The parts of the text, if it is an instant.
    pub(super) fn parts(&self) -> Option<Moment<'_>> {
        Moment::read(&self.0).filter(|moment| moment.offset.is_some())
    }

    fn key(&self) -> Key<'_, MomentKey<'_>> {
        match self.parts().zip(self.unix_seconds()) {
            Some((moment, seconds)) => Key::Valid(MomentKey::new(&moment, seconds)),
            None => Key::Invalid(&self.0),
        }
    }

    /// The year, where the offset is.
    pub fn year(&self) -> Option<u16> {
        self.parts().map(|moment| moment.day.year)
    }

    /// The month from 1, where the offset is.
    pub fn month(&self) -> Option<u8> {
        self.parts().map(|moment| moment.day.month)
    }

    /// The day of the month from 1, where the offset is.
    pub fn day(&self) -> Option<u8> {
        self.parts().map(|moment| moment.day.day)
    }

    /// The hour, where the offset is.
    pub fn hour(&self) -> Option<u8> {
        self.parts().map(|moment| moment.hour)
    }

    /// The minute, where the offset is.
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
