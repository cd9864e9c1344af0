//! Credentials of clients.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderName, HeaderValue, Request};

use super::error::{CallFailure, CredentialError};
use super::link::set_query;

/// Credential that authenticates requests.
///
/// A client adds it to a request after all hooks. It sends it to the origin of the endpoint and, for an operation with a
/// server of its own in the documents, to that server if the connection is encrypted. No error or debug output contains
/// it.
#[derive(Clone)]
pub struct Credential(Vec<CredentialKind>);

#[derive(Clone)]
enum CredentialKind {
    Header(HeaderName, Result<HeaderValue, ()>),
    Query(String, String),
    /// A pair `name=value`.
    Cookie(Result<HeaderValue, ()>),
    /// Bearer tokens, which the client caches, and the function that provides them; none if the client has an
    /// asynchronous one.
    Tokens(Option<Arc<TokenFn>>),
}

pub(super) type TokenFn =
    dyn Fn(&TokenRequest) -> Result<Token, Box<dyn Error + Send + Sync>> + Send + Sync;

impl Credential {
    /// No credential.
    #[must_use]
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// A fixed bearer token, which the client does not renew.
    #[must_use]
    pub fn bearer(token: &str) -> Self {
        Self(vec![CredentialKind::Header(
            AUTHORIZATION,
            bearer_header(token),
        )])
    }

    /// Bearer tokens from a function.
    ///
    /// The client reuses a token until five minutes before it expires, or half of its lifetime before if that is
    /// shorter. If the service refuses a token, the client requests a new one once.
    #[must_use]
    pub fn tokens(
        give: impl Fn(&TokenRequest) -> Result<Token, Box<dyn Error + Send + Sync>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(vec![CredentialKind::Tokens(Some(Arc::new(give)))])
    }

    /// A user name and a password: HTTP basic authentication.
    #[must_use]
    pub fn basic(user: &str, password: &str) -> Self {
        let text = base64(format!("{user}:{password}").as_bytes());
        let value = sensitive_value(&format!("Basic {text}"));
        Self(vec![CredentialKind::Header(AUTHORIZATION, value)])
    }

    /// A key in a header with this name.
    #[must_use]
    pub fn header(name: HeaderName, key: &str) -> Self {
        Self(vec![CredentialKind::Header(name, sensitive_value(key))])
    }

    /// A key in a query parameter with this name. It replaces a parameter of that name in a link.
    #[must_use]
    pub fn query(name: &str, key: &str) -> Self {
        Self(vec![CredentialKind::Query(name.to_owned(), key.to_owned())])
    }

    /// A key in a cookie with this name, beside the cookies of the request.
    #[must_use]
    pub fn cookie(name: &str, key: &str) -> Self {
        let pair = sensitive_value(&format!("{name}={key}"));
        Self(vec![CredentialKind::Cookie(pair)])
    }

    /// Both credentials, for operations that require them together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Returns true if requests contain a secret.
    pub(super) fn is_secret(&self) -> bool {
        !self.0.is_empty()
    }

    /// Returns true if requests need a token.
    pub(super) fn needs_token(&self) -> bool {
        let is_token = |kind: &CredentialKind| matches!(kind, CredentialKind::Tokens(_));
        self.0.iter().any(is_token)
    }

    /// Returns the function that provides tokens.
    pub(super) fn token_source(&self) -> Option<&TokenFn> {
        self.0.iter().find_map(|kind| match kind {
            CredentialKind::Tokens(give) => give.as_deref(),
            _ => None,
        })
    }

    /// Adds the credential to a request. `token` is the header value of the bearer token, if there is one.
    pub(super) fn add(
        &self,
        request: &mut Request<Vec<u8>>,
        token: Option<&HeaderValue>,
    ) -> Result<(), CallFailure> {
        let mut kinds = self.0.iter();
        let added = kinds.try_for_each(|kind| kind.add(request, token));
        added.map_err(|reason| {
            CallFailure::Credential(CredentialError {
                reason,
                source: None,
            })
        })
    }
}

#[cfg(feature = "client")]
impl Credential {
    /// Bearer tokens from a function of the client.
    pub(super) fn client_tokens() -> Self {
        Self(vec![CredentialKind::Tokens(None)])
    }
}

