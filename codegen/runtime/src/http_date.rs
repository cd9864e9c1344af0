//! Instants in the format of HTTP headers.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::{Day, parse_digits};
use super::source::deserialize;
use super::text_value::{Key, ParseTextError, text_value};
use super::{Fit, Json, KeptPath, Source, Value};

/// An instant as RFC 1123 text: `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// Values are compared as instants. A value that was read may be no instant. Such a value equals only itself and sorts
/// after all valid ones.
#[derive(Clone, Debug)]
pub struct HttpDate(Box<str>);

text_value!(
    HttpDate,
    "a date-time such as Sun, 06 Nov 1994 08:49:37 GMT"
);

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl HttpDate {
    /// Creates an instant from seconds since 1970-01-01T00:00:00Z; `None` if the year does not have four digits.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        let (days, time) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let Day { year, month, day } = Day::from_epoch(days)?;
        let week_day = DAYS.get(usize::try_from(days.rem_euclid(7)).ok()?)?;
        let month = MONTHS.get(usize::from(month) - 1)?;
        let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
        let text =
            format!("{week_day}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT");
        Some(HttpDate(text.into()))
    }

    /// Seconds since 1970-01-01T00:00:00Z; a leap second counts as the first of the next day.
    pub fn unix_seconds(&self) -> Option<i64> {
        let (week_day, text) = self.0.split_once(", ")?;
        let (day, text) = parse_digits(text, 2)?;
        let (month, text) = text.strip_prefix(' ')?.split_at_checked(3)?;
        let month = MONTHS.iter().position(|name| *name == month)? + 1;
        let (year, text) = parse_digits(text.strip_prefix(' ')?, 4)?;
        let (date, _) = Day::read(&format!("{year:04}-{month:02}-{day:02}"))?;
        let (hour, text) = parse_digits(text.strip_prefix(' ')?, 2)?;
        let (minute, text) = parse_digits(text.strip_prefix(':')?, 2)?;
        let (second, text) = parse_digits(text.strip_prefix(':')?, 2)?;
        let exists = hour < 24 && minute < 60 && second <= 60 && DAYS.contains(&week_day);
        let time = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
        (exists && text == " GMT").then(|| date.since_epoch() * 86_400 + time)
    }

    fn key(&self) -> Key<'_, i64> {
        Key::of(self.unix_seconds(), &self.0)
    }
}
