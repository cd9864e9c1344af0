//! A long-running operation, awaited.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::super::LongRunning;
use super::super::http::Reply;
use super::error::Failure;
use super::polling::Polling;
use super::{Client, Error, Progress, Transport};

/// A long-running operation: asked after by hand, awaited, or stored and gone on with later.
pub struct Poller<V, T, C> {
    client: Client<V, T>,
    polling: Polling<C>,
}

impl<V, T: Transport, C: LongRunning> Poller<V, T, C> {
    pub(super) fn new(client: Client<V, T>, polling: Polling<C>) -> Self {
        Self { client, polling }
    }

    /// Asks once, at once, whatever the service said about waiting.
    ///
    /// # Errors
    ///
    /// As [`Client::send`], and [`Error::Operation`] if the operation ended, but not well. The result can be taken once.
    pub async fn poll(&mut self) -> Result<Progress<Reply<C::Final>>, Error<C::Error>> {
        let response = match self.polling.request()? {
            Some(request) => Some(self.client.exchange::<C>(request).await?),
            None => None,
        };
        let now = self.client.transport().now();
        self.polling.received(self.client.settings(), response, now)
    }

    /// How long it is until it makes sense to ask.
    #[must_use]
    pub fn next_poll(&self) -> Duration {
        self.polling.wait(self.client.transport().now())
    }

    /// Asks, as often as the service wants it, until the operation is finished.
    ///
    /// # Errors
    ///
    /// As [`poll`](Self::poll).
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

    /// The same, but only for so long. The operation goes on, and so can its poller.
    ///
    /// # Errors
    ///
    /// As [`poll`](Self::poll), and [`Error::Deadline`] as soon as it is clear that the time is not enough.
    pub async fn wait_for(&mut self, time: Duration) -> Result<Reply<C::Final>, Error<C::Error>> {
        let start = self.client.transport().now();
        self.wait_until(start.checked_add(time).unwrap_or(start))
            .await
    }

    /// The same, but only until a time.
    ///
    /// # Errors
    ///
    /// As [`poll`](Self::poll), and [`Error::Deadline`] as soon as it is clear that the time is not enough.
    pub async fn wait_until(
        &mut self,
        deadline: SystemTime,
    ) -> Result<Reply<C::Final>, Error<C::Error>> {
        loop {
            let transport = self.client.transport();
            let left = deadline.duration_since(transport.now()).unwrap_or_default();
            let wait = self.next_poll();
            if wait > left {
                return Err(Failure::Deadline.into());
            }
            if !wait.is_zero() {
                transport.sleep(wait).await;
            }
            if let Progress::Done(reply) = self.poll().await? {
                return Ok(reply);
            }
        }
    }

    /// A text with which [`Client::poller_from`] goes on later; `None` if there is nothing more to ask for.
    ///
    /// It holds the links that the service sent, so keep it as you keep the data.
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
