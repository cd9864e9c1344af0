//! Exact conversions to and from the types of other crates, each behind the feature of its name.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(any(
    feature = "rust_decimal",
    feature = "time",
    feature = "chrono",
    feature = "jiff"
))]
mod foreign;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "time")]
mod time;

use std::fmt::{self, Display};

/// Error of a conversion whose result would not be exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConvertError(pub(super) &'static str);

impl Display for ConvertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ConvertError {}
