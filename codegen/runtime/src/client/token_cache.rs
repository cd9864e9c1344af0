//! Cache of tokens. Calls that need the same token wait for one renewal.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, SystemTime};

use http::HeaderValue;

use super::Token;
use super::credential::{Expiry, bearer_header};
use super::error::CredentialError;

/// The time before its expiry at which a token is renewed. For a token with less than twice that lifetime it is half of
/// the lifetime.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// Cached tokens by their scopes. All clones of a client share them.
#[derive(Default)]
pub(super) struct TokenCache {
    entries: Mutex<BTreeMap<Vec<String>, Entry>>,
    /// Notified when a renewal ends.
    ended: Condvar,
}

/// The token of some scopes.
#[derive(Default)]
struct Entry {
    token: Option<CachedToken>,
    /// The number of renewals that have ended.
    renewals: u64,
    /// The failure of the last renewal.
    failure: Option<Arc<dyn Error + Send + Sync>>,
    /// True while a token is renewed.
    renewing: bool,
    /// The tasks that wait for the end of the renewal.
    waiting: Vec<Waker>,
}

struct CachedToken {
    header: HeaderValue,
    refresh: Option<SystemTime>,
    end: Option<SystemTime>,
}

/// The token that a call finds.
pub(super) struct Found {
    /// The value of the header.
    pub(super) token: Option<HeaderValue>,
    /// The number of renewals before.
    pub(super) renewals: u64,
}

/// The part of a call in the renewal of a token.
pub(super) enum Turn<'a> {
    /// The call renews the token.
    Renew(Renewal<'a>),
    /// Another call has renewed it, or failed to.
    Renewed(Result<(), Box<dyn Error + Send + Sync>>),
}

/// A renewal. Dropping it lets another call try.
pub(super) struct Renewal<'a> {
    cache: &'a TokenCache,
    scopes: &'a [String],
}

/// A failure that several calls share.
#[derive(Debug)]
struct SharedError(Arc<dyn Error + Send + Sync>);

impl TokenCache {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<Vec<String>, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the header value of a token that need not be renewed yet.
    pub(super) fn fresh(&self, scopes: &[String], now: SystemTime) -> Found {
        self.find(scopes, |token| {
            token.refresh.is_none_or(|refresh| now < refresh)
        })
    }

    /// Returns the header value of a token that has not expired.
    pub(super) fn valid(&self, scopes: &[String], now: SystemTime) -> Found {
        self.find(scopes, |token| token.end.is_none_or(|end| now < end))
    }

    fn find(&self, scopes: &[String], is_usable: impl Fn(&CachedToken) -> bool) -> Found {
        let entries = self.lock();
        let entry = entries.get(scopes);
        let token = entry.and_then(|entry| entry.token.as_ref());
        Found {
            token: token
                .filter(|token| is_usable(token))
                .map(|token| token.header.clone()),
            renewals: entry.map_or(0, |entry| entry.renewals),
        }
    }

    fn try_turn<'a>(
        &'a self,
        entry: &mut Entry,
        scopes: &'a [String],
        renewals: u64,
    ) -> Option<Turn<'a>> {
        if entry.renewals != renewals {
            let failure = entry.failure.clone();
            return Some(Turn::Renewed(match failure {
                Some(failure) => Err(Box::new(SharedError(failure))),
                None => Ok(()),
            }));
        }
        if entry.renewing {
            return None;
        }
        entry.renewing = true;
        Some(Turn::Renew(Renewal {
            cache: self,
            scopes,
        }))
    }
}

#[cfg(feature = "client")]
impl TokenCache {
    /// Takes part in a renewal after a number of renewals; `None` while another call renews the token, whose end wakes the
    /// task.
    pub(super) fn turn<'a>(
        &'a self,
        scopes: &'a [String],
        renewals: u64,
        waker: &Waker,
    ) -> Option<Turn<'a>> {
        let mut entries = self.lock();
        let entry = entries.entry(scopes.to_vec()).or_default();
        let turn = self.try_turn(entry, scopes, renewals);
        if turn.is_none() {
            entry.waiting.push(waker.clone());
        }
        turn
    }
}

#[cfg(feature = "blocking")]
impl TokenCache {
    /// Takes part in a renewal after a number of renewals, and blocks while another call renews the token.
    pub(super) fn wait_turn<'a>(&'a self, scopes: &'a [String], renewals: u64) -> Turn<'a> {
        let mut entries = self.lock();
        loop {
            let entry = entries.entry(scopes.to_vec()).or_default();
            if let Some(turn) = self.try_turn(entry, scopes, renewals) {
                return turn;
            }
            entries = self
                .ended
                .wait(entries)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Renewal<'_> {
    /// Ends the renewal with a token, or with the failure to get one.
    pub(super) fn end(
        self,
        token: Result<Token, Box<dyn Error + Send + Sync>>,
        now: SystemTime,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        let token = token.and_then(|token| Ok(CachedToken::new(&token, now)?));
        let mut entries = self.cache.lock();
        let entry = entries.entry(self.scopes.to_vec()).or_default();
        entry.renewals = entry.renewals.wrapping_add(1);
        match token {
            Ok(token) => {
                (entry.token, entry.failure) = (Some(token), None);
                Ok(())
            }
            Err(failure) => {
                let failure: Arc<dyn Error + Send + Sync> = failure.into();
                entry.failure = Some(Arc::clone(&failure));
                Err(Box::new(SharedError(failure)))
            }
        }
    }
}

impl Drop for Renewal<'_> {
    fn drop(&mut self) {
        let mut waiting = Vec::new();
        if let Some(entry) = self.cache.lock().get_mut(self.scopes) {
            entry.renewing = false;
            std::mem::swap(&mut waiting, &mut entry.waiting);
        }
        self.cache.ended.notify_all();
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl CachedToken {
    fn new(token: &Token, now: SystemTime) -> Result<Self, CredentialError> {
        let header = bearer_header(&token.text).map_err(|()| CredentialError {
            reason: "the token is not a valid header value",
            source: None,
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
        Ok(Self {
            header,
            refresh,
            end,
        })
    }
}

impl fmt::Display for SharedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Error for SharedError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
