//! Settings of clients.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue, Request, Response};

use super::super::{Endpoint, SecurityRequirement, Version};
use super::link::origin;
use super::token_cache::TokenCache;
use super::{Credential, RetryPolicy, TransportError};

pub(super) type RequestHook = dyn Fn(&mut Request<Vec<u8>>) + Send + Sync;
pub(super) type ResponseHook = dyn Fn(&mut Response<Vec<u8>>) + Send + Sync;

/// Settings of a client.
pub(super) struct Settings {
    pub(super) endpoint: Endpoint,
    pub(super) credential: Credential,
    pub(super) scopes: Vec<String>,
    pub(super) retry: RetryPolicy,
    pub(super) connect_timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) call_timeout: Option<Duration>,
    pub(super) poll_interval: Duration,
    pub(super) adds_api_version: bool,
    pub(super) body_limit: u64,
    pub(super) stream_limit: u64,
    pub(super) item_limit: usize,
    pub(super) user_agent: String,
    pub(super) id_headers: Vec<HeaderName>,
    pub(super) redirects: bool,
    pub(super) refuses_unfit: bool,
    pub(super) plain_credentials: bool,
    pub(super) on_request: Vec<Arc<RequestHook>>,
    pub(super) on_response: Vec<Arc<ResponseHook>>,
    pub(super) tokens: TokenCache,
}

impl Settings {
    /// Returns the defaults for the operations of an api-version.
    pub(super) fn of<V: Version>(endpoint: Endpoint) -> Self {
        let id_headers = V::REQUEST_ID_HEADERS.iter();
        Self {
            endpoint,
            credential: Credential::none(),
            scopes: Vec::new(),
            retry: RetryPolicy::default(),
            connect_timeout: Some(Duration::from_secs(10)),
            attempt_timeout: Some(Duration::from_secs(100)),
            call_timeout: None,
            poll_interval: Duration::from_secs(30),
            adds_api_version: false,
            body_limit: 64 << 20,
            stream_limit: u64::MAX,
            item_limit: 16 << 20,
            user_agent: V::USER_AGENT.to_owned(),
            id_headers: id_headers.filter_map(|name| name.parse().ok()).collect(),
            redirects: false,
            refuses_unfit: false,
            plain_credentials: false,
            on_request: Vec::new(),
            on_response: Vec::new(),
            tokens: TokenCache::default(),
        }
    }

    /// Checks the settings before anything is sent.
    pub(super) fn check(&self) -> Result<HeaderValue, BuildError> {
        let url: http::Uri = self
            .endpoint
            .as_str()
            .parse()
            .map_err(|_| BuildError::Endpoint)?;
        if self.credential.is_secret() && !self.plain_credentials && !is_private(&url) {
            return Err(BuildError::Unencrypted {
                endpoint: origin(&url),
            });
        }
        HeaderValue::from_str(&self.user_agent).map_err(|_| BuildError::UserAgent)
    }

    /// Returns true if requests are not encrypted because they do not leave this machine. A proxy would make them leave it.
    pub(super) fn is_plain_loopback(&self) -> bool {
        let url: Result<http::Uri, _> = self.endpoint.as_str().parse();
        url.is_ok_and(|url| url.scheme_str() == Some("http") && is_loopback(&url))
    }

    /// Returns the scopes of the token for a call: those that were set, else the documented ones if they are absolute
    /// URLs, else `/.default` of the endpoint.
    pub(super) fn scopes(&self, security: &[&[SecurityRequirement]]) -> Vec<String> {
        if !self.scopes.is_empty() {
            return self.scopes.clone();
        }
        let documented = security
            .iter()
            .flat_map(|set| set.iter())
            .map(|requirement| requirement.scopes)
            .find(|scopes| !scopes.is_empty() && scopes.iter().all(|scope| scope.contains("://")));
        match documented {
            Some(scopes) => scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            None => vec![format!("{}/.default", self.endpoint.origin())],
        }
    }
}

/// Returns true if the connection to a URL is encrypted or does not leave this machine.
fn is_private(url: &http::Uri) -> bool {
    url.scheme_str() == Some("https") || is_loopback(url)
}

fn is_loopback(url: &http::Uri) -> bool {
    let host = url.host().unwrap_or_default().trim_matches(['[', ']']);
    match host.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

/// Error of building a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The endpoint is not a URL.
    Endpoint,
    /// A credential would be sent unencrypted. `allow_unencrypted` of the builder permits it.
    Unencrypted {
        /// Scheme, host and port of the endpoint.
        endpoint: String,
    },
    /// The user agent is not a valid header value.
    UserAgent,
    /// The transport can't be set up.
    Transport(TransportError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Endpoint => formatter.write_str("the endpoint is not a URL"),
            Self::Unencrypted { endpoint } => {
                write!(
                    formatter,
                    "a credential would be sent to {endpoint} unencrypted"
                )
            }
            Self::UserAgent => formatter.write_str("the user agent is not a valid header value"),
            Self::Transport(error) => write!(formatter, "the transport can't be set up: {error}"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            _ => None,
        }
    }
}

