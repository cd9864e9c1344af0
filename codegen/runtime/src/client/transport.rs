//! Transports: the HTTP stacks of clients.

use std::error::Error;
use std::fmt;
use std::io;
use std::time::Duration;
#[cfg(feature = "client")]
use std::{future::Future, time::SystemTime};

use http::HeaderValue;
#[cfg(feature = "client")]
use http::{Request, Response, header::CONTENT_LENGTH};

#[cfg(feature = "client")]
use super::{Download, UploadBody};

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

    /// Sends a request, whose body may be read while it is sent, and receives the head of its response, with a body that is
    /// received as it is read.
    ///
    /// The default sends the request with [`send`](Self::send). It holds both bodies in memory, and refuses those of more than
    /// [`ResponseLimits::BUFFERED`] bytes. A transport around another one forwards the call to it.
    fn stream(
        &self,
        request: Request<UploadBody>,
        limits: StreamLimits,
    ) -> impl Future<Output = Result<Response<Download>, TransportError>> + Send {
        async move {
            let (mut parts, body) = request.into_parts();
            let body = body.read_all(ResponseLimits::BUFFERED).await?;
            if !body.is_empty() {
                parts.headers.insert(CONTENT_LENGTH, body.len().into());
            }
            let request = Request::from_parts(parts, body);
            let response = self.send(request, limits.buffered()).await?;
            Ok(response.map(Download::from))
        }
    }

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

impl ResponseLimits {
    /// The maximum size in bytes of a streamed body that a transport without streams holds in memory: 64 MiB.
    pub const BUFFERED: u64 = 64 << 20;
}

/// Limits of a transport for one exchange with streamed bodies. The size of the bodies is not its concern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamLimits {
    /// The longest time in which no byte is sent or received. The time that the reader of a body takes does not count.
    pub idle: Option<Duration>,
    /// The time limit, from connecting to the last byte of the response.
    pub whole: Option<Duration>,
}

impl StreamLimits {
    /// Returns the limits for a transport that receives the whole response at once.
    #[must_use]
    pub fn buffered(self) -> ResponseLimits {
        ResponseLimits {
            timeout: self.idle.into_iter().chain(self.whole).min(),
            body: ResponseLimits::BUFFERED,
        }
    }
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
    /// The body of the request can't be read, or is shorter than its declared length.
    Upload,
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
            TransportErrorKind::Upload => {
                formatter.write_str("the body of the request can't be read")?;
            }
        }
        match &self.request_id {
            Some(id) => write!(formatter, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl From<TransportError> for io::Error {
    fn from(error: TransportError) -> Self {
        let kind = match error.kind {
            TransportErrorKind::Timeout => io::ErrorKind::TimedOut,
            TransportErrorKind::Cut => io::ErrorKind::UnexpectedEof,
            _ => io::ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}
