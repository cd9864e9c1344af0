//! Why a request can't be built.

use std::fmt;

use super::ServerError;

/// A request that can't be built. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// Values of parameters that can't be sent, each with its reason.
    Parameters {
        /// The operation's id.
        operation: &'static str,
        /// What is wrong, in the order of the parameters.
        broken: Vec<Broken>,
    },
    /// The api-version does not have the operation in this form.
    NoSuchOperation {
        /// The operation's id.
        operation: &'static str,
        /// The api-version that was asked for.
        api_version: String,
        /// The api-versions that have it, oldest first.
        api_versions: &'static [&'static str],
    },
    /// The path has a place for which the operation has no parameter.
    Path {
        /// The operation's id.
        operation: &'static str,
        /// The name between the braces.
        name: String,
    },
    /// The endpoint does not make a URL.
    Server(ServerError),
    /// What was put together is no valid URL or header.
    Invalid {
        /// The operation's id.
        operation: &'static str,
        /// What the crate `http` says of it.
        reason: String,
    },
}

/// What is wrong with the value of a parameter. The value itself is not repeated: it may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The parameter's name on the wire.
    pub parameter: &'static str,
    /// What is wrong, as the rest of a sentence that begins with the parameter: `is empty`.
    pub problem: String,
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameters { operation, broken } => {
                write!(formatter, "{operation} can't be requested: ")?;
                for (index, broken) in broken.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "; " };
                    write!(formatter, "{separator}{broken}")?;
                }
                Ok(())
            }
            Self::NoSuchOperation {
                operation,
                api_version,
                api_versions,
            } => write!(
                formatter,
                "{operation} does not exist in this form in api-version {api_version}, but in {}",
                api_versions.join(", ")
            ),
            Self::Path { operation, name } => write!(
                formatter,
                "{operation} can't be requested: its path has `{{{name}}}`, for which there is no parameter"
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
            Self::Server(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ServerError> for RequestError {
    fn from(error: ServerError) -> Self {
        Self::Server(error)
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.parameter, self.problem)
    }
}
