//! Retries of requests.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode};

use super::super::http::RetryAfter;
use super::{TransportError, TransportErrorKind};

/// The shortest wait between two connections of a stream whose service sets it.
const SHORTEST_RECONNECTION: Duration = Duration::from_millis(500);

/// Policy of a client for sending a request again.
///
/// | outcome | `GET`, `HEAD`, `OPTIONS`, `PUT`, `DELETE` | `POST`, `PATCH` |
/// | --- | --- | --- |
/// | no connection | retry | retry: nothing was sent |
/// | timeout, broken connection | retry | no retry: the service may have acted |
/// | 429 | retry | retry: the service did not act |
/// | 503 with `Retry-After` | retry | retry: the service did not act |
/// | 408, 500, 502, 503, 504 | retry | no retry: the service may have acted |
///
/// [`all_methods`](Self::all_methods) treats `POST` and `PATCH` like the others. The wait is that of `Retry-After`: seconds, a date, or milliseconds. Without the header it doubles with each attempt
/// up to a maximum, and a random part is subtracted so that many clients do not return at once. If the service asks for
/// a longer wait than the maximum, the client returns the response at once.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    retries: u32,
    first: Duration,
    cap: Duration,
    jitter: f64,
    all_methods: bool,
}

impl Default for RetryPolicy {
    /// Three retries, after 0.8 seconds and then after twice the last wait, up to a minute, minus up to a fifth at
    /// random.
    fn default() -> Self {
        Self {
            retries: 3,
            first: Duration::from_millis(800),
            cap: Duration::from_secs(60),
            jitter: 0.2,
            all_methods: false,
        }
    }
}

impl RetryPolicy {
    /// No retries.
    #[must_use]
    pub fn none() -> Self {
        Self::default().retries(0)
    }

    /// Sets the maximum number of retries.
    #[must_use]
    pub fn retries(self, retries: u32) -> Self {
        Self { retries, ..self }
    }

    /// Sets the first wait, for responses without `Retry-After`.
    #[must_use]
    pub fn first_wait(self, first: Duration) -> Self {
        Self { first, ..self }
    }

    /// Sets the maximum wait.
    #[must_use]
    pub fn longest_wait(self, cap: Duration) -> Self {
        Self { cap, ..self }
    }

    /// Sets the largest part of a wait that is subtracted at random, from 0 to 1.
    #[must_use]
    pub fn jitter(self, jitter: f64) -> Self {
        let jitter = if jitter.is_nan() {
            0.0
        } else {
            jitter.clamp(0.0, 1.0)
        };
        Self { jitter, ..self }
    }

    /// Repeats `POST` and `PATCH` like `PUT`. Choose it for a service that recognises a request which it has received
    /// before, for instance by its id, and for operations that change nothing.
    #[must_use]
    pub fn all_methods(self) -> Self {
        Self {
            all_methods: true,
            ..self
        }
    }

    /// Returns the wait before the next attempt of a request that was sent `sent` times; `None` if there is no next
    /// attempt.
    pub(super) fn wait(
        &self,
        method: &Method,
        sent: u32,
        outcome: Outcome<'_>,
        now: SystemTime,
    ) -> Option<Duration> {
        let is_repeatable = self.all_methods || method.is_idempotent();
        if sent > self.retries || !is_retryable(is_repeatable, outcome) {
            return None;
        }
        let asked = match outcome {
            Outcome::Response(_, headers) => RetryAfter::of(headers),
            Outcome::Error(_) => None,
        };
        if let Some(asked) = asked {
            let asked = asked.from(now);
            return (asked <= self.cap).then_some(asked);
        }
        Some(self.growing_wait(sent))
    }

    /// Returns the wait after a number of attempts, without what a service asks for.
    fn growing_wait(&self, sent: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(sent.saturating_sub(1));
        let wait = self.first.saturating_mul(doubled).min(self.cap);
        wait.mul_f64(1.0 - self.jitter * random_fraction())
    }

    /// Returns the wait before the next connection of a stream, after a number of connections without an event, and with the wait that the
    /// service has set; `None` if there is no next one.
    pub(super) fn reconnection(&self, attempts: u32, asked: Option<Duration>) -> Option<Duration> {
        if attempts >= self.retries {
            return None;
        }
        match asked {
            Some(asked) => (asked <= self.cap).then(|| asked.max(SHORTEST_RECONNECTION)),
            None => Some(self.growing_wait(attempts.saturating_add(1))),
        }
    }
}

/// Result of sending a request.
#[derive(Clone, Copy)]
pub(super) enum Outcome<'a> {
    Response(StatusCode, &'a HeaderMap),
    Error(&'a TransportError),
}

fn is_retryable(repeatable: bool, outcome: Outcome<'_>) -> bool {
    match outcome {
        Outcome::Response(status, headers) => match status.as_u16() {
            429 => true,
            503 => repeatable || RetryAfter::of(headers).is_some(),
            408 | 500 | 502 | 504 => repeatable,
            _ => false,
        },
        Outcome::Error(error) => match error.kind() {
            TransportErrorKind::Connect => true,
            TransportErrorKind::Timeout | TransportErrorKind::Cut => repeatable,
            TransportErrorKind::TooLong { .. }
            | TransportErrorKind::Unusable
            | TransportErrorKind::Upload => false,
        },
    }
}

/// Returns random bits. The standard library seeds its hashers at random.
pub(super) fn random_bits() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Returns a random number from 0 to 1.
fn random_fraction() -> f64 {
    let bits = u32::try_from(random_bits() >> 32).unwrap_or(0);
    f64::from(bits) / f64::from(u32::MAX)
}
