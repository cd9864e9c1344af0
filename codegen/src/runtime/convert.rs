//! Exact conversions to and from the types of other crates.
//!
//! Those crates are a choice of whoever generates: each has its file in this folder and is
//! compiled only where it was chosen.

use std::fmt::{self, Display};

/// A value that the other type can't hold exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConvertError(pub(super) &'static str);

impl Display for ConvertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ConvertError {}
