//! Responses of operations, with status and headers.

use std::fmt;

use http::header::LOCATION;
use http::response::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::super::{Header, HeaderError, ReadError, Value};
use super::failure::{ServiceFailure, Summary, write_excerpt};
use super::{ClientRequestId, RetryAfter};

/// A successful response of a service.
#[derive(Clone, Debug)]
pub struct Reply<T> {
    /// The typed body.
    pub body: T,
    /// The bytes of a body that the documents do not describe.
    undocumented: Vec<u8>,
    head: Head,
}

/// Status and headers of a response.
#[derive(Clone, Debug)]
pub(super) struct Head {
    status: StatusCode,
    headers: HeaderMap,
    /// The id that the client gave the request.
    sent_id: Option<HeaderValue>,
}

impl Head {
    pub(super) fn of(parts: Parts) -> Self {
        let sent = parts.extensions.get::<ClientRequestId>();
        Self {
            sent_id: sent.map(|id| id.0.clone()),
            status: parts.status,
            headers: parts.headers,
        }
    }

    fn text(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|name| self.headers.get(*name)?.to_str().ok())
    }
}

/// Methods that successes and failures share.
macro_rules! head {
    ($($head:tt)*) => {
        /// The HTTP status.
        #[must_use]
        pub fn status(&self) -> StatusCode {
            self.$($head)*.status
        }

        /// The headers.
        #[must_use]
        pub fn headers(&self) -> &HeaderMap {
            &self.$($head)*.headers
        }

        /// Reads a documented header, by the constant of the request type. Several lines of a header are one list.
        ///
        /// # Errors
        ///
        /// The text of the header is no value of its type.
        pub fn header<H: Value>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
            let lines = self.$($head)*.headers.get_all(header.name()).iter();
            let lines: Vec<_> = lines
                .map(|line| String::from_utf8_lossy(line.as_bytes()))
                .collect();
            match lines.is_empty() {
                true => Ok(None),
                false => header.read(&lines.join(", ")).map(Some),
            }
        }

        /// The id that the service gave the request: `x-ms-request-id`, `MS-RequestId` or `x-request-id`.
        #[must_use]
        pub fn request_id(&self) -> Option<&str> {
            self.$($head)*.text(&["x-ms-request-id", "ms-requestid", "x-request-id"])
        }

        /// The id that the client sent with the request, if it sent one.
        #[must_use]
        pub fn client_request_id(&self) -> Option<&str> {
            self.$($head)*.sent_id.as_ref()?.to_str().ok()
        }

        /// The correlation id, which several requests may share: `x-ms-correlation-request-id` or `MS-CorrelationId`.
        #[must_use]
        pub fn correlation_id(&self) -> Option<&str> {
            self.$($head)*.text(&["x-ms-correlation-request-id", "ms-correlationid"])
        }

        /// The time of the next attempt, from the header `Retry-After`.
        #[must_use]
        pub fn retry_after(&self) -> Option<RetryAfter> {
            RetryAfter::of(&self.$($head)*.headers)
        }
    };
}

impl<T> Reply<T> {
    pub(super) fn new(body: T, undocumented: Vec<u8>, head: Head) -> Self {
        Self {
            body,
            undocumented,
            head,
        }
    }

    head!(head);

    /// The bytes of the body, if the documents describe none for the status.
    #[must_use]
    pub fn undocumented_body(&self) -> &[u8] {
        &self.undocumented
    }

    /// The header `Location`, as the service sent it: it may be relative.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.head.text(&[LOCATION.as_str()])
    }

    /// Returns the typed body.
    #[must_use]
    pub fn into_body(self) -> T {
        self.body
    }

    /// Converts the typed body.
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Reply<U> {
        Reply {
            body: make(self.body),
            undocumented: self.undocumented,
            head: self.head,
        }
    }
}

/// Error of an operation, from its response.
#[derive(Debug)]
#[non_exhaustive]
pub enum ResponseError<E> {
    /// The service returned an error.
    Service(Box<ServiceError<E>>),
    /// The service reported success, but its response does not match the documents.
    Unreadable(Box<Unreadable>),
}

