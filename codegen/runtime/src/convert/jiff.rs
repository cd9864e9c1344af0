//! Conversions to and from the crate `jiff`, which has nine digits of a second, no leap seconds, and instants up to
//! 9999-12-30.

use ::jiff::tz::{Offset, TimeZone};
use ::jiff::{SignedDuration, Timestamp, Zoned, civil};

use super::super::calendar::{Day, Moment};
use super::super::{Date, DateTime, Duration, HttpDate, LocalDateTime, UnixTime};
use super::ConvertError;
use super::foreign::{foreign_values, through_references, through_values, unix_seconds};

const INVALID: ConvertError = ConvertError("not a date of the calendar");
const FINER: ConvertError = ConvertError("finer than a nanosecond");
const ZONED: ConvertError = ConvertError("a date-time with an offset, but the other type has none");
const BEYOND: ConvertError = ConvertError("out of the range of RFC 3339");
const FRACTION: ConvertError =
    ConvertError("a fraction of a second, but the other type has whole seconds");
const LEAP: ConvertError = ConvertError("a leap second, which the crate jiff does not have");
const OUTSIDE: ConvertError = ConvertError("out of the range of the crate jiff");

fn to_date(day: Day) -> Result<civil::Date, ConvertError> {
    let year = i16::try_from(day.year).map_err(|_| INVALID)?;
    civil::Date::new(year, small(day.month)?, small(day.day)?).map_err(|_| INVALID)
}

fn small(number: u8) -> Result<i8, ConvertError> {
    i8::try_from(number).map_err(|_| INVALID)
}

fn to_local(moment: &Moment<'_>) -> Result<civil::DateTime, ConvertError> {
    if moment.fraction.len() > 9 {
        return Err(FINER);
    }
    if moment.is_leap_second() {
        return Err(LEAP);
    }
    let nanosecond = i32::try_from(moment.nanosecond()).map_err(|_| INVALID)?;
    let (hour, minute) = (small(moment.hour)?, small(moment.minute)?);
    let time =
        civil::Time::new(hour, minute, small(moment.second)?, nanosecond).map_err(|_| INVALID)?;
    Ok(civil::DateTime::from_parts(to_date(moment.day)?, time))
}

fn from_date(date: civil::Date) -> Result<Date, ConvertError> {
    let year = u16::try_from(date.year()).map_err(|_| BEYOND)?;
    Date::new(year, positive(date.month())?, positive(date.day())?).map_err(|_| BEYOND)
}

fn positive(number: i8) -> Result<u8, ConvertError> {
    u8::try_from(number).map_err(|_| BEYOND)
}

/// Hour, minute, second and nanosecond.
fn from_time(time: civil::Time) -> Result<(u8, u8, u8, u32), ConvertError> {
    let nanosecond = u32::try_from(time.subsec_nanosecond()).map_err(|_| BEYOND)?;
    let (hour, minute) = (positive(time.hour())?, positive(time.minute())?);
    Ok((hour, minute, positive(time.second())?, nanosecond))
}

fn from_local(local: civil::DateTime, offset: Offset) -> Result<DateTime, ConvertError> {
    if offset.seconds() % 60 != 0 {
        return Err(BEYOND);
    }
    let minutes = i16::try_from(offset.seconds() / 60).map_err(|_| BEYOND)?;
    let (hour, minute, second, nanosecond) = from_time(local.time())?;
    let date = from_date(local.date())?;
    DateTime::new(&date, hour, minute, second, nanosecond, minutes).map_err(|_| BEYOND)
}

impl TryFrom<&Date> for civil::Date {
    type Error = ConvertError;

    fn try_from(value: &Date) -> Result<Self, ConvertError> {
        to_date(value.parts().ok_or(INVALID)?)
    }
}

impl TryFrom<civil::Date> for Date {
    type Error = ConvertError;

    /// Fails for negative years.
    fn try_from(value: civil::Date) -> Result<Self, ConvertError> {
        from_date(value)
    }
}

impl TryFrom<&LocalDateTime> for civil::DateTime {
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

impl TryFrom<civil::DateTime> for LocalDateTime {
    type Error = ConvertError;

    /// Fails for negative years.
    fn try_from(value: civil::DateTime) -> Result<Self, ConvertError> {
        let (hour, minute, second, nanosecond) = from_time(value.time())?;
        let date = from_date(value.date())?;
        LocalDateTime::new(&date, hour, minute, second, nanosecond).map_err(|_| BEYOND)
    }
}

impl TryFrom<&DateTime> for Zoned {
    type Error = ConvertError;

