//! Instants as numbers of seconds.

use std::fmt::{self, Display};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::source::deserialize;
use super::{Fit, KeptPath, Source, Value};

/// An instant as whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(i64);

impl UnixTime {
    /// Creates an instant from seconds since 1970-01-01T00:00:00Z.
    pub const fn new(seconds: i64) -> Self {
        UnixTime(seconds)
    }

    /// The seconds since 1970-01-01T00:00:00Z.
    pub const fn seconds(self) -> i64 {
        self.0
    }
}

impl From<i64> for UnixTime {
    fn from(seconds: i64) -> Self {
        UnixTime(seconds)
    }
}

impl From<UnixTime> for i64 {
    fn from(value: UnixTime) -> Self {
        value.0
    }
}

impl Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for UnixTime {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(UnixTime)
    }
}

impl Serialize for UnixTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for UnixTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl Value for UnixTime {
    const EXPECTED: &'static str = i64::EXPECTED;

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        Ok(i64::read(source)?.map(UnixTime))
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn list_kept(&self, _: &mut KeptPath) {}
}
