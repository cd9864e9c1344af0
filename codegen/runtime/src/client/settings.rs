//! What a client does with every call.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue, Request, Response};

use super::super::{Endpoint, Requirement};
use super::credential::Tokens;
use super::link::origin;
use super::{Credential, RetryPolicy, TransportError};

pub(super) type RequestHook = dyn Fn(&mut Request<Vec<u8>>) + Send + Sync;
pub(super) type ResponseHook = dyn Fn(&mut Response<Vec<u8>>) + Send + Sync;

/// What a client does with every call.
pub(super) struct Settings {
    pub(super) endpoint: Endpoint,
    pub(super) credential: Credential,
    pub(super) scopes: Vec<String>,
    pub(super) retry: RetryPolicy,
    pub(super) connect_timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) call_timeout: Option<Duration>,
    pub(super) poll_interval: Duration,
    pub(super) body_limit: u64,
    pub(super) user_agent: String,
    pub(super) id_header: Option<HeaderName>,
    pub(super) plain_credentials: bool,
    pub(super) on_request: Vec<Arc<RequestHook>>,
    pub(super) on_response: Vec<Arc<ResponseHook>>,
    pub(super) tokens: Tokens,
}

impl Settings {
    pub(super) fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            credential: Credential::none(),
            scopes: Vec::new(),
            retry: RetryPolicy::default(),
            connect_timeout: Some(Duration::from_secs(10)),
            attempt_timeout: Some(Duration::from_secs(100)),
            call_timeout: None,
            poll_interval: Duration::from_secs(30),
            body_limit: 64 << 20,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            id_header: None,
            plain_credentials: false,
            on_request: Vec::new(),
            on_response: Vec::new(),
            tokens: Tokens::default(),
        }
    }

    /// What can be said to be wrong before anything is sent.
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

    /// What a token has to allow for a call: what was set, or what the documents ask for if that is absolute, or all
    /// that the endpoint has.
    pub(super) fn scopes(&self, security: &[&[Requirement]]) -> Vec<String> {
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

/// Whether nobody on the way to a URL can read along.
fn is_private(url: &http::Uri) -> bool {
    let host = url.host().unwrap_or_default().trim_matches(['[', ']']);
    let loopback = match host.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    };
    url.scheme_str() == Some("https") || loopback
}

/// Why there is no client.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The endpoint is no URL.
    Endpoint,
    /// A credential would go over the network for all to read. A builder's `allow_unencrypted` allows it.
    Unencrypted {
        /// Scheme, host and port of the endpoint.
        endpoint: String,
    },
    /// The user agent can't stand in a header.
    UserAgent,
    /// The transport can't be made.
    Transport(TransportError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Endpoint => formatter.write_str("the endpoint is no URL"),
            Self::Unencrypted { endpoint } => {
                write!(
                    formatter,
                    "a credential would be sent to {endpoint} unencrypted"
                )
            }
            Self::UserAgent => formatter.write_str("the user agent can't stand in a header"),
            Self::Transport(error) => write!(formatter, "there is no transport: {error}"),
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

/// The methods that the builders of both clients have.
macro_rules! builder_methods {
    () => {
        /// What shows who calls; at first nothing.
        #[must_use]
        pub fn credential(mut self, credential: Credential) -> Self {
            self.settings.credential = credential;
            self
        }

        /// What a token has to allow. Otherwise it is what the documents ask for if that is absolute
        /// (`https://...`), and `<origin of the endpoint>/.default` if not.
        #[must_use]
        pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
            self.settings.scopes = scopes.into_iter().map(Into::into).collect();
            self
        }

        /// Sends credentials over `http` to other machines too.
        #[must_use]
        pub fn allow_unencrypted(mut self) -> Self {
            self.settings.plain_credentials = true;
            self
        }

        /// When a request is sent again.
        #[must_use]
        pub fn retry(mut self, policy: RetryPolicy) -> Self {
            self.settings.retry = policy;
            self
        }

        /// How long connecting may take; at first 10 seconds. A transport of your own has its own.
        #[must_use]
        pub fn connect_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
            self.settings.connect_timeout = timeout.into();
            self
        }

        /// How long one try may take, from connecting to the last byte; at first 100 seconds.
        #[must_use]
        pub fn attempt_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
            self.settings.attempt_timeout = timeout.into();
            self
        }

        /// How long a call may take, with all that is sent again and the waits between; at first as long as it takes.
        /// Each page, and each question after a long-running operation, is a call.
        ///
        /// If a wait would last longer, the failure before it is returned at once.
        #[must_use]
        pub fn call_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
            self.settings.call_timeout = timeout.into();
            self
        }

        /// How long to wait between two questions after a long-running operation where the service does not say; at
        /// first 30 seconds.
        #[must_use]
        pub fn poll_interval(mut self, interval: Duration) -> Self {
            self.settings.poll_interval = interval;
            self
        }

        /// How many bytes the body of a response may have; at first 64 MiB.
        #[must_use]
        pub fn body_limit(mut self, bytes: u64) -> Self {
            self.settings.body_limit = bytes;
            self
        }

        /// What the header `User-Agent` says; at first the name and version of this crate.
        #[must_use]
        pub fn user_agent(mut self, text: impl Into<String>) -> Self {
            self.settings.user_agent = text.into();
            self
        }

        /// Sends a random id in a header of this name, such as `x-ms-client-request-id` or `ms-correlationid`: one for
        /// each call, the same whenever it is sent again. What an operation's own parameter says goes first.
        #[must_use]
        pub fn request_id_header(mut self, name: HeaderName) -> Self {
            self.settings.id_header = Some(name);
            self
        }

        /// Sees, and may change, each request before it is sent, every time that it is. Hooks run in the order in which
        /// they were added; the credential comes after them, and they never see it.
        #[must_use]
        pub fn on_request(
            mut self,
            hook: impl Fn(&mut Request<Vec<u8>>) + Send + Sync + 'static,
        ) -> Self {
            self.settings.on_request.push(Arc::new(hook));
            self
        }

        /// Sees, and may change, each response before anything is made of it, also one after which the request is sent
        /// again. Hooks run in the order in which they were added.
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
