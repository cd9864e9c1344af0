//! Errors of clients.

use std::error::Error as StdError;
use std::fmt;

use super::super::http::{ResponseError, ServiceError, ServiceFailure, Unreadable};
use super::super::{Json, RequestError};
use super::TransportError;

/// Error of a call. `E` is the documented body of an error response.
///
/// No error contains a credential or a URL.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request can't be built. Nothing was sent.
    Request(RequestError),
    /// The service returned an error.
    Service(Box<ServiceError<E>>),
    /// The service reported success, but its response does not match the documents.
    Unreadable(Box<Unreadable>),
    /// No complete response arrived.
    Transport(TransportError),
    /// There is no token for the request, or the credential can't be added to it.
    Credential(CredentialError),
    /// A link of the service, or a request that a hook changed, leads to another origin than that of the endpoint.
    /// Nothing was sent there.
    Origin {
        /// Scheme, host and port of the endpoint.
        endpoint: String,
        /// Scheme, host and port of the link.
        link: String,
    },
    /// The service sent a link that was already followed: following it would never end.
    Loop,
    /// The service sent a link that can't be followed.
    Link {
        /// The reason, as a clause: `it has no host`.
        reason: &'static str,
    },
    /// The time limit of the call, or of the caller, is over. The service may still act on the request.
    Deadline,
    /// The long-running operation failed or was cancelled.
    Operation(Box<OperationError>),
    /// The service accepted the long-running operation, but the client can't find out how it ends.
    Unfinished {
        /// The reason, as a sentence.
        reason: &'static str,
    },
    /// A stored text can't be resumed.
    Stored {
        /// The reason, as a predicate of the text: `belongs to another operation`.
        reason: &'static str,
    },
}

/// Error of obtaining a token, or of adding a credential to a request.
#[derive(Debug)]
pub struct CredentialError {
    pub(super) reason: &'static str,
    pub(super) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl CredentialError {
    pub(super) fn no_source() -> Self {
        Self {
            reason: "the client has no source of tokens",
            source: None,
        }
    }
}

/// Failure of a long-running operation.
#[derive(Debug)]
pub struct OperationError {
    pub(super) state: String,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) body: Json,
}

impl OperationError {
    /// The final state, as the service named it: `Failed`, `Canceled`.
    #[must_use]
    pub fn state(&self) -> &str {
        &self.state
    }

    /// Returns true if the operation was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.state.to_ascii_lowercase().starts_with("cancel")
    }

    /// The code of the error, if the service sent one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The message of the error, if the service sent one.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The whole status document of the operation.
    #[must_use]
    pub fn body(&self) -> &Json {
        &self.body
    }
}

/// The cases of [`Error`] that do not depend on the operation.
#[derive(Debug)]
pub(super) enum CallFailure {
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

impl<E> From<CallFailure> for Error<E> {
    fn from(failure: CallFailure) -> Self {
        match failure {
            CallFailure::Request(error) => Self::Request(error),
            CallFailure::Transport(error) => Self::Transport(error),
            CallFailure::Credential(error) => Self::Credential(error),
            CallFailure::Origin { endpoint, link } => Self::Origin { endpoint, link },
            CallFailure::Loop => Self::Loop,
            CallFailure::Link { reason } => Self::Link { reason },
            CallFailure::Deadline => Self::Deadline,
            CallFailure::Operation(error) => Self::Operation(error),
            CallFailure::Unfinished { reason } => Self::Unfinished { reason },
            CallFailure::Stored { reason } => Self::Stored { reason },
        }
    }
}

impl From<RequestError> for CallFailure {
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
    /// The documented body of the error response, if the service sent one.
    #[must_use]
    pub fn typed(&self) -> Option<&E> {
        match self {
            Self::Service(error) => error.typed(),
            _ => None,
        }
    }

    /// The error response of the service, whatever the operation; `None` if there is none.
    #[must_use]
    pub fn service(&self) -> Option<&dyn ServiceFailure> {
        match self {
            Self::Service(error) => Some(error.as_ref()),
            _ => None,
        }
    }

    /// The HTTP status of the response, if one arrived.
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
                "{link} is another origin than {endpoint}, so nothing was sent there"
            ),
            Self::Loop => formatter.write_str("the link of the service was already followed"),
            Self::Link { reason } => {
                write!(
                    formatter,
                    "the link of the service can't be followed: {reason}"
                )
            }
            Self::Deadline => formatter.write_str("the time limit is over"),
            Self::Operation(error) => error.fmt(formatter),
            Self::Unfinished { reason } => formatter.write_str(reason),
            Self::Stored { reason } => write!(formatter, "the stored text {reason}"),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        // `Display` already shows these errors, so their own sources come next.
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
