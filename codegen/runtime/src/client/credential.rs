//! Credentials of clients.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue, Request, Uri};

use super::error::{CallFailure, CredentialError};
use super::link::encode;

/// The time before its expiry at which a token is renewed. For a token with less than twice that lifetime it is half of
/// the lifetime.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// Credential that authenticates requests.
///
/// A client adds it to a request after all hooks, and sends it to no other origin than that of the endpoint. No error
/// or debug output contains it.
#[derive(Clone)]
pub struct Credential(pub(super) CredentialKind);

#[derive(Clone)]
pub(super) enum CredentialKind {
    None,
    Header(HeaderName, Result<HeaderValue, ()>),
    Query(String, String),
    /// Bearer tokens, which the client caches, and the function that provides them; none if the client has an
    /// asynchronous one.
    Tokens(Option<Arc<TokenFn>>),
}

type TokenFn = dyn Fn(&TokenRequest) -> Result<Token, Box<dyn Error + Send + Sync>> + Send + Sync;

impl Credential {
    /// No credential.
    #[must_use]
    pub fn none() -> Self {
        Self(CredentialKind::None)
    }

    /// A fixed bearer token, which the client does not renew.
    #[must_use]
    pub fn bearer(token: &str) -> Self {
        Self(CredentialKind::Header(AUTHORIZATION, bearer_header(token)))
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
        Self(CredentialKind::Tokens(Some(Arc::new(give))))
    }

    /// A user name and a password: HTTP basic authentication.
    #[must_use]
    pub fn basic(user: &str, password: &str) -> Self {
        let text = base64(format!("{user}:{password}").as_bytes());
        Self(CredentialKind::Header(
            AUTHORIZATION,
            sensitive_value(&format!("Basic {text}")),
        ))
    }

    /// A key in a header with this name.
    #[must_use]
    pub fn header(name: HeaderName, key: &str) -> Self {
        Self(CredentialKind::Header(name, sensitive_value(key)))
    }

    /// A key in a query parameter with this name.
    #[must_use]
    pub fn query(name: &str, key: &str) -> Self {
        Self(CredentialKind::Query(name.to_owned(), key.to_owned()))
    }

    /// Returns true if requests contain a secret.
    pub(super) fn is_secret(&self) -> bool {
        !matches!(self.0, CredentialKind::None)
    }

    /// Adds the credential to a request. `token` is the header value of the bearer token, if there is one.
    pub(super) fn add(
        &self,
        request: &mut Request<Vec<u8>>,
        token: Option<HeaderValue>,
    ) -> Result<(), CallFailure> {
        let invalid = |reason| {
            CallFailure::Credential(CredentialError {
                reason,
                source: None,
            })
        };
        match &self.0 {
            CredentialKind::None => {}
            CredentialKind::Header(name, value) => {
                let value = value.clone();
                let value =
                    value.map_err(|()| invalid("the credential is not a valid header value"))?;
                request.headers_mut().insert(name, value);
            }
            CredentialKind::Query(name, key) => {
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
                let url = request.uri().to_string();
                let separator = if url.contains('?') { '&' } else { '?' };
                let url = format!(
                    "{url}{separator}{}={}",
                    encode(name, plain),
                    encode(key, plain)
                );
                let url: Result<Uri, _> = url.parse();
                *request.uri_mut() =
                    url.map_err(|_| invalid("the credential is not valid in a URL"))?;
            }
            CredentialKind::Tokens(_) => {
                if let Some(token) = token {
                    request.headers_mut().insert(AUTHORIZATION, token);
                }
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            CredentialKind::None => "Credential(none)",
            CredentialKind::Header(..) => "Credential(header)",
            CredentialKind::Query(..) => "Credential(query)",
            CredentialKind::Tokens(_) => "Credential(tokens)",
        })
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
    text: String,
    end: Expiry,
}

#[derive(Clone, Copy)]
enum Expiry {
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

/// Cached tokens by their scopes. All clones of a client share them.
#[derive(Default)]
pub(super) struct TokenCache(Mutex<BTreeMap<Vec<String>, CachedToken>>);

#[derive(Clone)]
struct CachedToken {
    header: HeaderValue,
    refresh: Option<SystemTime>,
    end: Option<SystemTime>,
}

impl TokenCache {
    /// Returns the header value of a token that need not be renewed yet.
    pub(super) fn fresh(&self, scopes: &[String], now: SystemTime) -> Option<HeaderValue> {
        let kept = self.get(scopes)?;
        kept.refresh
            .is_none_or(|refresh| now < refresh)
            .then_some(kept.header)
    }

    /// Returns the header value of a token that has not expired.
    pub(super) fn valid(&self, scopes: &[String], now: SystemTime) -> Option<HeaderValue> {
        let kept = self.get(scopes)?;
        kept.end.is_none_or(|end| now < end).then_some(kept.header)
    }

    fn get(&self, scopes: &[String]) -> Option<CachedToken> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(scopes).cloned()
    }

    /// Caches a token and returns its header value.
    pub(super) fn put(
        &self,
        scopes: &[String],
        token: &Token,
        now: SystemTime,
    ) -> Result<HeaderValue, CallFailure> {
        let header = bearer_header(&token.text).map_err(|()| {
            CallFailure::Credential(CredentialError {
                reason: "the token is not a valid header value",
                source: None,
            })
        })?;
        let end = match token.end {
            Expiry::Unknown => None,
            Expiry::At(time) => Some(time),
            Expiry::After(duration) => now.checked_add(duration),
        };
        let refresh = end.map(|end| {
            let life = end.duration_since(now).unwrap_or_default();
            end.checked_sub(MARGIN.min(life / 2)).unwrap_or(end)
        });
        let kept = CachedToken {
            header: header.clone(),
            refresh,
            end,
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(scopes.to_vec(), kept);
        Ok(header)
    }
}

fn bearer_header(token: &str) -> Result<HeaderValue, ()> {
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
