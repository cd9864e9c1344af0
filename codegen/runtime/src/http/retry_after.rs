//! The header `Retry-After`.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// When to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// After so much time.
    After(Duration),
    /// At this time.
    At(SystemTime),
}

impl RetryAfter {
    /// What the headers of a response say: a number of seconds or a date of HTTP, or nothing that can be read.
    ///
    /// The headers `retry-after-ms` and `x-ms-retry-after-ms`, which some services send beside it, are more exact.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
        let exact = ["retry-after-ms", "x-ms-retry-after-ms"]
            .into_iter()
            .find_map(|name| text(name)?.parse().ok());
        if let Some(milliseconds) = exact {
            return Some(Self::After(Duration::from_millis(milliseconds)));
        }
        let value = text(RETRY_AFTER.as_str())?;
        if let Ok(seconds) = value.parse() {
            return Some(Self::After(Duration::from_secs(seconds)));
        }
        httpdate::parse_http_date(value).ok().map(Self::At)
    }

    /// How long that is from a moment on; nothing if it has passed.
    #[must_use]
    pub fn from(self, now: SystemTime) -> Duration {
        match self {
            Self::After(duration) => duration,
            Self::At(time) => time.duration_since(now).unwrap_or_default(),
        }
    }
}
