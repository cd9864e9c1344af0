//! Api-versions that are known only at run time.

use std::fmt::{self, Display};

use super::DecodeError;

/// A text that is not the name of an api-version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseApiVersionError {
    found: String,
    known: &'static [&'static str],
}

impl ParseApiVersionError {
    /// The text is none of the known names.
    pub fn new(found: &str, known: &'static [&'static str]) -> Self {
        ParseApiVersionError {
            found: found.to_owned(),
            known,
        }
    }

    /// The names of all api-versions, oldest first.
    pub fn known(&self) -> &'static [&'static str] {
        self.known
    }
}

impl Display for ParseApiVersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.known.join(", ");
        write!(f, "{:?} is no api-version; known are {known}", self.found)
    }
}

impl std::error::Error for ParseApiVersionError {}

/// Why there are no types of an api-version that was chosen at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unavailable {
    /// The types of the api-version are not compiled.
    FeatureOff {
        /// The api-version.
        api_version: &'static str,
        /// The cargo feature that compiles them.
        feature: &'static str,
    },
    /// The api-version does not have the type.
    NoSuchType {
        /// The api-version.
        api_version: &'static str,
        /// The type.
        name: &'static str,
    },
}

impl Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FeatureOff {
                api_version,
                feature,
            } => write!(
                f,
                "api-version {api_version} is not compiled in: turn the cargo feature `{feature}` on"
            ),
            Self::NoSuchType { api_version, name } => {
                write!(f, "there is no {name} in api-version {api_version}")
            }
        }
    }
}

impl std::error::Error for Unavailable {}

/// A document that can't be read in an api-version chosen at run time.
#[derive(Debug)]
#[non_exhaustive]
pub enum DecodeAnyError {
    /// It is not what the api-version says.
    Decode(DecodeError),
    /// The api-version has no such type here.
    Unavailable(Unavailable),
}

impl Display for DecodeAnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => Display::fmt(error, f),
            Self::Unavailable(reason) => Display::fmt(reason, f),
        }
    }
}

impl std::error::Error for DecodeAnyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) => std::error::Error::source(error),
            Self::Unavailable(_) => None,
        }
    }
}

impl From<DecodeError> for DecodeAnyError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl From<Unavailable> for DecodeAnyError {
    fn from(reason: Unavailable) -> Self {
        Self::Unavailable(reason)
    }
}
