//! Transport on the crate `reqwest`.

use std::time::Duration;

use http::{Request, Response};

use super::pulse::Pulse;
use super::tls::install_provider;
use super::{
    Download, ResponseLimits, StreamLimits, Transport, TransportError, TransportErrorKind,
    UploadBody,
};

/// [`Transport`] on the crate `reqwest` with rustls. It needs a tokio runtime.
///
/// The cryptography is that of the crate `ring`, unless the program has installed another `CryptoProvider` of rustls. The
/// operating system decides which certificates are valid.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: ::reqwest::Client,
}

impl Reqwest {
    /// Creates a client of `reqwest`.
    ///
    /// # Errors
    ///
    /// TLS can't be set up.
    pub fn new(connect_timeout: Option<Duration>) -> Result<Self, TransportError> {
        Self::build(::reqwest::Client::builder(), connect_timeout)
    }

    /// Creates a client of `reqwest` that ignores the proxies of the environment.
    ///
    /// # Errors
    ///
    /// TLS can't be set up.
    pub fn without_proxy(connect_timeout: Option<Duration>) -> Result<Self, TransportError> {
        Self::build(::reqwest::Client::builder().no_proxy(), connect_timeout)
    }

    fn build(
        builder: ::reqwest::ClientBuilder,
        connect_timeout: Option<Duration>,
    ) -> Result<Self, TransportError> {
        install_provider();
        let mut builder = builder.redirect(::reqwest::redirect::Policy::none());
        if let Some(timeout) = connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        Ok(Self {
            client: builder.build().map_err(transport_error)?,
        })
    }

    /// Uses an existing client of `reqwest`. Build it with `redirect(reqwest::redirect::Policy::none())`, because a
    /// redirect could carry a credential to another origin.
    #[must_use]
    pub fn from_client(client: ::reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for Reqwest {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: ResponseLimits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        let head = request.method() == http::Method::HEAD;
        let mut request = ::reqwest::Request::try_from(request).map_err(transport_error)?;
        *request.timeout_mut() = limits.timeout;
        let mut response = self
            .client
            .execute(request)
            .await
            .map_err(transport_error)?;
        let too_long = || TransportError::new(TransportErrorKind::TooLong { limit: limits.body });
        if !head
            && response
                .content_length()
                .is_some_and(|length| length > limits.body)
        {
            return Err(too_long());
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(transport_error)? {
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

    async fn stream(
        &self,
        request: Request<UploadBody>,
        limits: StreamLimits,
    ) -> Result<Response<Download>, TransportError> {
        let pulse = Pulse::new(limits);
        let (parts, body) = request.into_parts();
        let body = match body.as_bytes() {
            Some(bytes) => ::reqwest::Body::from(bytes.clone()),
            None => ::reqwest::Body::wrap(pulse.watch(body)),
        };
        let request = Request::from_parts(parts, body);
        let request = ::reqwest::Request::try_from(request).map_err(transport_error)?;
        let response = pulse.limit(self.client.execute(request)).await?;
        let response: Response<::reqwest::Body> = response.map_err(transport_error)?.into();
        Ok(response.map(|body| Download::new(pulse.chunks(body))))
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

pub(super) fn transport_error(error: ::reqwest::Error) -> TransportError {
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
