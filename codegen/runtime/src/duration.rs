//! Lengths of time.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::text_value::{Key, ParseTextError, text_value};
use super::{ConvertError, Fit, Json, KeptPath, Source, Value, read};

/// A length of time, `P1DT2H30M`, held as its ISO 8601 text.
///
/// Values are compared by their length: `PT90M` and `PT1H30M` are equal, and a day has 24 hours.
/// A year has 12 months, but no number of days; lengths are ordered by their months first. A text
/// that was read may be no length of time; such a one equals only itself and is ordered after all
/// others.
#[derive(Clone, Debug)]
pub struct Duration(Box<str>);

text_value!(Duration, "a duration such as P1DT2H30M");

/// The digits of a second's fraction that are compared.
const DIGITS: usize = 18;
const SECOND: i128 = 1_000_000_000_000_000_000;
const NANOSECOND: i128 = 1_000_000_000;

/// What a unit is made of: months, or parts of a second.
#[derive(Clone, Copy)]
enum Unit {
    Months(i128),
    Parts(i128),
}

/// The units before the `T`, and those after it, in their order.
const LONG: [(char, Unit); 4] = [
    ('Y', Unit::Months(12)),
    ('M', Unit::Months(1)),
    ('W', Unit::Parts(7 * 86_400 * SECOND)),
    ('D', Unit::Parts(86_400 * SECOND)),
];
const SHORT: [(char, Unit); 3] = [
    ('H', Unit::Parts(3_600 * SECOND)),
    ('M', Unit::Parts(60 * SECOND)),
    ('S', Unit::Parts(SECOND)),
];

/// Whole months, and what is beside them in parts of a second.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Length {
    months: i128,
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

    /// Adds numbers with their units, which stand in this order; whether all are whole, for only the last may have a fraction.
    fn add(&mut self, text: &str, units: &[(char, Unit)], sign: i128) -> Option<bool> {
        let mut units = units.iter();
        let (mut text, mut is_whole) = (text, true);
        while !text.is_empty() {
            let end = text.find(|it: char| it.is_ascii_alphabetic())?;
            let (number, rest) = text.split_at(end);
            let (_, unit) = units.find(|(letter, _)| rest.starts_with(*letter))?;
            let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
            let is_digits = |text: &str, most: usize| {
                (1..=most).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit())
            };
            if !is_whole || !is_digits(whole, 9) || !is_digits(fraction, DIGITS) {
                return None;
            }
            is_whole = !number.contains(['.', ',']);
            let whole: i128 = whole.parse().ok()?;
            match unit {
                Unit::Months(_) if !is_whole => return None,
                Unit::Months(count) => self.months += sign * whole * count,
                Unit::Parts(count) => {
                    let share: i128 = format!("{fraction:0<DIGITS$}").parse().ok()?;
                    self.parts += sign * (whole * count + count / SECOND * share);
                }
            }
            text = rest.get(1..)?;
        }
        Some(is_whole)
    }
}

impl Duration {
    /// So many seconds.
    pub fn from_seconds(seconds: i64) -> Self {
        let sign = if seconds < 0 { "-" } else { "" };
        Duration(format!("{sign}PT{}S", seconds.unsigned_abs()).into())
    }

    /// The whole seconds, unless years or months are among it, whose length differs.
    pub fn seconds(&self) -> Option<i64> {
        let length = Length::read(&self.0).filter(|length| length.months == 0)?;
        i64::try_from(length.parts / SECOND).ok()
    }

    /// The seconds and the nanoseconds beside them, both of one sign.
    ///
    /// # Errors
    ///
    /// It is no length of time, has years or months, or is finer than a nanosecond.
    pub fn seconds_and_nanoseconds(&self) -> Result<(i64, i32), ConvertError> {
        let length = Length::read(&self.0).ok_or(ConvertError("not a duration"))?;
        if length.months != 0 {
            return Err(ConvertError(
                "years and months, which are no number of seconds",
            ));
        }
        let (seconds, parts) = (length.parts / SECOND, length.parts % SECOND);
        if parts % NANOSECOND != 0 {
            return Err(ConvertError("finer than a nanosecond"));
        }
        match (i64::try_from(seconds), i32::try_from(parts / NANOSECOND)) {
            (Ok(seconds), Ok(nanoseconds)) => Ok((seconds, nanoseconds)),
            _ => Err(ConvertError("longer than the other type holds")),
        }
    }

    /// So many seconds and nanoseconds, both of one sign: less than nothing where one of them is.
    pub fn from_seconds_and_nanoseconds(seconds: i64, nanoseconds: i32) -> Self {
        let length = std::time::Duration::new(seconds.unsigned_abs(), nanoseconds.unsigned_abs());
        let length = Duration::from(length);
        if seconds < 0 || nanoseconds < 0 {
            Duration(format!("-{}", length.0).into())
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

impl TryFrom<&Duration> for std::time::Duration {
    type Error = ConvertError;

    /// Fails for a negative length, for years and months, and for what is finer than a nanosecond.
    fn try_from(value: &Duration) -> Result<Self, ConvertError> {
        const NEGATIVE: ConvertError = ConvertError("less than nothing");
        let (seconds, nanoseconds) = value.seconds_and_nanoseconds()?;
        let seconds = u64::try_from(seconds).map_err(|_| NEGATIVE)?;
        let nanoseconds = u32::try_from(nanoseconds).map_err(|_| NEGATIVE)?;
        Ok(Self::new(seconds, nanoseconds))
    }
}
