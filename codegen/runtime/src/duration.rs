//! Durations as ISO 8601 text.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::short_text::ShortText;
use super::source::deserialize;
use super::text_value::{Key, ParseTextError, text_value};
use super::{ConvertError, Fit, Json, KeptPath, Source, Value};

/// A duration as ISO 8601 text: `P1DT2H30M`.
///
/// The rule is that of ISO 8601, with units in their order, of which any may be missing: weeks beside days, a year without
/// months, and a fraction of the last unit, which RFC 3339 forbids and services send. A sign before the `P` is allowed too.
/// Years and months have no fraction, and numbers have up to 30 digits before and after the point.
///
/// Values are compared by length: `PT90M` equals `PT1H30M`, and a day has 24 hours. A year has 12 months, but no fixed
/// number of days, so durations are ordered by months first. A value that was read may be no duration. Such a value
/// equals only itself and sorts after all valid ones.
#[derive(Clone, Debug)]
pub struct Duration(ShortText);

text_value!(Duration, "a duration such as P1DT2H30M");

/// The number of digits before and after the point. No sum of units with more of them would fit.
const DIGITS: usize = 30;
const SECOND: i128 = 10_i128.pow(DIGITS as u32);
const NANOSECOND: i128 = SECOND / 1_000_000_000;

/// A unit, in months or in seconds.
#[derive(Clone, Copy)]
enum Unit {
    Months(i128),
    Seconds(i128),
}

/// The units before the `T`, in order.
const LONG: [(char, Unit); 4] = [
    ('Y', Unit::Months(12)),
    ('M', Unit::Months(1)),
    ('W', Unit::Seconds(7 * 86_400)),
    ('D', Unit::Seconds(86_400)),
];
/// The units after the `T`, in order.
const SHORT: [(char, Unit); 3] = [
    ('H', Unit::Seconds(3_600)),
    ('M', Unit::Seconds(60)),
    ('S', Unit::Seconds(1)),
];

/// Whole months, whole seconds, and the rest in parts of a second.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Length {
    months: i128,
    seconds: i128,
    parts: i128,
}

impl Length {
    fn read(text: &str) -> Option<Self> {
        let (sign, text) = match text.strip_prefix(['-', '+']) {
            Some(rest) => (if text.starts_with('-') { -1 } else { 1 }, rest),
            None => (1, text),
        };
        let text = text.strip_prefix('P')?;
        let (long, short) = match text.split_once('T') {
            Some((_, "")) => return None,
            Some((long, short)) => (long, short),
            None => (text, ""),
        };
        if long.is_empty() && short.is_empty() {
            return None;
        }
        let mut length = Length::default();
        let is_whole = length.add(long, &LONG, sign)?;
        let follows = short.is_empty() || is_whole;
        (follows && length.add(short, &SHORT, sign).is_some()).then_some(length)
    }

    /// Adds numbers with units, which have to be in this order. Returns true if all numbers are whole, since only the
    /// last one may have a fraction.
    fn add(&mut self, text: &str, units: &[(char, Unit)], sign: i128) -> Option<bool> {
        let mut units = units.iter();
        let (mut text, mut is_whole) = (text, true);
        while !text.is_empty() {
            let end = text.find(|it: char| it.is_ascii_alphabetic())?;
            let (number, rest) = text.split_at(end);
            let (_, unit) = units.find(|(letter, _)| rest.starts_with(*letter))?;
            let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
            let is_digits = |text: &str| {
                (1..=DIGITS).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit())
            };
            if !is_whole || !is_digits(whole) || !is_digits(fraction) {
                return None;
            }
            is_whole = !number.contains(['.', ',']);
            let whole: i128 = whole.parse().ok()?;
            match unit {
                Unit::Months(_) if !is_whole => return None,
                Unit::Months(count) => self.months += sign * whole * count,
                Unit::Seconds(count) => {
                    let share: i128 = format!("{fraction:0<DIGITS$}").parse().ok()?;
                    let parts = count * share;
                    self.seconds += sign * (whole * count + parts / SECOND);
                    self.parts += sign * (parts % SECOND);
                }
            }
            text = rest.get(1..)?;
        }
        Some(is_whole)
    }
}

impl Duration {
    /// Creates a duration of whole seconds.
    pub fn from_seconds(seconds: i64) -> Self {
        let sign = if seconds < 0 { "-" } else { "" };
        Duration(format!("{sign}PT{}S", seconds.unsigned_abs()).into())
    }

    /// The whole seconds; `None` for years and months, which have no fixed length.
    pub fn seconds(&self) -> Option<i64> {
        let length = Length::read(&self.0).filter(|length| length.months == 0)?;
        i64::try_from(length.seconds).ok()
    }

    /// The seconds and the remaining nanoseconds, both with the same sign.
    ///
    /// # Errors
    ///
    /// The text is no duration, has years or months, is finer than a nanosecond, or has more seconds than an `i64`.
    pub fn seconds_and_nanoseconds(&self) -> Result<(i64, i32), ConvertError> {
        let length = Length::read(&self.0).ok_or(ConvertError("not a duration"))?;
        if length.months != 0 {
            return Err(ConvertError("years and months, which have no fixed length"));
        }
        let (seconds, parts) = (length.seconds, length.parts);
        if parts % NANOSECOND != 0 {
            return Err(ConvertError("finer than a nanosecond"));
        }
        match (i64::try_from(seconds), i32::try_from(parts / NANOSECOND)) {
            (Ok(seconds), Ok(nanoseconds)) => Ok((seconds, nanoseconds)),
            _ => Err(ConvertError("longer than the other type holds")),
        }
    }

    /// Creates a duration from seconds and nanoseconds with the same sign; it is negative if one of them is.
    pub fn from_seconds_and_nanoseconds(seconds: i64, nanoseconds: i32) -> Self {
        let length = std::time::Duration::new(seconds.unsigned_abs(), nanoseconds.unsigned_abs());
        let length = Duration::from(length);
        if seconds < 0 || nanoseconds < 0 {
            Duration(format!("-{length}").into())
        } else {
            length
        }
    }

    fn key(&self) -> Key<'_, Length> {
        Key::of(Length::read(&self.0), &self.0)
    }
}

impl From<std::time::Duration> for Duration {
    fn from(value: std::time::Duration) -> Self {
        let (seconds, fraction) = (value.as_secs(), value.subsec_nanos());
        let text = match fraction {
            0 => format!("PT{seconds}S"),
            _ => format!(
                "PT{}S",
                format!("{seconds}.{fraction:09}").trim_end_matches('0')
            ),
        };
        Duration(text.into())
    }
}

impl From<&std::time::Duration> for Duration {
    fn from(value: &std::time::Duration) -> Self {
        Self::from(*value)
    }
}

impl TryFrom<Duration> for std::time::Duration {
    type Error = ConvertError;

    /// Fails as for a reference.
    fn try_from(value: Duration) -> Result<Self, ConvertError> {
        Self::try_from(&value)
    }
}

impl TryFrom<&Duration> for std::time::Duration {
    type Error = ConvertError;

    /// Fails for a negative duration, for years and months, and for a fraction finer than a nanosecond.
    fn try_from(value: &Duration) -> Result<Self, ConvertError> {
        const NEGATIVE: ConvertError = ConvertError("a negative duration");
        let (seconds, nanoseconds) = value.seconds_and_nanoseconds()?;
        let seconds = u64::try_from(seconds).map_err(|_| NEGATIVE)?;
        let nanoseconds = u32::try_from(nanoseconds).map_err(|_| NEGATIVE)?;
        Ok(Self::new(seconds, nanoseconds))
    }
}
