//! Transports: the HTTP stacks of clients.

use std::error::Error;
use std::fmt;
use std::time::Duration;
#[cfg(feature = "client")]
use std::{future::Future, time::SystemTime};

use http::HeaderValue;
#[cfg(feature = "client")]
use http::{Request, Response};

/// HTTP stack of a [`Client`](super::Client): sends one request and receives its whole response.
///
/// A transport follows no redirects, sends nothing twice and adds no credentials; the client does that. It is also the
/// clock, so that tests can control time.
#[cfg(feature = "client")]
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, whose URL is absolute, and receives its whole response within the limits.
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: ResponseLimits,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + Send;

    /// Waits for a duration.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send;

    /// Returns the current time.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Limits of a transport for one response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResponseLimits {
    /// The time limit, from connecting to the last byte of the body.
    pub timeout: Option<Duration>,
    /// The maximum size of the body in bytes. A longer one is [`TransportErrorKind::TooLong`] as soon as its length is
    /// known, and a transport allocates no memory for bytes that have not arrived.
    pub body: u64,
}

/// Error of a transport: no response arrived, or only a part of one.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    request_id: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// Kind of a [`TransportError`], which decides whether the request is retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection, so nothing was sent.
    Connect,
    /// The time limit is over. The service may have acted.
    Timeout,
    /// The connection broke before the end of the response. The service may have acted.
    Cut,
    /// The body of the response is longer than the limit. It was not read to its end.
    TooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// The request can't be sent, or the response is not HTTP. A retry can't help.
    Unusable,
}

impl TransportError {
    /// Creates an error.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self {
            kind,
            request_id: None,
            source: None,
        }
    }

    /// Sets the cause. Its message must not contain the URL, parts of which may be secret.
    #[must_use]
    pub fn because(self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            source: Some(source.into()),
            ..self
        }
    }

    /// Sets the id that the client sent with the request.
    pub(super) fn of_request(self, id: Option<&HeaderValue>) -> Self {
        let id = id.and_then(|id| id.to_str().ok());
        Self {
            request_id: id.map(str::to_owned),
            ..self
        }
    }

    /// The id that the client sent with the request, to find it in the logs of the service.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TransportErrorKind::Connect => formatter.write_str("the service can't be reached")?,
            TransportErrorKind::Timeout => formatter.write_str("the service took too long")?,
            TransportErrorKind::Cut => {
                formatter.write_str("the connection broke before the end of the response")?;
            }
            TransportErrorKind::TooLong { limit } => {
                write!(formatter, "the response is longer than {limit} bytes")?;
            }
            TransportErrorKind::Unusable => {
                formatter.write_str("the request can't be sent, or the response is not HTTP")?;
            }
        }
        match &self.request_id {
            Some(id) => write!(formatter, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}
