//! Options of single calls.

use std::time::Duration;

use http::header::CONTENT_LENGTH;
use http::uri::InvalidUri;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};

use super::super::{Endpoint, RequestError};
use super::RetryPolicy;
use super::link::set_query;
use super::settings::Settings;
use super::stream_head::set_head;

/// The name of a request that no operation describes, in errors.
const UNDESCRIBED: &str = "the request";

/// Options of the calls of one client, in place of those of its builder.
///
/// `Client::with` returns a client with these options, which shares connections and tokens. So they hold for one call
/// (`client.with(options).send(&call)`), for all pages of a result, or for a long-running operation with its polls.
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    headers: HeaderMap,
    query: Vec<(String, String)>,
    request_id: Option<HeaderValue>,
    call_timeout: Option<Option<Duration>>,
    attempt_timeout: Option<Option<Duration>>,
    body_limit: Option<u64>,
    stream_limit: Option<u64>,
    item_limit: Option<usize>,
    retry: Option<RetryPolicy>,
    redirects: Option<bool>,
}

impl CallOptions {
    /// Creates options that change nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends a header, in place of one of the same name that the operation or the client sends. The credential of the
    /// client and the hooks come after it.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sends a query parameter, in place of one of the same name that the operation sends. The name and the value are
    /// percent-encoded. Links of the service are followed without it.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sets the id that the client sends in its headers for request ids, in place of a random one.
    #[must_use]
    pub fn request_id(mut self, id: HeaderValue) -> Self {
        self.request_id = Some(id);
        self
    }

    /// Sets the time limit for a call with all retries and waits; `None` for no limit.
    #[must_use]
    pub fn call_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.call_timeout = Some(timeout.into());
        self
    }

    /// Sets the time limit for one attempt; `None` for no limit. For streamed bodies, it limits the time in which no byte is sent
    /// or received.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.attempt_timeout = Some(timeout.into());
        self
    }

    /// Sets the maximum size of the body of a response in bytes.
    #[must_use]
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// Sets the maximum size in bytes of the body of a response that is streamed, after decompression.
    #[must_use]
    pub fn stream_limit(mut self, bytes: u64) -> Self {
        self.stream_limit = Some(bytes);
        self
    }

    /// Sets the maximum size in bytes of an item of a stream, such as an event.
    #[must_use]
    pub fn item_limit(mut self, bytes: usize) -> Self {
        self.item_limit = Some(bytes);
        self
    }

    /// Sets the policy for retries.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sets whether redirects of other methods than `GET` and `HEAD` are followed, on the same origin.
    #[must_use]
    pub fn follow_redirects(mut self, follow: bool) -> Self {
        self.redirects = Some(follow);
        self
    }

    /// Completes a request that no operation describes.
    pub(super) fn complete(
        &self,
        mut request: Request<Vec<u8>>,
        endpoint: &Endpoint,
    ) -> Result<Request<Vec<u8>>, RequestError> {
        let length = HeaderValue::from(request.body().len());
        if sends_body(request.method()) || !request.body().is_empty() {
            request.headers_mut().insert(CONTENT_LENGTH, length);
        }
        self.place(request, endpoint)
    }

    /// Completes a request that no operation describes, and whose body is an upload with a media type and a length.
    pub(super) fn complete_stream(
        &self,
        mut request: Request<Vec<u8>>,
        endpoint: &Endpoint,
        (media_type, length): (Option<&str>, Option<u64>),
    ) -> Result<Request<Vec<u8>>, RequestError> {
        let length_or_none = length.filter(|length| *length > 0 || sends_body(request.method()));
        set_head(&mut request, media_type, length_or_none).map_err(|()| RequestError::Invalid {
            operation: UNDESCRIBED,
            reason: "the media type of the upload is no header value".to_owned(),
        })?;
        self.place(request, endpoint)
    }

    /// Makes a relative URL absolute, and adds the query parameters.
    fn place(
        &self,
        mut request: Request<Vec<u8>>,
        endpoint: &Endpoint,
    ) -> Result<Request<Vec<u8>>, RequestError> {
        if request.uri().authority().is_none() {
            let url = format!("{}{}", endpoint.as_str(), request.uri());
            *request.uri_mut() =
                url.parse()
                    .map_err(|error: InvalidUri| RequestError::Invalid {
                        operation: UNDESCRIBED,
                        reason: error.to_string(),
                    })?;
        }
        self.add_query(request, UNDESCRIBED)
    }

    /// Adds the query parameters to the request of an operation.
    pub(super) fn add_query(
        &self,
        mut request: Request<Vec<u8>>,
        operation: &'static str,
    ) -> Result<Request<Vec<u8>>, RequestError> {
        for (name, value) in &self.query {
            *request.uri_mut() =
                set_query(request.uri(), name, value).ok_or_else(|| RequestError::Invalid {
                    operation,
                    reason: format!("the query parameter `{name}` does not fit into the URL"),
                })?;
        }
        Ok(request)
    }
}

/// Returns true for a method whose requests have a body, if only an empty one.
fn sends_body(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}

/// The settings of a client, and the options of a call in place of them.
#[derive(Clone, Copy)]
pub(super) struct CallSettings<'a> {
    pub(super) client: &'a Settings,
    pub(super) options: &'a CallOptions,
}

impl<'a> CallSettings<'a> {
    pub(super) fn headers(self) -> &'a HeaderMap {
        &self.options.headers
    }

    pub(super) fn request_id(self) -> Option<&'a HeaderValue> {
        self.options.request_id.as_ref()
    }

    pub(super) fn call_timeout(self) -> Option<Duration> {
        self.options
            .call_timeout
            .unwrap_or(self.client.call_timeout)
    }

    pub(super) fn attempt_timeout(self) -> Option<Duration> {
        self.options
            .attempt_timeout
            .unwrap_or(self.client.attempt_timeout)
    }

    pub(super) fn body_limit(self) -> u64 {
        self.options.body_limit.unwrap_or(self.client.body_limit)
    }

    pub(super) fn stream_limit(self) -> u64 {
        self.options
            .stream_limit
            .unwrap_or(self.client.stream_limit)
    }

    pub(super) fn item_limit(self) -> usize {
        self.options.item_limit.unwrap_or(self.client.item_limit)
    }

    pub(super) fn retry(self) -> &'a RetryPolicy {
        self.options.retry.as_ref().unwrap_or(&self.client.retry)
    }

    pub(super) fn redirects(self) -> bool {
        self.options.redirects.unwrap_or(self.client.redirects)
    }
}
