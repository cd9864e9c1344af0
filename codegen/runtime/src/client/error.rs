//! Why a call did not bring what it should.

use std::error::Error as StdError;
use std::fmt;

use super::super::http::{ResponseError, ServiceError, Unreadable};
use super::super::{Json, RequestError};
use super::TransportError;

/// Why a call did not bring what it should. `E` is the body that the documents have for errors.
///
/// Nothing of it holds a credential, nor a URL.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request can't be built. Nothing was sent.
    Request(RequestError),
    /// The service refused.
    Service(Box<ServiceError<E>>),
    /// It was a success, but not what the documents say.
    Unreadable(Box<Unreadable>),
    /// There is no response.
    Transport(TransportError),
    /// There is no token.
    Credential(CredentialError),
    /// The service sent a link, or a hook a request, to another origin than the endpoint's. It was not followed.
    Origin {
        /// Scheme, host and port of the endpoint.
        endpoint: String,
        /// Scheme, host and port of the link.
        link: String,
    },
    /// The service sent a link that was followed already: it would never end.
    Loop,
    /// The service sent a link that can't be followed.
    Link {
        /// What is wrong with it, as the rest of a sentence about it: `it has no host`.
        reason: &'static str,
    },
    /// The time that the call, or the caller, had is over. Something else may still come of it.
    Deadline,
    /// The long-running operation has ended, but not well.
    Operation(Box<OperationError>),
    /// The service accepted the long-running operation, but how it ends can't be told.
    Unfinished {
        /// Why, as a sentence of its own.
        reason: &'static str,
    },
    /// A stored text is not one to go on from.
    Stored {
        /// What is wrong with it, as the rest of a sentence about it: `is of another operation`.
        reason: &'static str,
    },
}

/// There is no token.
#[derive(Debug)]
pub struct CredentialError {
    pub(super) reason: &'static str,
    pub(super) source: Option<Box<dyn StdError + Send + Sync>>,
}

/// A long-running operation that has ended, but not well.
#[derive(Debug)]
pub struct OperationError {
    pub(super) state: String,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) body: Json,
}

impl OperationError {
    /// How it ended, in the service's word: `Failed`, `Canceled`.
    #[must_use]
    pub fn state(&self) -> &str {
        &self.state
    }

    /// Whether somebody cancelled it.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.state.to_ascii_lowercase().starts_with("cancel")
    }

    /// The code of the error, if the service says one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What the service says of it.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// All that the service says of the operation.
    #[must_use]
    pub fn body(&self) -> &Json {
        &self.body
    }
}

/// What goes wrong whatever the operation is.
#[derive(Debug)]
pub(super) enum Failure {
    Request(RequestError),
    Transport(TransportError),
    Credential(CredentialError),
    Origin { endpoint: String, link: String },
    Loop,
    Link { reason: &'static str },
    Deadline,
    Operation(Box<OperationError>),
    Unfinished { reason: &'static str },
    Stored { reason: &'static str },
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Request(error) => Self::Request(error),
            Failure::Transport(error) => Self::Transport(error),
            Failure::Credential(error) => Self::Credential(error),
            Failure::Origin { endpoint, link } => Self::Origin { endpoint, link },
            Failure::Loop => Self::Loop,
            Failure::Link { reason } => Self::Link { reason },
            Failure::Deadline => Self::Deadline,
            Failure::Operation(error) => Self::Operation(error),
            Failure::Unfinished { reason } => Self::Unfinished { reason },
            Failure::Stored { reason } => Self::Stored { reason },
        }
    }
}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl<E> From<RequestError> for Error<E> {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl<E> From<ResponseError<E>> for Error<E> {
    fn from(error: ResponseError<E>) -> Self {
        match error {
            ResponseError::Service(error) => Self::Service(error),
            ResponseError::Unreadable(error) => Self::Unreadable(error),
        }
    }
}

impl<E> Error<E> {
    /// What the service says of its refusal, if that is as the documents have it.
    #[must_use]
    pub fn typed(&self) -> Option<&E> {
        match self {
            Self::Service(error) => error.typed(),
            _ => None,
        }
    }

    /// The HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<http::StatusCode> {
        match self {
            Self::Service(error) => Some(error.status()),
            Self::Unreadable(error) => Some(error.status()),
            _ => None,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(formatter),
            Self::Service(error) => error.fmt(formatter),
            Self::Unreadable(error) => error.fmt(formatter),
            Self::Transport(error) => error.fmt(formatter),
            Self::Credential(error) => error.fmt(formatter),
            Self::Origin { endpoint, link } => write!(
                formatter,
                "{link} is another origin than {endpoint}, so nothing was sent to it"
            ),
            Self::Loop => formatter.write_str("the service's link was followed already"),
            Self::Link { reason } => {
                write!(formatter, "the service's link can't be followed: {reason}")
            }
            Self::Deadline => formatter.write_str("the time for it is over"),
            Self::Operation(error) => error.fmt(formatter),
            Self::Unfinished { reason } => formatter.write_str(reason),
            Self::Stored { reason } => write!(formatter, "the stored text {reason}"),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        // Each speaks for itself above, so that its own source comes next.
        match self {
            Self::Request(error) => error.source(),
            Self::Unreadable(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Credential(error) => error.source(),
            _ => None,
        }
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.reason)
    }
}

impl StdError for CredentialError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

impl fmt::Display for OperationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the operation ended as {}", self.state)?;
        for text in [&self.code, &self.message].into_iter().flatten() {
            write!(formatter, ": {text}")?;
        }
        Ok(())
    }
}

impl StdError for OperationError {}
