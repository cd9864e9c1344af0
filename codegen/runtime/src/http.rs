//! Operations as requests and responses of the crate `http`, without I/O.

mod failure;
mod page;
mod reply;
mod retry_after;

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Request, Response};

#[cfg(any(feature = "client", feature = "blocking"))]
use super::ReadError;
use super::{
    Call, Endpoint, Operation, Page, Paged, RawResponse, RequestBuilder, RequestError, Version,
};

pub use failure::ServiceFailure;
use reply::Head;
pub use reply::{ErrorBody, Reply, ResponseError, ServiceError, Unreadable};
pub use retry_after::RetryAfter;

/// Conversion of any operation to a request, and from a response, of the crate `http`.
///
/// You choose the HTTP stack that sends the request.
pub trait HttpCall: Call {
    /// Builds the request for an api-version that has the operation.
    ///
    /// # Errors
    ///
    /// Parameters have values that can't be sent; the error lists all of them.
    fn request<V: Version>(&self, endpoint: &Endpoint) -> Result<Request<Vec<u8>>, RequestError>
    where
        Self: Operation<V>,
    {
        build_request(self, endpoint, V::API_VERSION)
    }

    /// Builds the request for an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The api-version does not have the operation in this form, or parameters have values that can't be sent.
    fn request_at(
        &self,
        endpoint: &Endpoint,
        api_version: &str,
    ) -> Result<Request<Vec<u8>>, RequestError> {
        if !Self::VERSIONS.contains(&api_version) {
            return Err(RequestError::NoSuchOperation {
                operation: Self::ID,
                api_version: api_version.to_owned(),
                api_versions: Self::VERSIONS,
            });
        }
        build_request(self, endpoint, api_version)
    }

    /// Reads a response.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response can't be read.
    fn response<B: AsRef<[u8]>>(
        response: Response<B>,
    ) -> Result<Reply<Self::Output>, ResponseError<Self::Error>> {
        let (parts, body) = response.into_parts();
        read_response::<Self>(parts, body.as_ref())
    }

    /// Splits a response into items and the location of the next page, as [`Paged::page`] does, also where a header has that
    /// location.
    fn page_of(&self, reply: Reply<Self::Output>) -> Reply<Page<Self::Item>>
    where
        Self: Paged,
    {
        page::split(self, reply)
    }
}

/// Extension of a response whose values have to fit their fields, as for [`decode_fitting`](super::decode_fitting).
#[derive(Clone, Copy, Debug, Default)]
pub struct RefuseUnfit;

/// Extension of a response: the id that the client gave its request. With the feature `testing`, also of the request.
#[derive(Clone, Debug)]
pub struct ClientRequestId(pub HeaderValue);

impl<C: Call + ?Sized> HttpCall for C {}

fn build_request<C: Call + ?Sized>(
    call: &C,
    endpoint: &Endpoint,
    api_version: &str,
) -> Result<Request<Vec<u8>>, RequestError> {
    let invalid = |reason: &dyn std::fmt::Display| RequestError::Invalid {
        operation: C::ID,
        reason: reason.to_string(),
    };
    let target = RequestBuilder::build(call, api_version)?;
    let endpoint = endpoint.of_operation(C::SERVERS)?;
    let url = format!("{}{}", endpoint.as_str(), target.path_and_query);
    let mut request = Request::builder()
        .method(C::METHOD)
        .uri(url)
        .body(target.body)
        .map_err(|error| invalid(&error))?;
    let sends = matches!(C::METHOD, "POST" | "PUT" | "PATCH");
    let length = request.body().len();
    let headers = request.headers_mut();
    for (name, value) in target.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| invalid(&error))?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|error| invalid(&error))?;
        headers.append(name, value);
    }
    if length > 0 || sends || headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    let accepted = accept_header::<C>().filter(|_| !headers.contains_key(ACCEPT));
    if let Some(accepted) = accepted {
        let accepted = HeaderValue::from_str(&accepted).map_err(|error| invalid(&error))?;
        headers.insert(ACCEPT, accepted);
    }
    Ok(request)
}

/// Returns a successful response with another body than the documented one.
#[cfg(any(feature = "client", feature = "blocking"))]
pub(super) fn reply_with<B>(parts: http::response::Parts, body: B) -> Reply<B> {
    Reply::new(body, Vec::new(), Head::of(parts))
}

/// Returns the error of an item of a successful response.
#[cfg(any(feature = "client", feature = "blocking"))]
pub(super) fn unreadable(
    parts: &http::response::Parts,
    reason: ReadError,
    item: &[u8],
) -> Unreadable {
    Unreadable::new(Head::of(parts.clone()), reason, item)
}

/// Returns the value of the header `Accept`: the media types of the documented responses.
fn accept_header<C: Call + ?Sized>() -> Option<String> {
    let mut accepted: Vec<&str> = Vec::new();
    for response in C::RESPONSES {
        if response.body.is_some() {
            let only = [response.media_type.unwrap_or("application/json")];
            let media_types = match response.media_types {
                [] => only.as_slice(),
                several => several,
            };
            for media_type in media_types {
                if !accepted.contains(media_type) {
                    accepted.push(media_type);
                }
            }
        }
    }
    (!accepted.is_empty()).then(|| accepted.join(", "))
}

/// Returns true if the documents describe a body for a status, by its code, its class or `default`.
fn describes_body<C: Call + ?Sized>(status: http::StatusCode) -> bool {
    let class = format!("{}XX", status.as_u16() / 100);
    let find = |name: &str| C::RESPONSES.iter().find(|response| response.status == name);
    find(status.as_str())
        .or_else(|| find(&class))
        .or_else(|| find("default"))
        .is_some_and(|response| response.body.is_some())
}

fn read_response<C: Call + ?Sized>(
    parts: http::response::Parts,
    body: &[u8],
) -> Result<Reply<C::Output>, ResponseError<C::Error>> {
    let content_type = parts.headers.get(CONTENT_TYPE).cloned();
    let raw = RawResponse {
        status: parts.status.as_u16(),
        content_type: content_type.as_ref().and_then(|value| value.to_str().ok()),
        body,
        refuses_unfit: parts.extensions.get::<RefuseUnfit>().is_some(),
    };
    let status = parts.status;
    let head = Head::of(parts);
    if status.is_success() {
        return match C::read_output(&raw) {
            Ok(output) => {
                let undocumented = match describes_body::<C>(status) {
                    true => Vec::new(),
                    false => body.to_vec(),
                };
                Ok(Reply::new(output, undocumented, head))
            }
            Err(reason) => Err(Unreadable::new(head, reason, body).into()),
        };
    }
    let typed = if body.is_empty() {
        ErrorBody::Empty
    } else {
        // An error is shown as far as it can be read.
        let lenient = RawResponse {
            refuses_unfit: false,
            ..raw
        };
        match C::read_error(&lenient) {
            Ok(error) => ErrorBody::Typed(error),
            // A proxy may answer in HTML, whose text must not get lost.
            Err(_) => ErrorBody::Text(String::from_utf8_lossy(body).into_owned()),
        }
    };
    let summary = failure::Summary::of(body);
    Err(ServiceError::new(head, typed, summary).into())
}
