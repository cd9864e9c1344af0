//! What sends one request and receives one response.

use std::error::Error;
use std::fmt;
use std::time::Duration;
#[cfg(feature = "client")]
use std::{future::Future, time::SystemTime};

#[cfg(feature = "client")]
use http::{Request, Response};

/// Sends one request and receives its whole response, for [`Client`](super::Client).
///
/// It follows no redirect, sends nothing twice and adds no credentials: all of that is decided above it. It also is
/// the clock, so that a test can make time pass.
#[cfg(feature = "client")]
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, whose URL is absolute, and reads the response to its end, within the limits.
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: Limits,
    ) -> impl Future<Output = Result<Response<Vec<u8>>, TransportError>> + Send;

    /// Lets some time pass.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send;

    /// What time it is.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// How far a [`Transport`] goes for one response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long all of it may take, from connecting to the last byte of the body.
    pub timeout: Option<Duration>,
    /// How many bytes the body may have. More is [`TransportErrorKind::TooLong`], said as soon as it is known, and no
    /// memory is taken for what has not come yet.
    pub body: u64,
}

/// Why there is no response, or only a part of one.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of [`TransportError`] it is, which decides whether the request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection, so that surely nothing was sent.
    Connect,
    /// It took too long. The service may have acted.
    Timeout,
    /// The connection broke before the end of the response. The service may have acted.
    Cut,
    /// The body of the response is longer than allowed. It was not read to its end.
    TooLong {
        /// How many bytes it may have.
        limit: u64,
    },
    /// Something that will not be better the next time: a request that can't be sent, or a response that is no HTTP.
    Unusable,
}

impl TransportError {
    /// An error of a kind.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// The same with what caused it. What that says must not hold the URL, which may be secret in part.
    #[must_use]
    pub fn because(self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            source: Some(source.into()),
            ..self
        }
    }

    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TransportErrorKind::Connect => formatter.write_str("the service can't be reached"),
            TransportErrorKind::Timeout => formatter.write_str("the service took too long"),
            TransportErrorKind::Cut => {
                formatter.write_str("the connection broke before the end of the response")
            }
            TransportErrorKind::TooLong { limit } => {
                write!(formatter, "the response is longer than {limit} bytes")
            }
            TransportErrorKind::Unusable => {
                formatter.write_str("the request can't be sent, or what came back is no response")
            }
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}
