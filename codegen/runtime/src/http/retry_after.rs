//! The header `Retry-After`.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// Time of the next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// After this duration.
    After(Duration),
    /// At this time.
    At(SystemTime),
}

impl RetryAfter {
    /// Reads the headers of a response; `None` if there is neither a number of seconds nor an HTTP date.
    ///
    /// The headers `retry-after-ms` and `x-ms-retry-after-ms`, which some services send as well, take precedence,
    /// because they are more precise.
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

    /// Returns the remaining time from `now` on; zero if it has passed.
    #[must_use]
    pub fn from(self, now: SystemTime) -> Duration {
        match self {
            Self::After(duration) => duration,
            Self::At(time) => time.duration_since(now).unwrap_or_default(),
        }
    }
}
