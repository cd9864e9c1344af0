//! What shows who calls.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue, Request, Uri};

use super::error::{CredentialError, Failure};
use super::link::encode;

/// How long before its end a token is no longer used, unless it does not even live twice as long.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// What shows who calls.
///
/// It is added to a request after everything else, goes to no other origin than the endpoint's, and appears in no text.
#[derive(Clone)]
pub struct Credential(pub(super) Kind);

#[derive(Clone)]
pub(super) enum Kind {
    None,
    Header(HeaderName, Result<HeaderValue, ()>),
    Query(String, String),
    /// Tokens that are asked for and kept until shortly before their end; who gives them, for a client that can't wait
    /// for it otherwise.
    Tokens(Option<Arc<TokenFn>>),
}

type TokenFn = dyn Fn(&TokenRequest) -> Result<Token, Box<dyn Error + Send + Sync>> + Send + Sync;

impl Credential {
    /// Nothing.
    #[must_use]
    pub fn none() -> Self {
        Self(Kind::None)
    }

    /// A bearer token that somebody else takes care of.
    #[must_use]
    pub fn bearer(token: &str) -> Self {
        Self(Kind::Header(AUTHORIZATION, bearer(token)))
    }

    /// Bearer tokens that a function gives. Each is used until five minutes before its end, or half its life if that is
    /// shorter, and once more asked for if the service does not take it.
    #[must_use]
    pub fn tokens(
        give: impl Fn(&TokenRequest) -> Result<Token, Box<dyn Error + Send + Sync>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Kind::Tokens(Some(Arc::new(give))))
    }

    /// A user's name and password.
    #[must_use]
    pub fn basic(user: &str, password: &str) -> Self {
        let text = base64(format!("{user}:{password}").as_bytes());
        Self(Kind::Header(
            AUTHORIZATION,
            secret(&format!("Basic {text}")),
        ))
    }

    /// A key in a header of this name.
    #[must_use]
    pub fn header(name: HeaderName, key: &str) -> Self {
        Self(Kind::Header(name, secret(key)))
    }

    /// A key in a query parameter of this name.
    #[must_use]
    pub fn query(name: &str, key: &str) -> Self {
        Self(Kind::Query(name.to_owned(), key.to_owned()))
    }

    /// Whether there is anything that must not become known.
    pub(super) fn is_secret(&self) -> bool {
        !matches!(self.0, Kind::None)
    }

    /// Adds it to a request; for tokens, this one.
    pub(super) fn add(
        &self,
        request: &mut Request<Vec<u8>>,
        token: Option<HeaderValue>,
    ) -> Result<(), Failure> {
        let invalid = |reason| {
            Failure::Credential(CredentialError {
                reason,
                source: None,
            })
        };
        match &self.0 {
            Kind::None => {}
            Kind::Header(name, value) => {
                let value = value.clone();
                let value =
                    value.map_err(|()| invalid("the credential can't stand in a header"))?;
                request.headers_mut().insert(name, value);
            }
            Kind::Query(name, key) => {
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
                    url.map_err(|_| invalid("the credential can't stand in a URL"))?;
            }
            Kind::Tokens(_) => {
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
            Kind::None => "Credential(none)",
            Kind::Header(..) => "Credential(header)",
            Kind::Query(..) => "Credential(query)",
            Kind::Tokens(_) => "Credential(tokens)",
        })
    }
}

/// A token that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRequest {
    pub(super) scopes: Vec<String>,
    pub(super) refused: bool,
}

impl TokenRequest {
    /// What it has to allow: `https://management.azure.com/.default`.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// Whether the service did not take the last one, so that it should come from no cache.
    #[must_use]
    pub fn after_refusal(&self) -> bool {
        self.refused
    }
}

/// A bearer token.
#[derive(Clone)]
pub struct Token {
    text: String,
    end: End,
}

#[derive(Clone, Copy)]
enum End {
    Unknown,
    At(SystemTime),
    After(Duration),
}

impl Token {
    /// A token whose end is not known: it is used until the service does not take it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            end: End::Unknown,
        }
    }

    /// The same, which ends at a time.
    #[must_use]
    pub fn expires_at(self, time: SystemTime) -> Self {
        let end = End::At(time);
        Self { end, ..self }
    }

    /// The same, which ends after some time from now: `expires_in`.
    #[must_use]
    pub fn expires_in(self, duration: Duration) -> Self {
        let end = End::After(duration);
        Self { end, ..self }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token")
    }
}

/// The tokens that are in use, by their scopes. All clones of a client share them.
#[derive(Default)]
pub(super) struct Tokens(Mutex<BTreeMap<Vec<String>, Kept>>);

#[derive(Clone)]
struct Kept {
    header: HeaderValue,
    refresh: Option<SystemTime>,
    end: Option<SystemTime>,
}

impl Tokens {
    /// A token that is good for a while.
    pub(super) fn fresh(&self, scopes: &[String], now: SystemTime) -> Option<HeaderValue> {
        let kept = self.get(scopes)?;
        kept.refresh
            .is_none_or(|refresh| now < refresh)
            .then_some(kept.header)
    }

    /// A token that has not ended yet.
    pub(super) fn valid(&self, scopes: &[String], now: SystemTime) -> Option<HeaderValue> {
        let kept = self.get(scopes)?;
        kept.end.is_none_or(|end| now < end).then_some(kept.header)
    }

    fn get(&self, scopes: &[String]) -> Option<Kept> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(scopes).cloned()
    }

    /// Keeps a token.
    pub(super) fn put(
        &self,
        scopes: &[String],
        token: &Token,
        now: SystemTime,
    ) -> Result<HeaderValue, Failure> {
        let header = bearer(&token.text).map_err(|()| {
            Failure::Credential(CredentialError {
                reason: "the token can't stand in a header",
                source: None,
            })
        })?;
        let end = match token.end {
            End::Unknown => None,
            End::At(time) => Some(time),
            End::After(duration) => now.checked_add(duration),
        };
        let refresh = end.map(|end| {
            let life = end.duration_since(now).unwrap_or_default();
            end.checked_sub(MARGIN.min(life / 2)).unwrap_or(end)
        });
        let kept = Kept {
            header: header.clone(),
            refresh,
            end,
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(scopes.to_vec(), kept);
        Ok(header)
    }
}

fn bearer(token: &str) -> Result<HeaderValue, ()> {
    secret(&format!("Bearer {token}"))
}

fn secret(text: &str) -> Result<HeaderValue, ()> {
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
