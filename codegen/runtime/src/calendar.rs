//! Parser of RFC 3339 dates and times, and calendar arithmetic.

use std::fmt::Display;

/// A date of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Day {
    pub(super) year: u16,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Day {
    /// Parses `YYYY-MM-DD` at the start of a text and returns the rest; `None` if the calendar has no such date.
    pub(super) fn read(text: &str) -> Option<(Self, &str)> {
        let (year, text) = parse_digits(text, 4)?;
        let (month, text) = parse_digits(text.strip_prefix('-')?, 2)?;
        let (day, text) = parse_digits(text.strip_prefix('-')?, 2)?;
        let date = Day {
            year,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        };
        let exists = (1..=date.days_in_month()).contains(&date.day);
        exists.then_some((date, text))
    }

    fn days_in_month(self) -> u8 {
        let leap = match (self.year % 400, self.year % 100, self.year % 4) {
            (0, _, _) => true,
            (_, 0, _) => false,
            (_, _, remainder) => remainder == 0,
        };
        match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        }
    }

    /// Returns the date at a number of days since 1970-01-01; `None` if its year does not have four digits.
    pub(super) fn from_epoch(days: i64) -> Option<Self> {
        // In years that start in March the leap day is the last day of four years, of a century, and of four centuries.
        let days = days.checked_add(719_468)?;
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        let date = Day {
            year: u16::try_from(year).ok().filter(|year| *year <= 9_999)?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        };
        Some(date)
    }

    /// The number of days since 1970-01-01.
    pub(super) fn since_epoch(self) -> i64 {
        // Years that start in March have their leap day last.
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let month = if month > 2 { month - 3 } else { month + 9 };
        let before_year =
            year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let before_month = (month * 153 + 2) / 5;
        before_year + before_month + i64::from(self.day) - 1 - 719_468
    }
}

/// A date and a time of day, with or without an offset from UTC.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment<'t> {
    pub(super) day: Day,
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    /// The digits of the fraction of a second, without trailing zeros.
    pub(super) fraction: &'t str,
    /// Minutes east of UTC.
    pub(super) offset: Option<i16>,
}

impl<'t> Moment<'t> {
    /// Parses a whole text.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let (day, text) = Day::read(text)?;
        let (hour, text) = parse_digits(text.strip_prefix(['T', 't', ' '])?, 2)?;
        let (minute, text) = parse_digits(text.strip_prefix(':')?, 2)?;
        let (second, text) = parse_digits(text.strip_prefix(':')?, 2)?;
        let (fraction, text) = match text.strip_prefix('.') {
            None => ("", text),
            Some(text) => {
                let end = text.find(|c: char| !c.is_ascii_digit());
                let (fraction, text) = text.split_at(end.unwrap_or(text.len()));
                if fraction.is_empty() {
                    return None;
                }
                (fraction.trim_end_matches('0'), text)
            }
        };
        let moment = Moment {
            day,
            hour: u8::try_from(hour).ok()?,
            minute: u8::try_from(minute).ok()?,
            second: u8::try_from(second).ok()?,
            fraction,
            offset: parse_offset(text)?,
        };
        moment.exists().then_some(moment)
    }

    fn exists(&self) -> bool {
        // A leap second is the last second of a day in UTC.
        let last = match self.offset {
            Some(offset) => {
                (i32::from(self.hour) * 60 + i32::from(self.minute) - i32::from(offset))
                    .rem_euclid(24 * 60)
                    == 24 * 60 - 1
            }
            None => true,
        };
        self.hour < 24 && self.minute < 60 && self.second <= if last { 60 } else { 59 }
    }

    /// Seconds since 1970-01-01T00:00:00 in local time. A leap second counts as the first second of the next day.
    pub(super) fn local_seconds(&self) -> i64 {
        let time = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60;
        self.day.since_epoch() * 86_400 + time + i64::from(self.second)
    }

    pub(super) fn is_leap_second(&self) -> bool {
        self.second == 60
    }

    /// The fraction in nanoseconds; digits after the ninth are cut off.
    pub(super) fn nanosecond(&self) -> u32 {
        let digits = self.fraction.bytes().chain(std::iter::repeat(b'0'));
        digits
            .take(9)
            .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
    }
}

/// Sort key of moments: the second, then a leap second after the second before it, then the fraction.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct MomentKey<'t>(i64, bool, &'t str);

impl<'t> MomentKey<'t> {
    /// Creates the key; `seconds` are those of the moment in the time zone of the comparison.
    pub(super) fn new(moment: &Moment<'t>, seconds: i64) -> Self {
        let leap = moment.is_leap_second();
        MomentKey(seconds - i64::from(leap), leap, moment.fraction)
    }
}

/// Formats a date and a time of day as RFC 3339 text without an offset. The text is empty, and so not valid, if
/// `nanosecond` is out of range.
pub(super) fn format_clock(
    day: &impl Display,
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
) -> String {
    if nanosecond > 999_999_999 {
        return String::new();
    }
    let mut text = format!("{day}T{hour:02}:{minute:02}:{second:02}");
    if nanosecond > 0 {
        let fraction = format!(".{nanosecond:09}");
        text.push_str(fraction.trim_end_matches('0'));
    }
    text
}

/// Parses the end of a text as an offset, which may be absent.
fn parse_offset(text: &str) -> Option<Option<i16>> {
    match text {
        "" => return Some(None),
        "Z" | "z" => return Some(Some(0)),
        _ => {}
    }
    let east = match text.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return None,
    };
    let (hours, text) = parse_digits(text.get(1..)?, 2)?;
    let (minutes, text) = parse_digits(text.strip_prefix(':')?, 2)?;
    let minutes = (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)?;
    let minutes = i16::try_from(minutes).ok()?;
    text.is_empty().then_some(Some(east * minutes))
}

/// Parses `count` ASCII digits at the start of a text and returns the rest.
pub(super) fn parse_digits(text: &str, count: usize) -> Option<(u16, &str)> {
    let (number, rest) = text.split_at_checked(count)?;
    let plain = number.bytes().all(|byte| byte.is_ascii_digit());
    Some((number.parse().ok().filter(|_| plain)?, rest))
}
