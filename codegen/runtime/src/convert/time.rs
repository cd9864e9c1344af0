//! Conversions to and from the crate `time`, which has nine digits of a second and no leap seconds.

use ::time::{Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::super::calendar::{Day, Moment};
use super::super::{Date, DateTime, Duration, HttpDate, LocalDateTime, UnixTime};
use super::ConvertError;
use super::foreign::{foreign_values, through_references, through_values, unix_seconds};

const INVALID: ConvertError = ConvertError("not a date of the calendar");
const FINER: ConvertError = ConvertError("finer than a nanosecond");
const ZONED: ConvertError = ConvertError("a date-time with an offset, but the other type has none");
const BEYOND: ConvertError = ConvertError("out of the range of RFC 3339");
const OUTSIDE: ConvertError = ConvertError("out of the range of the crate time");
const FRACTION: ConvertError =
    ConvertError("a fraction of a second, but the other type has whole seconds");
const LEAP: ConvertError = ConvertError("a leap second, which the crate time does not have");

fn to_date(day: Day) -> Result<::time::Date, ConvertError> {
    let month = Month::try_from(day.month).map_err(|_| INVALID)?;
    ::time::Date::from_calendar_date(day.year.into(), month, day.day).map_err(|_| INVALID)
}

fn to_local(moment: &Moment<'_>) -> Result<PrimitiveDateTime, ConvertError> {
    if moment.fraction.len() > 9 {
        return Err(FINER);
    }
    let nanosecond = moment.nanosecond();
    let time = Time::from_hms_nano(moment.hour, moment.minute, moment.second, nanosecond)
        .map_err(|_| LEAP)?;
    Ok(PrimitiveDateTime::new(to_date(moment.day)?, time))
}

fn from_date(date: ::time::Date) -> Result<Date, ConvertError> {
    let year = u16::try_from(date.year()).map_err(|_| BEYOND)?;
    Date::new(year, date.month().into(), date.day()).map_err(|_| BEYOND)
}

impl TryFrom<&Date> for ::time::Date {
    type Error = ConvertError;

    fn try_from(value: &Date) -> Result<Self, ConvertError> {
        to_date(value.parts().ok_or(INVALID)?)
    }
}

impl TryFrom<::time::Date> for Date {
    type Error = ConvertError;

    /// Fails for a year that does not have four digits.
    fn try_from(value: ::time::Date) -> Result<Self, ConvertError> {
        from_date(value)
    }
}

impl TryFrom<&LocalDateTime> for PrimitiveDateTime {
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

impl TryFrom<PrimitiveDateTime> for LocalDateTime {
    type Error = ConvertError;

    /// Fails for a year that does not have four digits.
    fn try_from(value: PrimitiveDateTime) -> Result<Self, ConvertError> {
        let date = from_date(value.date())?;
        let (hour, minute, second, nanosecond) = value.time().as_hms_nano();
        LocalDateTime::new(&date, hour, minute, second, nanosecond).map_err(|_| BEYOND)
    }
}

impl TryFrom<&DateTime> for OffsetDateTime {
    type Error = ConvertError;

    /// Keeps the offset. Fails for a leap second and for more than nine digits of a second.
    fn try_from(value: &DateTime) -> Result<Self, ConvertError> {
        let moment = value.parts().ok_or(INVALID)?;
        let minutes = i32::from(moment.offset.ok_or(INVALID)?);
        let offset = UtcOffset::from_whole_seconds(minutes * 60).map_err(|_| INVALID)?;
        Ok(to_local(&moment)?.assume_offset(offset))
    }
}

impl TryFrom<OffsetDateTime> for DateTime {
    type Error = ConvertError;

    /// Fails for a year that does not have four digits, and for an offset that is not in whole minutes.
    fn try_from(value: OffsetDateTime) -> Result<Self, ConvertError> {
        let date = from_date(value.date())?;
        let (hour, minute, second, nanosecond) = value.time().as_hms_nano();
        let seconds = value.offset().whole_seconds();
        if seconds % 60 != 0 {
            return Err(BEYOND);
        }
        let offset = i16::try_from(seconds / 60).map_err(|_| BEYOND)?;
        DateTime::new(&date, hour, minute, second, nanosecond, offset).map_err(|_| BEYOND)
    }
}

impl TryFrom<&HttpDate> for OffsetDateTime {
    type Error = ConvertError;

    /// Fails for a leap second.
    fn try_from(value: &HttpDate) -> Result<Self, ConvertError> {
        let seconds = unix_seconds(value)?;
        Self::from_unix_timestamp(seconds).map_err(|_| OUTSIDE)
    }
}

impl TryFrom<OffsetDateTime> for HttpDate {
    type Error = ConvertError;

    /// Fails for a fraction of a second, and for a year that does not have four digits.
    fn try_from(value: OffsetDateTime) -> Result<Self, ConvertError> {
        let seconds = UnixTime::try_from(value)?.seconds();
        HttpDate::from_unix_seconds(seconds).ok_or(BEYOND)
    }
}

impl TryFrom<UnixTime> for OffsetDateTime {
    type Error = ConvertError;

    fn try_from(value: UnixTime) -> Result<Self, ConvertError> {
        Self::from_unix_timestamp(value.seconds()).map_err(|_| OUTSIDE)
    }
}

impl TryFrom<OffsetDateTime> for UnixTime {
    type Error = ConvertError;

    /// Fails for a fraction of a second.
    fn try_from(value: OffsetDateTime) -> Result<Self, ConvertError> {
        match value.nanosecond() {
            0 => Ok(UnixTime::new(value.unix_timestamp())),
            _ => Err(FRACTION),
        }
    }
}

impl TryFrom<&Duration> for ::time::Duration {
    type Error = ConvertError;

    /// Fails for years and months, and for a fraction finer than a nanosecond.
    fn try_from(value: &Duration) -> Result<Self, ConvertError> {
        let (seconds, nanoseconds) = value.seconds_and_nanoseconds()?;
        Ok(Self::new(seconds, nanoseconds))
    }
}

impl From<::time::Duration> for Duration {
    fn from(value: ::time::Duration) -> Self {
        Duration::from_seconds_and_nanoseconds(value.whole_seconds(), value.subsec_nanoseconds())
    }
}

impl From<&::time::Duration> for Duration {
    fn from(value: &::time::Duration) -> Self {
        Self::from(*value)
    }
}

through_references! {
    Date => ::time::Date;
    LocalDateTime => PrimitiveDateTime;
    DateTime => OffsetDateTime;
    HttpDate => OffsetDateTime;
    Duration => ::time::Duration;
}

through_values! {
    ::time::Date => Date;
    PrimitiveDateTime => LocalDateTime;
    OffsetDateTime => DateTime;
    OffsetDateTime => HttpDate;
    OffsetDateTime => UnixTime;
    UnixTime => OffsetDateTime;
}

foreign_values! {
    OffsetDateTime as DateTime;
    PrimitiveDateTime as LocalDateTime;
    ::time::Date as Date;
}