impl CredentialKind {
    fn add(
        &self,
        request: &mut Request<Vec<u8>>,
        token: Option<&HeaderValue>,
    ) -> Result<(), &'static str> {
        const INVALID_HEADER: &str = "the credential is not a valid header value";
        const INVALID_URL: &str = "the credential is not valid in a URL";
        match self {
            Self::Header(name, value) => {
                let value = value.clone().map_err(|()| INVALID_HEADER)?;
                match *name == COOKIE {
                    true => add_cookie(request, &value).ok_or(INVALID_HEADER)?,
                    false => drop(request.headers_mut().insert(name, value)),
                }
            }
            Self::Cookie(pair) => {
                let pair = pair.as_ref().map_err(|()| INVALID_HEADER)?;
                add_cookie(request, pair).ok_or(INVALID_HEADER)?;
            }
            Self::Query(name, key) => {
                *request.uri_mut() = set_query(request.uri(), name, key).ok_or(INVALID_URL)?;
            }
            Self::Tokens(_) => {
                if let Some(token) = token {
                    request.headers_mut().insert(AUTHORIZATION, token.clone());
                }
            }
        }
        Ok(())
    }
}

/// Adds a cookie after those of the request.
fn add_cookie(request: &mut Request<Vec<u8>>, pair: &HeaderValue) -> Option<()> {
    let headers = request.headers_mut();
    let others = headers.get_all(COOKIE).iter();
    let mut all: Vec<&[u8]> = others.map(HeaderValue::as_bytes).collect();
    all.push(pair.as_bytes());
    let mut value = HeaderValue::from_bytes(&all.join(&b"; "[..])).ok()?;
    value.set_sensitive(true);
    headers.insert(COOKIE, value);
    Some(())
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = self.0.iter().map(|kind| match kind {
            CredentialKind::Header(..) => "header",
            CredentialKind::Query(..) => "query",
            CredentialKind::Cookie(_) => "cookie",
            CredentialKind::Tokens(_) => "tokens",
        });
        let kinds: Vec<&str> = kinds.collect();
        let kinds = match kinds.is_empty() {
            true => "none".to_owned(),
            false => kinds.join(", "),
        };
        write!(formatter, "Credential({kinds})")
    }
}

/// Request for a bearer token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRequest {
    pub(super) scopes: Vec<String>,
    pub(super) refused: bool,
}

impl TokenRequest {
    /// The scopes that the token has to cover: `https://management.azure.com/.default`.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// True if the service refused the last token, so that the next one must not come from a cache.
    #[must_use]
    pub fn after_refusal(&self) -> bool {
        self.refused
    }
}

/// A bearer token.
#[derive(Clone)]
pub struct Token {
    pub(super) text: String,
    pub(super) end: Expiry,
}

#[derive(Clone, Copy)]
pub(super) enum Expiry {
    Unknown,
    At(SystemTime),
    After(Duration),
}

impl Token {
    /// Creates a token without a known expiry: the client uses it until the service refuses it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            end: Expiry::Unknown,
        }
    }

    /// Sets the time at which the token expires.
    #[must_use]
    pub fn expires_at(self, time: SystemTime) -> Self {
        let end = Expiry::At(time);
        Self { end, ..self }
    }

    /// Sets the lifetime of the token from now on: `expires_in` of a token response.
    #[must_use]
    pub fn expires_in(self, duration: Duration) -> Self {
        let end = Expiry::After(duration);
        Self { end, ..self }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token")
    }
}

pub(super) fn bearer_header(token: &str) -> Result<HeaderValue, ()> {
    sensitive_value(&format!("Bearer {token}"))
}

fn sensitive_value(text: &str) -> Result<HeaderValue, ()> {
    let mut value = HeaderValue::from_str(text).map_err(|_| ())?;
    value.set_sensitive(true);
    Ok(value)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| chunk.get(index).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4_usize {
            let index = (bits >> (18 - 6 * digit)) & 0x3F;
            let found = usize::try_from(index)
                .ok()
                .and_then(|index| DIGITS.get(index));
            match found {
                Some(found) if digit <= chunk.len() => text.push(char::from(*found)),
                _ => text.push('='),
            }
        }
    }
    text
}