    /// Keeps the offset as a fixed time zone. Fails for a leap second, for more than nine digits of a second, and for
    /// instants after 9999-12-30.
    fn try_from(value: &DateTime) -> Result<Self, ConvertError> {
        let moment = value.parts().ok_or(INVALID)?;
        let minutes = i32::from(moment.offset.ok_or(INVALID)?);
        let offset = Offset::from_seconds(minutes * 60).map_err(|_| INVALID)?;
        to_local(&moment)?
            .to_zoned(TimeZone::fixed(offset))
            .map_err(|_| OUTSIDE)
    }
}

impl TryFrom<&DateTime> for Timestamp {
    type Error = ConvertError;

    /// Drops the offset. Fails as for [`Zoned`].
    fn try_from(value: &DateTime) -> Result<Self, ConvertError> {
        Zoned::try_from(value).map(|zoned| zoned.timestamp())
    }
}

impl TryFrom<Zoned> for DateTime {
    type Error = ConvertError;

    /// Fails for negative years, and for an offset that is not in whole minutes.
    fn try_from(value: Zoned) -> Result<Self, ConvertError> {
        from_local(value.datetime(), value.offset())
    }
}

impl TryFrom<Timestamp> for DateTime {
    type Error = ConvertError;

    /// Fails for negative years.
    fn try_from(value: Timestamp) -> Result<Self, ConvertError> {
        from_local(Offset::UTC.to_datetime(value), Offset::UTC)
    }
}

impl TryFrom<&HttpDate> for Timestamp {
    type Error = ConvertError;

    /// Fails for a leap second.
    fn try_from(value: &HttpDate) -> Result<Self, ConvertError> {
        let seconds = unix_seconds(value)?;
        Self::from_second(seconds).map_err(|_| OUTSIDE)
    }
}

impl TryFrom<Timestamp> for HttpDate {
    type Error = ConvertError;

    /// Fails for a fraction of a second and for negative years.
    fn try_from(value: Timestamp) -> Result<Self, ConvertError> {
        let seconds = UnixTime::try_from(value)?.seconds();
        HttpDate::from_unix_seconds(seconds).ok_or(BEYOND)
    }
}

impl TryFrom<UnixTime> for Timestamp {
    type Error = ConvertError;

    fn try_from(value: UnixTime) -> Result<Self, ConvertError> {
        Self::from_second(value.seconds()).map_err(|_| OUTSIDE)
    }
}

impl TryFrom<Timestamp> for UnixTime {
    type Error = ConvertError;

    /// Fails for a fraction of a second.
    fn try_from(value: Timestamp) -> Result<Self, ConvertError> {
        match value.subsec_nanosecond() {
            0 => Ok(UnixTime::new(value.as_second())),
            _ => Err(FRACTION),
        }
    }
}

impl TryFrom<&Duration> for SignedDuration {
    type Error = ConvertError;

    /// Fails for years and months, and for a fraction finer than a nanosecond.
    fn try_from(value: &Duration) -> Result<Self, ConvertError> {
        let (seconds, nanoseconds) = value.seconds_and_nanoseconds()?;
        Ok(Self::new(seconds, nanoseconds))
    }
}

impl From<SignedDuration> for Duration {
    fn from(value: SignedDuration) -> Self {
        Duration::from_seconds_and_nanoseconds(value.as_secs(), value.subsec_nanos())
    }
}

impl From<&SignedDuration> for Duration {
    fn from(value: &SignedDuration) -> Self {
        Self::from(*value)
    }
}

through_references! {
    Date => civil::Date;
    LocalDateTime => civil::DateTime;
    DateTime => Zoned;
    DateTime => Timestamp;
    HttpDate => Timestamp;
    Duration => SignedDuration;
}

through_values! {
    civil::Date => Date;
    civil::DateTime => LocalDateTime;
    Zoned => DateTime;
    Timestamp => DateTime;
    Timestamp => HttpDate;
    Timestamp => UnixTime;
    UnixTime => Timestamp;
}

foreign_values! {
    Timestamp as DateTime;
    Zoned as DateTime;
    civil::DateTime as LocalDateTime;
    civil::Date as Date;
}
