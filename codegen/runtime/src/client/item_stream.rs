//! Streams of items of the asynchronous client.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::Request;
use http::response::Parts;

use super::super::{Operation, Streamed, Version};
use super::asynchronous::Client;
use super::call_options::CallOptions;
use super::error::CallFailure;
use super::exchange::Subject;
use super::item_cursor::{ItemCursor, Step};
use super::{Download, Error, Transport, TransportError};

type ItemResult<C> = Result<<C as Streamed>::Item, Error<<C as super::super::Call>::Error>>;
type Opened = Result<(Parts, Download, Vec<u8>), CallFailure>;
type Opening = Pin<Box<dyn Future<Output = Opened> + Send>>;

/// The items of a stream, such as server-sent events, by [`next_item`](Self::next_item) or as a [`Stream`].
///
/// An item that does not match its type is an error, and the items after it follow. All other errors end the stream, also an item
/// that is too long. So does the event data `[DONE]`, where the documents say that data is JSON.
///
/// A `GET` whose events have ids is sent again with `Last-Event-ID` if the connection breaks or is idle for too long, after the wait that the service has set, or
/// else a growing one. The retries of the client's policy are those without an event between them.
pub struct ItemStream<V, T, C> {
    client: Client<V, T>,
    cursor: ItemCursor<C>,
    state: State,
}

enum State {
    Reading(Download),
    Ended(Option<TransportError>),
    Opening(Opening),
    Over,
}

impl<V, T: Transport> Client<V, T> {
    /// Sends an operation that answers with a stream of items, and returns them as they arrive.
    ///
    /// # Errors
    ///
    /// The errors of [`send`](Self::send), or the response is no stream of items.
    pub async fn stream<C: Operation<V> + Streamed>(
        &self,
        call: &C,
    ) -> Result<ItemStream<V, T, C>, Error<C::Error>>
    where
        V: Version,
    {
        self.stream_at(V::API_VERSION, call).await
    }

    /// Streams the items of an operation in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The errors of [`stream`](Self::stream), or the api-version does not have the operation in this form.
    pub async fn stream_at<C: Streamed>(
        &self,
        api_version: &str,
        call: &C,
    ) -> Result<ItemStream<V, T, C>, Error<C::Error>> {
        let request = self.request(call, api_version)?;
        let now = self.transport().now();
        let mut cursor = ItemCursor::new(request, self.call_settings(), now);
        let opened = open(self.clone(), cursor.request(), Subject::of::<C>(), None);
        let (parts, body, failure) = opened.await?;
        cursor.begin(parts, failure)?;
        Ok(ItemStream {
            client: self.clone(),
            cursor,
            state: State::Reading(body),
        })
    }
}

/// Sends the request of a stream, after a wait.
async fn open<V, T: Transport>(
    client: Client<V, T>,
    request: Request<Vec<u8>>,
    subject: Subject,
    wait: Option<Duration>,
) -> Opened {
    if let Some(wait) = wait {
        client.transport().sleep(wait).await;
    }
    let (parts, body) = client.exchange_stream(subject, request, None, true).await?;
    if parts.status.is_success() {
        return Ok((parts, body, Vec::new()));
    }
    let failure = client.collect(body).await;
    let failure = failure.map_err(CallFailure::Transport)?;
    Ok((parts, Download::from(Vec::new()), failure))
}

impl<V, T: Transport, C: Streamed> ItemStream<V, T, C> {
    /// Reconnects also after the service has ended a response, and without ids, until the service answers with status 204, or ends as many
    /// responses without an event as the policy permits retries. Only a `GET` with events is sent again.
    #[must_use]
    pub fn follow(mut self) -> Self {
        self.cursor.follow();
        self
    }

    /// The id of the last event that has one, for the header `Last-Event-ID` of a later call.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.cursor.last_event_id()
    }
}

impl<V, T, C> ItemStream<V, T, C>
where
    V: 'static,
    T: Transport,
    C: Streamed,
{
    /// Receives the next item; `None` at the end.
    ///
    /// # Errors
    ///
    /// The item can't be read, the connection broke or was idle for too long, or the service refused another one.
    pub async fn next_item(&mut self) -> Result<Option<C::Item>, Error<C::Error>> {
        let next = poll_fn(|context| self.poll_item(context)).await;
        next.transpose()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<ItemResult<C>>> {
        loop {
            if let Some(item) = self.cursor.next_item() {
                return Poll::Ready(Some(item));
            }
            if self.cursor.is_over() {
                self.state = State::Over;
            }
            self.state = match &mut self.state {
                State::Reading(body) => match ready!(Pin::new(body).poll_next(context)) {
                    Some(Ok(chunk)) => {
                        self.cursor.push(&chunk);
                        continue;
                    }
                    Some(Err(error)) => State::Ended(Some(error)),
                    None => {
                        self.state = State::Ended(None);
                        match self.cursor.finish() {
                            Some(item) => return Poll::Ready(Some(item)),
                            None => continue,
                        }
                    }
                },
                State::Ended(error) => {
                    let now = self.client.transport().now();
                    let settings = self.client.call_settings();
                    match self.cursor.end(error.take(), settings, now) {
                        Step::End => State::Over,
                        Step::Fail(error) => {
                            self.state = State::Over;
                            return Poll::Ready(Some(Err(error)));
                        }
                        Step::Reconnect(wait, options) => self.reopen(wait, *options),
                    }
                }
                State::Opening(opening) => {
                    let opened = ready!(opening.as_mut().poll(context));
                    let begun = opened
                        .map_err(Error::from)
                        .and_then(|(parts, body, failure)| {
                            self.cursor.begin(parts, failure)?;
                            Ok(body)
                        });
                    match begun {
                        Ok(body) => State::Reading(body),
                        Err(error) => {
                            self.state = State::Over;
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
                State::Over => return Poll::Ready(None),
            };
        }
    }

    fn reopen(&self, wait: Duration, options: CallOptions) -> State {
        let client = self.client.with(options);
        let request = self.cursor.request();
        State::Opening(Box::pin(open(
            client,
            request,
            Subject::of::<C>(),
            Some(wait),
        )))
    }
}

impl<V, T, C> Stream for ItemStream<V, T, C>
where
    V: 'static,
    T: Transport,
    C: Streamed,
{
    type Item = ItemResult<C>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<V, T, C> fmt::Debug for ItemStream<V, T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ItemStream").finish_non_exhaustive()
    }
}
