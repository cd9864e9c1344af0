//! Errors about api-versions that are chosen at run time.

use std::fmt::{self, Display};

use super::DecodeError;

/// Error of parsing the name of an api-version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseApiVersionError {
    found: String,
    known: &'static [&'static str],
}

impl ParseApiVersionError {
    /// Creates the error for a text that is none of the known names.
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
        write!(f, "unknown api-version {:?}; known: {known}", self.found)
    }
}

impl std::error::Error for ParseApiVersionError {}

/// Reason why a type is not available in an api-version that was chosen at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unavailable {
    /// The cargo feature of the api-version is off, so its types are not compiled.
    FeatureOff {
        /// The api-version.
        api_version: &'static str,
        /// The cargo feature that turns them on.
        feature: &'static str,
    },
    /// The api-version does not have the type.
    NoSuchType {
        /// The api-version.
        api_version: &'static str,
        /// The name of the type.
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
                "api-version {api_version} is not compiled: turn on the cargo feature `{feature}`"
            ),
            Self::NoSuchType { api_version, name } => {
                write!(f, "api-version {api_version} has no type {name}")
            }
        }
    }
}

impl std::error::Error for Unavailable {}

/// Error of decoding a document in an api-version that was chosen at run time.
#[derive(Debug)]
#[non_exhaustive]
pub enum DecodeAnyError {
    /// The document does not match the type of the api-version.
    Decode(DecodeError),
    /// The api-version does not have the type, or its types are not compiled.
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
