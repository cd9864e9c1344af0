//! Conversions to and from the crate `chrono`, which has nine digits of a second and represents a leap second by
//! 1,000,000,000 nanoseconds and more.

use ::chrono::{
    Datelike, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike, Utc,
};

use super::super::calendar::{Day, Moment};
use super::super::{Date, DateTime, Duration, HttpDate, LocalDateTime, UnixTime};
use super::ConvertError;
use super::foreign::{foreign_values, through_references, through_values, unix_seconds};

const INVALID: ConvertError = ConvertError("not a date of the calendar");
const FINER: ConvertError = ConvertError("finer than a nanosecond");
const ZONED: ConvertError = ConvertError("a date-time with an offset, but the other type has none");
const BEYOND: ConvertError = ConvertError("out of the range of RFC 3339");
const OUTSIDE: ConvertError = ConvertError("out of the range of the crate chrono");
const FRACTION: ConvertError =
    ConvertError("a fraction of a second, but the other type has whole seconds");

const SECOND: u32 = 1_000_000_000;

fn to_date(day: Day) -> Result<NaiveDate, ConvertError> {
    NaiveDate::from_ymd_opt(day.year.into(), day.month.into(), day.day.into()).ok_or(INVALID)
}

fn to_local(moment: &Moment<'_>) -> Result<NaiveDateTime, ConvertError> {
    if moment.fraction.len() > 9 {
        return Err(FINER);
    }
    let (second, nanosecond) = if moment.is_leap_second() {
        (59, SECOND + moment.nanosecond())
    } else {
        (moment.second.into(), moment.nanosecond())
    };
    to_date(moment.day)?
        .and_hms_nano_opt(moment.hour.into(), moment.minute.into(), second, nanosecond)
        .ok_or(INVALID)
}

fn from_date(date: &impl Datelike) -> Result<Date, ConvertError> {
    let year = u16::try_from(date.year()).map_err(|_| BEYOND)?;
    Date::new(year, small(date.month())?, small(date.day())?).map_err(|_| BEYOND)
}

/// Hour, minute, second and nanosecond.
fn from_time(time: &impl Timelike) -> Result<(u8, u8, u8, u32), ConvertError> {
    let leap = time.nanosecond() >= SECOND;
    let second = small(time.second())? + u8::from(leap);
    let nanosecond = time.nanosecond() % SECOND;
    Ok((
        small(time.hour())?,
        small(time.minute())?,
        second,
        nanosecond,
    ))
}

fn small(number: u32) -> Result<u8, ConvertError> {
    u8::try_from(number).map_err(|_| BEYOND)
}

impl TryFrom<&Date> for NaiveDate {
    type Error = ConvertError;

    fn try_from(value: &Date) -> Result<Self, ConvertError> {
        to_date(value.parts().ok_or(INVALID)?)
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = ConvertError;

    /// Fails for a year that does not have four digits.
    fn try_from(value: NaiveDate) -> Result<Self, ConvertError> {
        from_date(&value)
    }
}

impl TryFrom<&LocalDateTime> for NaiveDateTime {
    type Error = ConvertError;

    /// Fails if there is an offset, which would be lost.
    fn try_from(value: &LocalDateTime) -> Result<Self, ConvertError> {
        let moment = value.parts().ok_or(INVALID)?;
        match moment.offset {
            Some(_) => Err(ZONED),
            None => to_local(&moment),
        }
    }
}

impl TryFrom<NaiveDateTime> for LocalDateTime {
    type Error = ConvertError;

    /// Fails for a year that does not have four digits.
    fn try_from(value: NaiveDateTime) -> Result<Self, ConvertError> {
        let (hour, minute, second, nanosecond) = from_time(&value)?;
        LocalDateTime::new(&from_date(&value)?, hour, minute, second, nanosecond)
            .map_err(|_| BEYOND)
    }
}

impl TryFrom<&DateTime> for ::chrono::DateTime<FixedOffset> {
    type Error = ConvertError;

    /// Keeps the offset. Fails for more than nine digits of a second.
    fn try_from(value: &DateTime) -> Result<Self, ConvertError> {
        let moment = value.parts().ok_or(INVALID)?;
        let minutes = i32::from(moment.offset.ok_or(INVALID)?);
        let offset = FixedOffset::east_opt(minutes * 60).ok_or(INVALID)?;
        offset
            .from_local_datetime(&to_local(&moment)?)
            .single()
            .ok_or(INVALID)
    }
}

impl TryFrom<&DateTime> for ::chrono::DateTime<Utc> {
    type Error = ConvertError;

