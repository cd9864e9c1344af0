//! Spans and events of calls, with the feature `tracing`. They contain no URL, header or body, which may be secret.

use std::time::Duration;

use http::{Method, StatusCode};

use super::TransportError;

/// The span of a call.
#[cfg(feature = "tracing")]
pub(super) struct Trace(::tracing::Span);

/// Nothing, without the feature `tracing`.
#[cfg(not(feature = "tracing"))]
pub(super) struct Trace;

#[cfg(feature = "tracing")]
impl Trace {
    pub(super) fn start(operation: &str, method: &Method) -> Self {
        Self(::tracing::info_span!(
            "call",
            operation,
            method = method.as_str()
        ))
    }

    pub(super) fn sent(&self, attempt: u32) {
        ::tracing::debug!(parent: &self.0, attempt, "request sent");
    }

    pub(super) fn received(&self, status: StatusCode) {
        ::tracing::debug!(parent: &self.0, status = status.as_u16(), "response received");
    }

    pub(super) fn failed(&self, error: &TransportError) {
        ::tracing::warn!(parent: &self.0, error = %error, "no response");
    }

    pub(super) fn waits(&self, wait: Duration) {
        ::tracing::info!(parent: &self.0, wait = ?wait, "waiting for the next attempt");
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    pub(super) fn start(_: &str, _: &Method) -> Self {
        Self
    }

    pub(super) fn sent(&self, _: u32) {}

    pub(super) fn received(&self, _: StatusCode) {}

    pub(super) fn failed(&self, _: &TransportError) {}

    pub(super) fn waits(&self, _: Duration) {}
}
