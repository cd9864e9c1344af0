//! Types of other crates as what a member holds.
//!
//! Each is read and written as the type of ours that it converts to and from, and what it would not give back is kept.

use super::super::step::json_of;
use super::super::{Date, DateTime, Decimal, Fit, HttpDate, LocalDateTime, Source, Value};
use super::ConvertError;

/// A type of ours that stands for one of another crate on the wire.
pub(super) trait OnTheWire: Value {
    /// Whether nothing is lost where `written` is written for this value, which was sent.
    fn is_given_back_by(&self, written: &Self) -> bool;
}

impl OnTheWire for Decimal {
    fn is_given_back_by(&self, written: &Self) -> bool {
        self.as_str() == written.as_str()
    }
}

impl OnTheWire for Date {
    fn is_given_back_by(&self, written: &Self) -> bool {
        self.as_str() == written.as_str()
    }
}

/// Zeros at the end of a second's fraction, and whether `Z` or `+00:00` was written, are given up.
impl OnTheWire for DateTime {
    fn is_given_back_by(&self, written: &Self) -> bool {
        self == written && self.offset_minutes() == written.offset_minutes()
    }
}

impl OnTheWire for LocalDateTime {
    fn is_given_back_by(&self, written: &Self) -> bool {
        self == written
    }
}

/// The seconds of an instant that is none of the leap seconds, which other types do not have.
#[allow(dead_code)] // Not all crates have instants.
pub(super) fn unix_seconds(value: &HttpDate) -> Result<i64, ConvertError> {
    let seconds = value.unix_seconds();
    seconds
        .filter(|_| !value.as_str().ends_with(":60 GMT"))
        .ok_or(ConvertError("a leap second, or no date of the calendar"))
}

/// Reads a value of another crate's type as one of ours.
pub(super) fn read_foreign<'de, T, Own, S>(source: S) -> Result<Fit<T>, S::Error>
where
    T: Clone + for<'o> TryFrom<&'o Own>,
    Own: OnTheWire + TryFrom<T>,
    S: Source<'de>,
{
    Ok(match Own::read(source)? {
        Fit::Kept(json) => Fit::Kept(json),
        Fit::Typed(sent) => {
            let value = T::try_from(&sent).ok().filter(|value| {
                let written = Own::try_from(value.clone());
                written.is_ok_and(|written| sent.is_given_back_by(&written))
            });
            value.map_or_else(|| Fit::Kept(json_of(&sent)), Fit::Typed)
        }
    })
}

/// Lets members hold another crate's type, which is on the wire what a type of ours is.
macro_rules! foreign_values {
    ($($foreign:ty as $own:ty;)*) => {$(
        impl super::super::Value for $foreign {
            const EXPECTED: &'static str = <$own as super::super::Value>::EXPECTED;

            #[inline]
            fn read<'de, S: super::super::Source<'de>>(source: S) -> Result<super::super::Fit<Self>, S::Error> {
                super::foreign::read_foreign::<Self, $own, S>(source)
            }

            /// Fails for a value that the wire can't say, such as a year of five digits.
            fn write<S: super::super::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match <$own>::try_from(self.clone()) {
                    Ok(own) => super::super::Value::write(&own, serializer),
                    Err(error) => Err(super::super::serde::ser::Error::custom(error)),
                }
            }

            fn list_kept(&self, _: &mut super::super::KeptPath) {}
        }
    )*};
}

pub(super) use foreign_values;