    /// Drops the offset. Fails for more than nine digits of a second.
    fn try_from(value: &DateTime) -> Result<Self, ConvertError> {
        ::chrono::DateTime::<FixedOffset>::try_from(value).map(|value| value.to_utc())
    }
}

impl<Z: TimeZone> TryFrom<::chrono::DateTime<Z>> for DateTime {
    type Error = ConvertError;

    /// Fails for a year that does not have four digits, and for an offset that is not in whole minutes.
    fn try_from(value: ::chrono::DateTime<Z>) -> Result<Self, ConvertError> {
        let seconds = value.offset().fix().local_minus_utc();
        if seconds % 60 != 0 {
            return Err(BEYOND);
        }
        let offset = i16::try_from(seconds / 60).map_err(|_| BEYOND)?;
        let (hour, minute, second, nanosecond) = from_time(&value)?;
        DateTime::new(
            &from_date(&value)?,
            hour,
            minute,
            second,
            nanosecond,
            offset,
        )
        .map_err(|_| BEYOND)
    }
}

impl TryFrom<&HttpDate> for ::chrono::DateTime<Utc> {
    type Error = ConvertError;

    /// Fails for a leap second.
    fn try_from(value: &HttpDate) -> Result<Self, ConvertError> {
        let seconds = unix_seconds(value)?;
        Self::from_timestamp(seconds, 0).ok_or(OUTSIDE)
    }
}

impl<Z: TimeZone> TryFrom<::chrono::DateTime<Z>> for HttpDate {
    type Error = ConvertError;

    /// Fails for a fraction of a second, and for a year that does not have four digits.
    fn try_from(value: ::chrono::DateTime<Z>) -> Result<Self, ConvertError> {
        let seconds = UnixTime::try_from(value)?.seconds();
        HttpDate::from_unix_seconds(seconds).ok_or(BEYOND)
    }
}

impl TryFrom<UnixTime> for ::chrono::DateTime<Utc> {
    type Error = ConvertError;

    fn try_from(value: UnixTime) -> Result<Self, ConvertError> {
        Self::from_timestamp(value.seconds(), 0).ok_or(OUTSIDE)
    }
}

impl<Z: TimeZone> TryFrom<::chrono::DateTime<Z>> for UnixTime {
    type Error = ConvertError;

    /// Fails for a fraction of a second and for a leap second.
    fn try_from(value: ::chrono::DateTime<Z>) -> Result<Self, ConvertError> {
        match value.nanosecond() {
            0 => Ok(UnixTime::new(value.timestamp())),
            _ => Err(FRACTION),
        }
    }
}

impl TryFrom<&Duration> for TimeDelta {
    type Error = ConvertError;

    /// Fails for years and months, and for a fraction finer than a nanosecond.
    fn try_from(value: &Duration) -> Result<Self, ConvertError> {
        let (seconds, nanoseconds) = value.seconds_and_nanoseconds()?;
        let whole = Self::try_seconds(seconds).ok_or(OUTSIDE)?;
        whole
            .checked_add(&Self::nanoseconds(nanoseconds.into()))
            .ok_or(OUTSIDE)
    }
}

impl From<TimeDelta> for Duration {
    fn from(value: TimeDelta) -> Self {
        Duration::from_seconds_and_nanoseconds(value.num_seconds(), value.subsec_nanos())
    }
}

impl From<&TimeDelta> for Duration {
    fn from(value: &TimeDelta) -> Self {
        Self::from(*value)
    }
}

through_references! {
    Date => NaiveDate;
    LocalDateTime => NaiveDateTime;
    DateTime => ::chrono::DateTime<FixedOffset>;
    DateTime => ::chrono::DateTime<Utc>;
    HttpDate => ::chrono::DateTime<Utc>;
    Duration => TimeDelta;
}

through_values! {
    NaiveDate => Date;
    NaiveDateTime => LocalDateTime;
    where Z: TimeZone, ::chrono::DateTime<Z> => DateTime;
    where Z: TimeZone, ::chrono::DateTime<Z> => HttpDate;
    where Z: TimeZone, ::chrono::DateTime<Z> => UnixTime;
    UnixTime => ::chrono::DateTime<Utc>;
}

foreign_values! {
    ::chrono::DateTime<FixedOffset> as DateTime;
    ::chrono::DateTime<Utc> as DateTime;
    NaiveDateTime as LocalDateTime;
    NaiveDate as Date;
}
