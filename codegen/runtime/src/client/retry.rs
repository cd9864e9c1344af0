//! When a request is sent again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode};

use super::super::http::RetryAfter;
use super::{TransportError, TransportErrorKind};

/// When a request is sent again, and after how long.
///
/// | what happened | `GET`, `HEAD`, `OPTIONS`, `PUT`, `DELETE` | `POST`, `PATCH` |
/// | --- | --- | --- |
/// | no connection | again | again: nothing was sent |
/// | too slow, or cut | again | no: the service may have acted |
/// | 429 | again | again: the service did not act |
/// | 503 with `Retry-After` | again | again: the service did not act |
/// | 408, 500, 502, 503, 504 | again | no: the service may have acted |
///
/// The wait is what `Retry-After` says, as seconds, date or milliseconds; where it says nothing, it doubles from try to
/// try up to a cap, and a random part is taken off so that many clients do not come back at once. If the service asks
/// for a longer wait than the cap, its answer is returned at once: it says when to come back.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    retries: u32,
    first: Duration,
    cap: Duration,
    jitter: f64,
}

impl Default for RetryPolicy {
    /// Three times more, after 0.8 seconds and then twice as long, up to a minute, with a fifth of it random.
    fn default() -> Self {
        Self {
            retries: 3,
            first: Duration::from_millis(800),
            cap: Duration::from_secs(60),
            jitter: 0.2,
        }
    }
}

impl RetryPolicy {
    /// Nothing is sent again.
    #[must_use]
    pub fn none() -> Self {
        Self::default().retries(0)
    }

    /// How often a request is sent again at most.
    #[must_use]
    pub fn retries(self, retries: u32) -> Self {
        Self { retries, ..self }
    }

    /// How long the first wait is where the service says nothing.
    #[must_use]
    pub fn first_wait(self, first: Duration) -> Self {
        Self { first, ..self }
    }

    /// How long a wait is at most.
    #[must_use]
    pub fn longest_wait(self, cap: Duration) -> Self {
        Self { cap, ..self }
    }

    /// How much of a wait may be taken off at random, from 0 to 1.
    #[must_use]
    pub fn jitter(self, jitter: f64) -> Self {
        let jitter = if jitter.is_nan() {
            0.0
        } else {
            jitter.clamp(0.0, 1.0)
        };
        Self { jitter, ..self }
    }

    /// How long to wait before a request is sent again that was sent so often already; `None`: it is not.
    pub(super) fn wait(
        &self,
        method: &Method,
        sent: u32,
        outcome: Outcome<'_>,
        now: SystemTime,
    ) -> Option<Duration> {
        if sent > self.retries || !may_repeat(method, outcome) {
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
        let doubled = 2_u32.saturating_pow(sent.saturating_sub(1));
        let wait = self.first.saturating_mul(doubled).min(self.cap);
        Some(wait.mul_f64(1.0 - self.jitter * fraction()))
    }
}

/// What came of a request.
#[derive(Clone, Copy)]
pub(super) enum Outcome<'a> {
    Response(StatusCode, &'a HeaderMap),
    Error(&'a TransportError),
}

fn may_repeat(method: &Method, outcome: Outcome<'_>) -> bool {
    let repeatable = method.is_idempotent();
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
            TransportErrorKind::TooLong { .. } | TransportErrorKind::Unusable => false,
        },
    }
}

/// Some bits that differ from call to call: the keys of the standard library's hashes are random.
pub(super) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// From 0 to 1.
fn fraction() -> f64 {
    let bits = u32::try_from(random() >> 32).unwrap_or(0);
    f64::from(bits) / f64::from(u32::MAX)
}
