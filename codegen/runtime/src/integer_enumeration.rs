//! Enumerations of integers.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::Serializer;

use super::{Fit, Json, KeptPath, Source, Value};

/// An enumeration of integers that also holds values that the documents do not list. Generated code implements it.
pub trait IntegerEnumeration: Copy + 'static {
    /// The name of the type.
    const NAME: &'static str;

    /// The listed values, in the order of the documents.
    const KNOWN: &'static [Self];

    /// Returns the listed value with this number.
    fn from_known(value: i64) -> Option<Self>;

    /// Returns the number of the value on the wire.
    fn to_integer(self) -> i64;

    /// Wraps the number of a value that is not listed.
    fn from_unknown(unknown: UnknownInteger<Self>) -> Self;
}

/// The number of a value that the enumeration `E` does not list.
///
/// The number of a listed value can't become one: `From<i64>` of the enumeration decides which of the two a number is.
pub struct UnknownInteger<E> {
    value: i64,
    enumeration: PhantomData<fn() -> E>,
}

impl<E> UnknownInteger<E> {
    /// The number on the wire.
    pub fn value(self) -> i64 {
        self.value
    }
}

impl<E> Clone for UnknownInteger<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for UnknownInteger<E> {}

impl<E> fmt::Debug for UnknownInteger<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}

impl<E> fmt::Display for UnknownInteger<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.value, f)
    }
}

impl<E> PartialEq for UnknownInteger<E> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<E> Eq for UnknownInteger<E> {}

impl<E> PartialOrd for UnknownInteger<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for UnknownInteger<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<E> Hash for UnknownInteger<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

/// Returns the value with this number, listed or not.
#[inline]
pub fn enumeration_from_integer<E: IntegerEnumeration>(value: i64) -> E {
    match E::from_known(value) {
        Some(known) => known,
        None => E::from_unknown(UnknownInteger {
            value,
            enumeration: PhantomData,
        }),
    }
}

/// Reads a value, listed or not, in every spelling of an integer. A number that `i64` does not hold is kept.
///
/// # Errors
///
/// The value is an object or an array.
#[inline]
pub fn read_integer_enumeration<'de, E: IntegerEnumeration, S: Source<'de>>(
    source: S,
) -> Result<Fit<E>, S::Error> {
    Ok(i64::read(source)?.map(enumeration_from_integer))
}

/// Adds the value to the list of kept ones if it is not listed.
pub fn list_integer_enumeration<E: IntegerEnumeration>(value: &E, at: &mut KeptPath) {
    let value = value.to_integer();
    if E::from_known(value).is_none() {
        at.record(&Json::from(value));
    }
}

/// Writes the number of a value.
///
/// # Errors
///
/// The errors of the serializer.
#[inline]
pub fn write_integer_enumeration<E: IntegerEnumeration, S: Serializer>(
    value: &E,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(value.to_integer())
}
