//! Poller of long-running operations.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::super::LongRunning;
use super::super::http::Reply;
use super::error::CallFailure;
use super::exchange::Subject;
use super::polling::Polling;
use super::{Client, Error, Progress, Transport};

/// A long-running operation: poll it, wait for its end, or store its state and resume it later.
pub struct Poller<V, T, C> {
    client: Client<V, T>,
    polling: Polling<C>,
}

impl<V, T: Transport, C: LongRunning> Poller<V, T, C> {
    pub(super) fn new(client: Client<V, T>, polling: Polling<C>) -> Self {
        Self { client, polling }
    }

    /// Polls once, without waiting.
    ///
    /// # Errors
    ///
    /// The errors of [`Client::send`], [`Error::Operation`] if the operation failed or was cancelled, and [`Error::Stored`] if
    /// its result was already returned.
    pub async fn poll(&mut self) -> Result<Progress<Reply<C::Final>>, Error<C::Error>> {
        let response = match self.polling.request()? {
            Some(request) => Some(self.client.exchange(Subject::of::<C>(), request).await?),
            None => None,
        };
        let now = self.client.transport().now();
        self.polling.received(self.client.settings(), response, now)
    }

    /// Returns the remaining time that the service wants to pass before the next poll.
    #[must_use]
    pub fn next_poll(&self) -> Duration {
        self.polling.wait(self.client.transport().now())
    }

    /// Polls at the interval of the service until the operation ends.
    ///
    /// # Errors
    ///
    /// The errors of [`poll`](Self::poll).
    pub async fn wait(&mut self) -> Result<Reply<C::Final>, Error<C::Error>> {
        loop {
            let wait = self.next_poll();
            if !wait.is_zero() {
                self.client.transport().sleep(wait).await;
            }
            if let Progress::Done(reply) = self.poll().await? {
                return Ok(reply);
            }
        }
    }

    /// Polls like [`wait`](Self::wait) for at most `time`. The operation continues after that, and its poller can be
    /// used again.
    ///
    /// # Errors
    ///
    /// The errors of [`poll`](Self::poll), and [`Error::Deadline`] as soon as the next poll would be too late.
    pub async fn wait_for(&mut self, time: Duration) -> Result<Reply<C::Final>, Error<C::Error>> {
        let start = self.client.transport().now();
        self.wait_until(start.checked_add(time).unwrap_or(start))
            .await
    }

    /// Polls like [`wait`](Self::wait) until `deadline`.
    ///
    /// # Errors
    ///
    /// The errors of [`poll`](Self::poll), and [`Error::Deadline`] as soon as the next poll would be too late.
    pub async fn wait_until(
        &mut self,
        deadline: SystemTime,
    ) -> Result<Reply<C::Final>, Error<C::Error>> {
        loop {
            let transport = self.client.transport();
            let left = deadline.duration_since(transport.now()).unwrap_or_default();
            let wait = self.next_poll();
            if wait > left || (left.is_zero() && !self.polling.has_ended()) {
                return Err(CallFailure::Deadline.into());
            }
            if !wait.is_zero() {
                transport.sleep(wait).await;
            }
            if let Progress::Done(reply) = self.poll().await? {
                return Ok(reply);
            }
        }
    }

    /// Returns a text from which [`Client::poller_from`] resumes; `None` once the final response has arrived.
    ///
    /// The text contains the links that the service sent, so protect it as you protect the data.
    #[must_use]
    pub fn state(&self) -> Option<String> {
        self.polling.stored()
    }
}

impl<V, T, C> fmt::Debug for Poller<V, T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Poller").finish_non_exhaustive()
    }
}