/// Defines the methods that the builders of both clients share.
macro_rules! builder_methods {
    () => {
        /// Sets the credential; the default is none.
        #[must_use]
        pub fn credential(mut self, credential: Credential) -> Self {
            self.settings.credential = credential;
            self
        }

        /// Sets the scopes of tokens. The default is the documented scopes if they are absolute (`https://...`), else
        /// `<origin of the endpoint>/.default`.
        #[must_use]
        pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
            self.settings.scopes = scopes.into_iter().map(Into::into).collect();
            self
        }

        /// Permits sending credentials unencrypted to other machines.
        #[must_use]
        pub fn allow_unencrypted(mut self) -> Self {
            self.settings.plain_credentials = true;
            self
        }

        /// Sets the policy for retries.
        #[must_use]
        pub fn retry(mut self, policy: RetryPolicy) -> Self {
            self.settings.retry = policy;
            self
        }

        /// Sets the time limit for connecting; the default is 10 seconds. A transport of your own ignores it.
        #[must_use]
        pub fn connect_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
            self.settings.connect_timeout = timeout.into();
            self
        }

        /// Sets the time limit for one attempt, from connecting to the last byte; the default is 100 seconds.
        ///
        /// An attempt with a streamed body may take longer: the limit is that of the time in which no byte is sent or received.
        #[must_use]
        pub fn attempt_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
            self.settings.attempt_timeout = timeout.into();
            self
        }

        /// Sets the time limit for a call with all retries and waits; the default is none. Each page and each poll of a
        /// long-running operation is a call. The call of a streamed response ends with the last byte of its body.
        ///
        /// If a wait would exceed the limit, the client returns the failure before it at once.
        #[must_use]
        pub fn call_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
            self.settings.call_timeout = timeout.into();
            self
        }

        /// Sets the wait between two polls of a long-running operation for responses without `Retry-After`; the default
        /// is 30 seconds.
        #[must_use]
        pub fn poll_interval(mut self, interval: Duration) -> Self {
            self.settings.poll_interval = interval;
            self
        }

        /// Adds the api-version to links to next pages that have none. By default, links are followed as the service sent
        /// them.
        #[must_use]
        pub fn add_api_version_to_links(mut self) -> Self {
            self.settings.adds_api_version = true;
            self
        }

        /// Sends operations to the endpoint for which the documents name servers of their own, as
        /// [`Endpoint::for_all_operations`] does.
        #[must_use]
        pub fn send_all_to_endpoint(mut self) -> Self {
            self.settings.endpoint = self.settings.endpoint.for_all_operations();
            self
        }

        /// Sets the maximum size of the body of a response in bytes; the default is 64 MiB.
        #[must_use]
        pub fn body_limit(mut self, bytes: u64) -> Self {
            self.settings.body_limit = bytes;
            self
        }

        /// Sets the maximum size in bytes of the body of a response that is streamed, after decompression; the default is none.
        #[must_use]
        pub fn stream_limit(mut self, bytes: u64) -> Self {
            self.settings.stream_limit = bytes;
            self
        }

        /// Sets the maximum size in bytes of an item of a stream, such as an event; the default is 16 MiB.
        #[must_use]
        pub fn item_limit(mut self, bytes: usize) -> Self {
            self.settings.item_limit = bytes;
            self
        }

        /// Refuses responses with a value that its field can't hold, as [`decode_fitting`] does; the default is to keep
        /// such a value, and the field is `None`.
        ///
        /// [`decode_fitting`]: super::super::decode_fitting
        #[must_use]
        pub fn refuse_unfit(mut self) -> Self {
            self.settings.refuses_unfit = true;
            self
        }

        /// Sets the header `User-Agent`; the default is the name and version of the generated crate.
        #[must_use]
        pub fn user_agent(mut self, text: impl Into<String>) -> Self {
            self.settings.user_agent = text.into();
            self
        }

        /// Sets the headers with the id of a request, such as `x-ms-client-request-id`: a random UUID for each call, the
        /// same for all its attempts. The default is those that the documents name; an empty list sends none. A
        /// parameter of the operation with the name of such a header takes precedence.
        #[must_use]
        pub fn request_id_headers(mut self, names: impl IntoIterator<Item = HeaderName>) -> Self {
            self.settings.id_headers = names.into_iter().collect();
            self
        }

        /// Follows redirects of all methods on the origin of the endpoint; the default is those of `GET` and `HEAD`.
        ///
        /// After 303, and after 301 or 302 for a `POST`, the link is fetched with `GET`. After the others the request is
        /// sent again.
        #[must_use]
        pub fn follow_redirects(mut self) -> Self {
            self.settings.redirects = true;
            self
        }

        /// Adds a hook that sees, and may change, each request before every attempt. Hooks run in the order in which
        /// they were added. They never see the credential, which is added after them.
        #[must_use]
        pub fn on_request(
            mut self,
            hook: impl Fn(&mut Request<Vec<u8>>) + Send + Sync + 'static,
        ) -> Self {
            self.settings.on_request.push(Arc::new(hook));
            self
        }

        /// Adds a hook that sees, and may change, each response before it is read, also one that leads to a retry.
        /// Hooks run in the order in which they were added.
        #[must_use]
        pub fn on_response(
            mut self,
            hook: impl Fn(&mut Response<Vec<u8>>) + Send + Sync + 'static,
        ) -> Self {
            self.settings.on_response.push(Arc::new(hook));
            self
        }
    };
}
pub(super) use builder_methods;
