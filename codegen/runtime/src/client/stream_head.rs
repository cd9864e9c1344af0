//! Heads of requests and responses whose bodies are streams.

use std::time::Duration;

use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::response::Parts;
use http::{HeaderValue, Request};

use super::super::{Body, Call, Location, RequestError, Style};
use super::StreamLimits;
use super::call_options::CallSettings;

/// Returns the limits of an attempt, with the remaining time of the call.
pub(super) fn stream_limits(settings: CallSettings<'_>, left: Option<Duration>) -> StreamLimits {
    StreamLimits {
        idle: settings.attempt_timeout(),
        whole: left,
    }
}

/// Returns the length of the body that a response announces, as the client sees it.
pub(super) fn announced_length(parts: &Parts) -> Option<u64> {
    if parts.headers.contains_key(CONTENT_ENCODING) {
        return None;
    }
    parts
        .headers
        .get(CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// Replaces the body of an operation's request by an upload.
///
/// # Errors
///
/// The operation has no body, or the media type can't be sent.
pub(super) fn with_upload<C: Call>(
    mut request: Request<Vec<u8>>,
    media_type: Option<&str>,
    length: Option<u64>,
) -> Result<Request<Vec<u8>>, RequestError> {
    let invalid = |reason: &str| RequestError::Invalid {
        operation: C::ID,
        reason: reason.to_owned(),
    };
    let mut parameters = C::PARAMETERS.iter();
    let Some(body) = parameters.find(|parameter| parameter.location == Location::Body) else {
        return Err(invalid("the operation has no body"));
    };
    let documented = match body.style {
        Style::Body(format) => documented_type(format),
        _ => "application/json",
    };
    let has_own = request.headers().contains_key(CONTENT_TYPE);
    if media_type.is_none() && documented.starts_with("multipart/") {
        return Err(invalid(
            "the operation sends parts: set the content type of the upload, with its boundary",
        ));
    }
    let media_type = media_type.or(Some(documented).filter(|_| !has_own));
    set_head(&mut request, media_type, length)
        .map_err(|()| invalid("the media type of the upload is no header value"))?;
    Ok(request)
}

/// Returns the first documented media type of a body.
fn documented_type(format: Body) -> &'static str {
    match format {
        Body::Json(name) | Body::Text(name) | Body::Bytes(name) => name,
        Body::Form | Body::FormWith(_) => "application/x-www-form-urlencoded",
        Body::Any(name) if !name.contains('*') => name,
        Body::Any(_) => "application/octet-stream",
        Body::Multipart(_) => "multipart/form-data",
        Body::OneOf(formats) => formats
            .first()
            .map_or("application/json", |first| documented_type(*first)),
    }
}

/// Sets the headers of a streamed body. Without a length, the transport sends chunks.
pub(super) fn set_head(
    request: &mut Request<Vec<u8>>,
    media_type: Option<&str>,
    length: Option<u64>,
) -> Result<(), ()> {
    request.body_mut().clear();
    let headers = request.headers_mut();
    if let Some(media_type) = media_type {
        let media_type = HeaderValue::from_str(media_type).map_err(|_| ())?;
        headers.insert(CONTENT_TYPE, media_type);
    }
    match length {
        Some(length) => headers.insert(CONTENT_LENGTH, length.into()),
        None => headers.remove(CONTENT_LENGTH),
    };
    Ok(())
}
