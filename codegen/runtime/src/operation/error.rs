//! Errors of building requests.

use std::fmt;

use super::ServerError;

/// Error of building a request. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// Parameters have values that can't be sent.
    InvalidParameters {
        /// The id of the operation.
        operation: &'static str,
        /// The invalid parameters, in the order of the parameters.
        parameters: Vec<InvalidParameter>,
    },
    /// The api-version does not have the operation in this form.
    NoSuchOperation {
        /// The id of the operation.
        operation: &'static str,
        /// The requested api-version.
        api_version: String,
        /// The api-versions that have it, oldest first.
        api_versions: &'static [&'static str],
    },
    /// The path template has a name without a parameter.
    Path {
        /// The id of the operation.
        operation: &'static str,
        /// The name in the braces.
        name: String,
    },
    /// The documented server has no endpoint.
    Server(ServerError),
    /// The result is not a valid URL or header.
    Invalid {
        /// The id of the operation.
        operation: &'static str,
        /// The message of the crate `http`.
        reason: String,
    },
}

/// A parameter whose value can't be sent. The value is not included, because it may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidParameter {
    /// The name of the parameter on the wire.
    pub parameter: &'static str,
    /// The problem, as a predicate of the parameter: `is empty`.
    pub problem: String,
}

impl RequestError {
    /// Creates the error of a parameter that can't hold the position of a page.
    #[doc(hidden)]
    #[must_use]
    pub fn unfit_position(operation: &'static str, parameter: &'static str) -> Self {
        Self::InvalidParameters {
            operation,
            parameters: vec![InvalidParameter {
                parameter,
                problem: "can't hold the position of the next page".to_owned(),
            }],
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidParameters {
                operation,
                parameters,
            } => {
                write!(formatter, "{operation} can't be requested: ")?;
                for (index, parameter) in parameters.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "; " };
                    write!(formatter, "{separator}{parameter}")?;
                }
                Ok(())
            }
            Self::NoSuchOperation {
                operation,
                api_version,
                api_versions,
            } => write!(
                formatter,
                "{operation} does not exist in this form in api-version {api_version}; it does in {}",
                api_versions.join(", ")
            ),
            Self::Path { operation, name } => write!(
                formatter,
                "{operation} can't be requested: its path has `{{{name}}}`, which is no parameter"
            ),
            Self::Server(error) => error.fmt(formatter),
            Self::Invalid { operation, reason } => {
                write!(formatter, "{operation} can't be requested: {reason}")
            }
        }
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` already shows the error, so its own source comes next.
            Self::Server(error) => error.source(),
            _ => None,
        }
    }
}

impl From<ServerError> for RequestError {
    fn from(error: ServerError) -> Self {
        Self::Server(error)
    }
}

impl fmt::Display for InvalidParameter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.parameter, self.problem)
    }
}
