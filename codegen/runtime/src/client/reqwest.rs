//! The transport of the crate `reqwest`.

use std::time::Duration;

use http::{Request, Response};

use super::{Limits, Transport, TransportError, TransportErrorKind};

/// Sends with the crate `reqwest`, over rustls. It needs tokio around it.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: ::reqwest::Client,
}

impl Reqwest {
    /// A client of its own.
    ///
    /// # Errors
    ///
    /// If TLS can't be set up.
    pub fn new(connect_timeout: Option<Duration>) -> Result<Self, TransportError> {
        let mut builder =
            ::reqwest::Client::builder().redirect(::reqwest::redirect::Policy::none());
        if let Some(timeout) = connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        Ok(Self {
            client: builder.build().map_err(failed)?,
        })
    }

    /// A client that is there already. It must not follow redirects, which could carry a credential elsewhere:
    /// `redirect(reqwest::redirect::Policy::none())`.
    #[must_use]
    pub fn from_client(client: ::reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for Reqwest {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: Limits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        let head = request.method() == http::Method::HEAD;
        let mut request = ::reqwest::Request::try_from(request).map_err(failed)?;
        *request.timeout_mut() = limits.timeout;
        let mut response = self.client.execute(request).await.map_err(failed)?;
        let too_long = || TransportError::new(TransportErrorKind::TooLong { limit: limits.body });
        if !head
            && response
                .content_length()
                .is_some_and(|length| length > limits.body)
        {
            return Err(too_long());
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            body.extend_from_slice(&chunk);
            if u64::try_from(body.len()).unwrap_or(u64::MAX) > limits.body {
                return Err(too_long());
            }
        }
        let mut received = Response::new(body);
        *received.status_mut() = response.status();
        *received.version_mut() = response.version();
        *received.headers_mut() = std::mem::take(response.headers_mut());
        Ok(received)
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

fn failed(error: ::reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Unusable
    } else {
        TransportErrorKind::Cut
    };
    TransportError::new(kind).because(error.without_url())
}
