//! Streams of items of the blocking client.

use std::fmt;
use std::time::Duration;

use super::super::super::{Call, Operation, Streamed, Version};
use super::super::call_options::CallOptions;
use super::super::error::CallFailure;
use super::super::exchange::Subject;
use super::super::item_cursor::{ItemCursor, Step};
use super::super::{Error, TransportError};
use super::{Client, Download, Transport};

/// The size in bytes of the parts in which a body is read.
const CHUNK: usize = 16 << 10;

/// The items of a stream, such as server-sent events, by [`next_item`](Self::next_item) or as an [`Iterator`].
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
    buffer: Vec<u8>,
}

enum State {
    Reading(Download),
    Ended(Option<TransportError>),
    Over,
}

impl<V, T: Transport> Client<V, T> {
    /// Sends an operation that answers with a stream of items, and returns them as they arrive.
    ///
    /// # Errors
    ///
    /// The errors of [`send`](Self::send), or the response is no stream of items.
    pub fn stream<C: Operation<V> + Streamed>(
        &self,
        call: &C,
    ) -> Result<ItemStream<V, T, C>, Error<C::Error>>
    where
        V: Version,
    {
        self.stream_at(V::API_VERSION, call)
    }

    /// Streams the items of an operation in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The errors of [`stream`](Self::stream), or the api-version does not have the operation in this form.
    pub fn stream_at<C: Streamed>(
        &self,
        api_version: &str,
        call: &C,
    ) -> Result<ItemStream<V, T, C>, Error<C::Error>> {
        let request = self.request(call, api_version)?;
        let now = self.transport().now();
        let mut cursor = ItemCursor::new(request, self.call_settings(), now);
        let body = self.open(&mut cursor)?;
        Ok(ItemStream {
            client: self.clone(),
            cursor,
            state: State::Reading(body),
            buffer: vec![0; CHUNK],
        })
    }

    /// Sends the request of a stream.
    fn open<C: Streamed>(
        &self,
        cursor: &mut ItemCursor<C>,
    ) -> Result<Download, Error<<C as Call>::Error>> {
        let exchanged = self.exchange_stream(Subject::of::<C>(), cursor.request(), None, true);
        let (parts, mut body) = exchanged?;
        let mut failure = Vec::new();
        if !parts.status.is_success() {
            failure = self.collect(body).map_err(CallFailure::Transport)?;
            body = Download::from(Vec::new());
        }
        cursor.begin(parts, failure)?;
        Ok(body)
    }
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

    /// Receives the next item; `None` at the end.
    ///
    /// # Errors
    ///
    /// The item can't be read, the connection broke or was idle for too long, or the service refused another one.
    pub fn next_item(&mut self) -> Result<Option<C::Item>, Error<C::Error>> {
        self.next().transpose()
    }

    fn reopen(
        &mut self,
        wait: Duration,
        options: CallOptions,
    ) -> Result<Download, Error<C::Error>> {
        let client = self.client.with(options);
        client.transport().sleep(wait);
        client.open(&mut self.cursor)
    }
}

impl<V, T: Transport, C: Streamed> Iterator for ItemStream<V, T, C> {
    type Item = Result<C::Item, Error<C::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.cursor.next_item() {
                return Some(item);
            }
            if self.cursor.is_over() {
                self.state = State::Over;
            }
            match &mut self.state {
                State::Reading(body) => match body.read_some(&mut self.buffer) {
                    Ok(0) => {
                        self.state = State::Ended(None);
                        if let Some(item) = self.cursor.finish() {
                            return Some(item);
                        }
                    }
                    Ok(count) => {
                        let bytes = self.buffer.get(..count).unwrap_or_default();
                        self.cursor.push(bytes);
                    }
                    Err(error) => self.state = State::Ended(Some(error)),
                },
                State::Ended(error) => {
                    let error = error.take();
                    let now = self.client.transport().now();
                    let step = self.cursor.end(error, self.client.call_settings(), now);
                    let reopened = match step {
                        Step::End => {
                            self.state = State::Over;
                            continue;
                        }
                        Step::Fail(error) => Err(error),
                        Step::Reconnect(wait, options) => self.reopen(wait, *options),
                    };
                    match reopened {
                        Ok(body) => self.state = State::Reading(body),
                        Err(error) => {
                            self.state = State::Over;
                            return Some(Err(error));
                        }
                    }
                }
                State::Over => return None,
            }
        }
    }
}

impl<V, T, C> fmt::Debug for ItemStream<V, T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ItemStream").finish_non_exhaustive()
    }
}
