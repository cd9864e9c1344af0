//! Errors of reading requests.

use std::fmt;

/// Error of reading a request as that of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseRequestError {
    operation: &'static str,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Method(&'static str),
    Path(&'static str),
    /// The query lacks a pair of the path template.
    Query(&'static str),
    /// The api-version is missing, or it does not have the operation.
    ApiVersion {
        name: &'static str,
        value: Option<String>,
        known: Vec<&'static str>,
    },
    Parameter {
        name: &'static str,
        problem: String,
    },
}

impl ParseRequestError {
    pub(super) fn new(operation: &'static str, reason: Reason) -> Self {
        Self { operation, reason }
    }

    /// Returns true if method, path and api-version are those of the operation, but a parameter is missing or can't be read.
    #[must_use]
    pub fn is_parameter(&self) -> bool {
        matches!(self.reason, Reason::Parameter { .. })
    }
}

#[cfg(any(feature = "client", feature = "blocking"))]
impl ParseRequestError {
    /// Returns true if method and path are those of the operation.
    pub(super) fn has_path(&self) -> bool {
        !matches!(self.reason, Reason::Method(_) | Reason::Path(_))
    }
}

impl fmt::Display for ParseRequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not a request of {}: ", self.operation)?;
        match &self.reason {
            Reason::Method(method) => write!(formatter, "its method is {method}"),
            Reason::Path(path) => write!(formatter, "its path is `{path}`"),
            Reason::Query(pair) => write!(formatter, "its query contains `{pair}`"),
            Reason::ApiVersion { name, value, known } => {
                match value {
                    Some(value) => write!(formatter, "`{name}` is `{value}`")?,
                    None => write!(formatter, "`{name}` is missing")?,
                }
                write!(
                    formatter,
                    ", but the operation has it as {}",
                    known.join(", ")
                )
            }
            Reason::Parameter { name, problem } => write!(formatter, "`{name}` {problem}"),
        }
    }
}

impl std::error::Error for ParseRequestError {}