/// An error response of the service.
#[derive(Clone, Debug)]
pub struct ServiceError<E> {
    /// The body of the response.
    pub body: ErrorBody<E>,
    summary: Summary,
    head: Head,
}

/// Body of an error response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorBody<E> {
    /// The documented body.
    Typed(E),
    /// Any other body, such as the HTML of a proxy.
    Text(String),
    /// No body.
    Empty,
}

impl<E> ServiceError<E> {
    pub(super) fn new(head: Head, body: ErrorBody<E>, summary: Summary) -> Self {
        Self {
            body,
            summary,
            head,
        }
    }

    head!(head);

    /// The code of the error in the body, in any of the usual members: `code` or `error.code`, for example. A number is in its
    /// digits.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.summary.code.as_deref()
    }

    /// The message of the error in the body, in any of the usual members: `message`, `error.message`, `description` or
    /// `detail`, for example.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.summary.message.as_deref()
    }

    /// The documented body, if the service sent one.
    #[must_use]
    pub fn typed(&self) -> Option<&E> {
        match &self.body {
            ErrorBody::Typed(error) => Some(error),
            ErrorBody::Text(_) | ErrorBody::Empty => None,
        }
    }
}

/// A successful response that can't be read.
pub struct Unreadable {
    reason: ReadError,
    body: Vec<u8>,
    head: Head,
}

impl Unreadable {
    pub(super) fn new(head: Head, reason: ReadError, body: &[u8]) -> Self {
        Self {
            reason,
            body: body.to_vec(),
            head,
        }
    }

    head!(head);

    /// The reason.
    #[must_use]
    pub fn reason(&self) -> &ReadError {
        &self.reason
    }

    /// The bytes of the body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl<E> fmt::Display for ResponseError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(formatter),
            Self::Unreadable(error) => error.fmt(formatter),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for ResponseError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Service(_) => None,
            // `Display` already shows the error, so its own source comes next.
            Self::Unreadable(error) => error.source(),
        }
    }
}

impl<E> ResponseError<E> {
    /// The error response of the service, whatever the operation; `None` if the service reported success.
    #[must_use]
    pub fn service(&self) -> Option<&dyn ServiceFailure> {
        match self {
            Self::Service(error) => Some(error.as_ref()),
            Self::Unreadable(_) => None,
        }
    }
}

impl<E> ServiceFailure for ServiceError<E> {
    fn status(&self) -> StatusCode {
        self.status()
    }

    fn code(&self) -> Option<&str> {
        self.code()
    }

    fn message(&self) -> Option<&str> {
        self.message()
    }

    fn request_id(&self) -> Option<&str> {
        self.request_id()
    }
}

impl<E> From<ServiceError<E>> for ResponseError<E> {
    fn from(error: ServiceError<E>) -> Self {
        Self::Service(Box::new(error))
    }
}

impl<E> From<Unreadable> for ResponseError<E> {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(Box::new(error))
    }
}

impl<E> fmt::Display for ServiceError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.head.status)?;
        let words = [self.code(), self.message()];
        match &self.body {
            ErrorBody::Text(text) if words == [None, None] => {
                formatter.write_str(": ")?;
                write_excerpt(text, formatter)?;
            }
            _ => {
                for word in words.into_iter().flatten() {
                    formatter.write_str(": ")?;
                    write_excerpt(word, formatter)?;
                }
            }
        }
        if let Some(id) = self.request_id().or(self.client_request_id()) {
            write!(formatter, " (request {id})")?;
        }
        Ok(())
    }
}

impl<E: fmt::Debug> std::error::Error for ServiceError<E> {}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, reason) = (self.head.status, &self.reason);
        write!(formatter, "the response {status} can't be read: {reason}")?;
        if let Some(id) = self.request_id().or(self.client_request_id()) {
            write!(formatter, " (request {id})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Unreadable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // `Display` already shows the reason, so its own source comes next.
        self.reason.source()
    }
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Unreadable");
        debug.field("reason", &self.reason);
        match std::str::from_utf8(&self.body) {
            Ok(text) => debug.field("body", &text),
            Err(_) => debug.field("body", &self.body),
        };
        debug.field("head", &self.head).finish()
    }
}
