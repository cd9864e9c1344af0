//! Time limits of streams over `reqwest`.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::reqwest::transport_error;
use super::{StreamLimits, TransportError, TransportErrorKind, UploadBody};

/// The time of the last byte of an exchange, and its limits.
#[derive(Clone)]
pub(super) struct Pulse {
    limits: StreamLimits,
    /// The end of the exchange.
    end: Option<Instant>,
    last: Arc<Mutex<Instant>>,
}

impl Pulse {
    pub(super) fn new(limits: StreamLimits) -> Self {
        let now = Instant::now();
        Self {
            limits,
            end: limits.whole.and_then(|whole| now.checked_add(whole)),
            last: Arc::new(Mutex::new(now)),
        }
    }

    fn beat(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Returns the time at which an exchange without another byte fails.
    fn next_end(&self) -> Option<Instant> {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = self.limits.idle.and_then(|idle| last.checked_add(idle));
        idle.into_iter().chain(self.end).min()
    }

    /// Returns the body of a request that counts as activity when it is read.
    pub(super) fn watch(&self, body: UploadBody) -> WatchedBody {
        WatchedBody {
            length: body.length(),
            body: Mutex::new(body),
            pulse: self.clone(),
        }
    }

    /// Waits for the head of a response.
    pub(super) async fn limit<F: Future>(&self, head: F) -> Result<F::Output, TransportError> {
        let mut head = pin!(head);
        let mut timer: Option<Pin<Box<Sleep>>> = None;
        poll_fn(|context| {
            if let Poll::Ready(head) = head.as_mut().poll(context) {
                self.beat();
                return Poll::Ready(Ok(head));
            }
            self.poll_end(&mut timer, context).map(Err)
        })
        .await
    }

    /// Returns the chunks of a response.
    pub(super) fn chunks(self, body: ::reqwest::Body) -> Chunks {
        Chunks {
            body,
            pulse: self,
            timer: None,
            waits: false,
        }
    }

    /// Waits until the time limit is over.
    fn poll_end(
        &self,
        timer: &mut Option<Pin<Box<Sleep>>>,
        context: &mut Context<'_>,
    ) -> Poll<TransportError> {
        loop {
            let Some(end) = self.next_end() else {
                return Poll::Pending;
            };
            let timer = timer.get_or_insert_with(|| Box::pin(sleep_until(end)));
            if timer.deadline() < end {
                timer.as_mut().reset(end);
            }
            ready!(timer.as_mut().poll(context));
            // A byte may have moved the end.
            if self.next_end().is_some_and(|end| end <= Instant::now()) {
                return Poll::Ready(TransportError::new(TransportErrorKind::Timeout));
            }
        }
    }
}

/// The chunks of a response.
pub(super) struct Chunks {
    body: ::reqwest::Body,
    pulse: Pulse,
    timer: Option<Pin<Box<Sleep>>>,
    /// True while a chunk is waited for.
    waits: bool,
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunks = self.get_mut();
        loop {
            if let Poll::Ready(frame) = Pin::new(&mut chunks.body).poll_frame(context) {
                chunks.waits = false;
                match frame.map(|frame| frame.map(Frame::into_data)) {
                    Some(Ok(Ok(data))) if !data.is_empty() => return Poll::Ready(Some(Ok(data))),
                    // Trailers.
                    Some(Ok(_)) => continue,
                    Some(Err(error)) => return Poll::Ready(Some(Err(transport_error(error)))),
                    None => return Poll::Ready(None),
                }
            }
            if !chunks.waits {
                // The time of the reader does not count.
                chunks.pulse.beat();
                chunks.waits = true;
            }
            let end = chunks.pulse.poll_end(&mut chunks.timer, context);
            return end.map(|error| Some(Err(error)));
        }
    }
}

/// The body of a request.
pub(super) struct WatchedBody {
    /// `reqwest` asks for a body that threads can share.
    body: Mutex<UploadBody>,
    length: Option<u64>,
    pulse: Pulse,
}

impl Body for WatchedBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let own = self.get_mut();
        own.pulse.beat();
        let body = own.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = ready!(Pin::new(body).poll_next(context));
        own.pulse.beat();
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        match self.length {
            Some(length) => SizeHint::with_exact(length),
            None => SizeHint::default(),
        }
    }
}
