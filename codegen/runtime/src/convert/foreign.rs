//! Types of other crates as types of fields.
//!
//! A value is read and written as the wire type that it converts to and from. A value that the type of the other crate
//! would not write back exactly is kept.

use super::super::step::to_json_or_null;
use super::super::{Date, DateTime, Decimal, Fit, HttpDate, LocalDateTime, Source, Spelled, Value};
use super::ConvertError;

/// A wire type that represents a type of another crate.
pub(super) trait OnTheWire: Value {
    /// Returns true if nothing is lost when `written` is sent in place of this value.
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

/// Trailing zeros of the fraction, and the difference between `Z` and `+00:00`, may be lost.
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

/// The Unix time of an instant. A leap second, which other types do not have, is an error.
#[allow(dead_code)] // Not all crates have instants.
pub(super) fn unix_seconds(value: &HttpDate) -> Result<i64, ConvertError> {
    let seconds = value.unix_seconds();
    seconds
        .filter(|_| !value.as_str().ends_with(":60 GMT"))
        .ok_or(ConvertError("a leap second, or not a date of the calendar"))
}

/// Reads a value of another crate's type through its wire type.
pub(super) fn read_foreign<'de, T, Own, S>(source: S) -> Result<Fit<T>, S::Error>
where
    T: Clone + for<'o> TryFrom<&'o Own>,
    Own: OnTheWire + TryFrom<T>,
    S: Source<'de>,
{
    Ok(match Own::read(source)? {
        Fit::Kept(json) => Fit::Kept(json),
        Fit::Typed(sent) => match convert_losslessly(&sent) {
            Some(value) => Fit::Typed(value),
            None => Fit::Kept(to_json_or_null(&sent)),
        },
        Fit::Spelled(spelled) => {
            let Spelled { value, spellings } = *spelled;
            match convert_losslessly(&value) {
                Some(value) => Fit::Spelled(Box::new(Spelled { value, spellings })),
                None => Fit::Kept(spellings.apply(to_json_or_null(&value))),
            }
        }
    })
}

/// Converts a value to a type that gives it back.
fn convert_losslessly<T, Own>(sent: &Own) -> Option<T>
where
    T: Clone + for<'o> TryFrom<&'o Own>,
    Own: OnTheWire + TryFrom<T>,
{
    T::try_from(sent).ok().filter(|value| {
        let written = Own::try_from(value.clone());
        written.is_ok_and(|written| sent.is_given_back_by(&written))
    })
}

/// Implements `Value` for types of another crate through their wire types.
macro_rules! foreign_values {
    ($($foreign:ty as $own:ty;)*) => {$(
        impl super::super::Value for $foreign {
            const EXPECTED: &'static str = <$own as super::super::Value>::EXPECTED;

            #[inline]
            fn read<'de, S: super::super::Source<'de>>(source: S) -> Result<super::super::Fit<Self>, S::Error> {
                super::foreign::read_foreign::<Self, $own, S>(source)
            }

            /// Fails for a value that the wire type can't represent, such as a year with five digits.
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

/// Implements conversions of values through those of references.
macro_rules! through_references {
    ($($own:ty => $foreign:ty;)*) => {$(
        impl TryFrom<$own> for $foreign {
            type Error = super::ConvertError;

            /// Fails as for a reference.
            fn try_from(value: $own) -> Result<Self, super::ConvertError> {
                Self::try_from(&value)
            }
        }
    )*};
}

/// Implements conversions of references through those of values.
#[allow(unused_macros)] // Decimals need none.
macro_rules! through_values {
    ($($(where $zone:ident: TimeZone,)? $foreign:ty => $own:ty;)*) => {$(
        impl $(<$zone: TimeZone>)? TryFrom<&$foreign> for $own {
            type Error = super::ConvertError;

            /// Fails as for a value.
            fn try_from(value: &$foreign) -> Result<Self, super::ConvertError> {
                Self::try_from(<$foreign>::clone(value))
            }
        }
    )*};
}

#[allow(unused_imports)] // Decimals need only two of them.
pub(super) use {foreign_values, through_references, through_values};
