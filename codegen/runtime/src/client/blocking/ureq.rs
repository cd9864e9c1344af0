//! Transport on the crate `ureq`.

use std::io::{ErrorKind, Read};
use std::time::Duration;

use ::ureq::config::{AutoHeaderValue, Config, ConfigBuilder};
use ::ureq::tls::{RootCerts, TlsConfig};
use ::ureq::typestate::{AgentScope, HttpCrateScope};
use ::ureq::{SendBody, Timeout};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Method, Request, Response};

use super::super::tls::install_provider;
use super::super::{ResponseLimits, StreamLimits, TransportError, TransportErrorKind};
use super::{Download, Transport, UploadBody};

/// [`Transport`] on the crate `ureq` with rustls.
///
/// The cryptography is that of the crate `ring`, unless the program has installed another `CryptoProvider` of rustls. The
/// operating system decides which certificates are valid.
#[derive(Clone, Debug)]
pub struct Ureq {
    agent: ::ureq::Agent,
}

impl Ureq {
    /// Creates an agent of `ureq`.
    #[must_use]
    pub fn new(connect_timeout: Option<Duration>) -> Self {
        Self::build(Config::builder(), connect_timeout)
    }

    /// Creates an agent of `ureq` that ignores the proxies of the environment.
    #[must_use]
    pub fn without_proxy(connect_timeout: Option<Duration>) -> Self {
        Self::build(Config::builder().proxy(None), connect_timeout)
    }

    fn build(builder: ConfigBuilder<AgentScope>, connect_timeout: Option<Duration>) -> Self {
        install_provider();
        let certificates = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
        let config = builder
            .timeout_connect(connect_timeout)
            .user_agent(AutoHeaderValue::None)
            .tls_config(certificates.build());
        Self::from_agent(config.build().new_agent())
    }

    /// Uses an existing agent of `ureq`. Its settings for redirects and for error statuses have no effect.
    #[must_use]
    pub fn from_agent(agent: ::ureq::Agent) -> Self {
        Self { agent }
    }
}

impl Transport for Ureq {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: ResponseLimits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        let head = request.method() == Method::HEAD;
        let without_body = request.body().is_empty()
            && !matches!(
                *request.method(),
                Method::POST | Method::PUT | Method::PATCH
            );
        let response = if without_body {
            let request = self.agent.configure_request(request.map(|_| ()));
            self.agent.run(configure(request, limits))
        } else {
            let request = self.agent.configure_request(request);
            self.agent.run(configure(request, limits))
        };
        let (mut parts, body) = response.map_err(transport_error)?.into_parts();
        let too_long = || TransportError::new(TransportErrorKind::TooLong { limit: limits.body });
        if !head
            && body
                .content_length()
                .is_some_and(|length| length > limits.body)
        {
            return Err(too_long());
        }
        let mut bytes = Vec::new();
        let mut reader = body.into_reader().take(limits.body.saturating_add(1));
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| transport_error(error.into()))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.body {
            return Err(too_long());
        }
        if !head && is_decompressed(&parts.headers, &bytes) {
            parts.headers.remove(CONTENT_ENCODING);
            parts.headers.remove(CONTENT_LENGTH);
        }
        Ok(Response::from_parts(parts, bytes))
    }

    fn stream(
        &self,
        request: Request<UploadBody>,
        limits: StreamLimits,
    ) -> Result<Response<Download>, TransportError> {
        let has_body = request.body().length() != Some(0)
            || matches!(
                *request.method(),
                Method::POST | Method::PUT | Method::PATCH
            );
        let response = if has_body {
            let request = request.map(SendBody::from_owned_reader);
            let request = self.agent.configure_request(request);
            self.agent.run(configure_stream(request, limits))
        } else {
            let request = self.agent.configure_request(request.map(|_| ()));
            self.agent.run(configure_stream(request, limits))
        };
        let response = response.map_err(transport_error)?;
        // The default of `ureq` is a limit of its own.
        Ok(response.map(|body| {
            let config = body.into_with_config().limit(u64::MAX);
            Download::new(Chunks(config.reader()))
        }))
    }
}

/// The body of a response, with errors of transports.
struct Chunks(::ureq::BodyReader<'static>);

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.0.read(buffer);
        read.map_err(|error| transport_error(error.into()).into())
    }
}

fn configure_stream<S: ::ureq::AsSendBody>(
    builder: ConfigBuilder<HttpCrateScope<S>>,
    limits: StreamLimits,
) -> Request<S> {
    configure_answers(builder)
        .timeout_global(limits.whole)
        .timeout_per_read(limits.idle)
        .timeout_per_write(limits.idle)
        .build()
}

/// Returns true if `ureq` has decompressed a body, which it does with its feature `gzip`.
fn is_decompressed(headers: &HeaderMap, body: &[u8]) -> bool {
    const MAGIC: [u8; 2] = [0x1F, 0x8B];
    let encoding = headers.get(CONTENT_ENCODING);
    encoding.is_some_and(|encoding| encoding == "gzip") && !body.starts_with(&MAGIC)
}

fn configure<S: ::ureq::AsSendBody>(
    builder: ConfigBuilder<HttpCrateScope<S>>,
    limits: ResponseLimits,
) -> Request<S> {
    configure_answers(builder)
        .timeout_global(limits.timeout)
        .build()
}

/// Passes all statuses on.
fn configure_answers<S: ::ureq::AsSendBody>(
    builder: ConfigBuilder<HttpCrateScope<S>>,
) -> ConfigBuilder<HttpCrateScope<S>> {
    builder
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
}

/// Returns true if an error is one of finding the service, or of its certificate, so that nothing was sent.
fn is_before_connection(error: &std::io::Error) -> bool {
    let inner = error.get_ref();
    let tls = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>());
    error.kind() == ErrorKind::ConnectionRefused
        || matches!(tls, Some(rustls::Error::InvalidCertificate(_)))
        // The standard library has no kind for a name without an address.
        || error
            .to_string()
            .starts_with("failed to lookup address information")
}

/// Returns the kind of an error of decompressing a body.
#[cfg(feature = "gzip")]
fn decompression_kind(error: &::ureq::Error) -> Option<ErrorKind> {
    match error {
        ::ureq::Error::Decompress(_, error) => Some(error.kind()),
        _ => None,
    }
}

#[cfg(not(feature = "gzip"))]
fn decompression_kind(_: &::ureq::Error) -> Option<ErrorKind> {
    None
}

fn transport_error(error: ::ureq::Error) -> TransportError {
    use ::ureq::Error;

    let kind = match &error {
        Error::Timeout(Timeout::Resolve | Timeout::Connect)
        | Error::HostNotFound
        | Error::ConnectionFailed
        | Error::ConnectProxyFailed(_)
        | Error::Tls(_) => TransportErrorKind::Connect,
        Error::Timeout(_) => TransportErrorKind::Timeout,
        Error::Io(error) if is_before_connection(error) => TransportErrorKind::Connect,
        Error::Io(error) if error.kind() == ErrorKind::TimedOut => TransportErrorKind::Timeout,
        Error::Io(_) | Error::Protocol(_) | Error::BodyStalled => TransportErrorKind::Cut,
        error if decompression_kind(error) == Some(ErrorKind::UnexpectedEof) => {
            TransportErrorKind::Cut
        }
        _ => TransportErrorKind::Unusable,
    };
    match error {
        // These errors contain the URL.
        Error::BadUri(_) | Error::RequireHttpsOnly(_) => TransportError::new(kind),
        error => TransportError::new(kind).because(error),
    }
}
