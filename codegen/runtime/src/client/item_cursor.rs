//! State machine of a stream of items: its connections and their items, without I/O.

use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use http::header::{ACCEPT, CONTENT_TYPE};
use http::response::Parts;
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};

use super::super::http::{ClientRequestId, HttpCall, RefuseUnfit, unreadable};
use super::super::{ItemReader, RawItem, ReadError, Streamed};
use super::call_options::{CallOptions, CallSettings};
use super::error::CallFailure;
use super::{Error, TransportError, TransportErrorKind};

/// The header with the id of the last event that arrived.
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The data with which many services end a stream of events in JSON.
const DONE: &[u8] = b"[DONE]";

/// A stream of items on its way to the next one.
pub(super) struct ItemCursor<C> {
    request: Request<Vec<u8>>,
    deadline: Option<SystemTime>,
    limit: usize,
    /// The head of the present response.
    parts: Option<Parts>,
    reader: Option<ItemReader>,
    last_id: Option<String>,
    retry: Option<Duration>,
    /// The number of connections since the last event.
    attempts: u32,
    follows: bool,
    is_over: bool,
    call: PhantomData<fn() -> C>,
}

/// Next step after the end of a response.
pub(super) enum Step<E> {
    /// The stream is over.
    End,
    /// The stream has failed.
    Fail(Error<E>),
    /// Wait, and send the request again with these options.
    Reconnect(Duration, Box<CallOptions>),
}

impl<C: Streamed> ItemCursor<C> {
    pub(super) fn new(
        mut request: Request<Vec<u8>>,
        settings: CallSettings<'_>,
        now: SystemTime,
    ) -> Self {
        let accepted = HeaderValue::from_static(C::MEDIA_TYPE);
        request.headers_mut().insert(ACCEPT, accepted);
        let timeout = settings.call_timeout();
        Self {
            request,
            deadline: timeout.and_then(|timeout| now.checked_add(timeout)),
            limit: settings.item_limit(),
            parts: None,
            reader: None,
            last_id: None,
            retry: None,
            attempts: 0,
            follows: false,
            is_over: false,
            call: PhantomData,
        }
    }

    pub(super) fn request(&self) -> Request<Vec<u8>> {
        self.request.clone()
    }

    /// Reconnects also after the service has ended a response.
    pub(super) fn follow(&mut self) {
        self.follows = true;
    }

    pub(super) fn last_event_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Takes the head of a response, and the body of a failure.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is no stream of items.
    pub(super) fn begin(&mut self, parts: Parts, failure: Vec<u8>) -> Result<(), Error<C::Error>> {
        if !parts.status.is_success() {
            self.is_over = true;
            C::response(Response::from_parts(parts, failure))?;
            return Ok(());
        }
        if parts.status == StatusCode::NO_CONTENT {
            self.is_over = true;
            return Ok(());
        }
        let own = parts.headers.get(CONTENT_TYPE);
        let own = own.and_then(|own| own.to_str().ok());
        let media_type = own.filter(|own| !is_unspecific(own));
        let reader = ItemReader::new(media_type.unwrap_or(C::MEDIA_TYPE), self.limit);
        let Some(reader) = reader else {
            self.is_over = true;
            let error = unreadable(&parts, ReadError::MediaType, &[]);
            return Err(Error::Unreadable(Box::new(error)));
        };
        self.parts = Some(parts);
        self.reader = Some(reader);
        Ok(())
    }

    /// Takes bytes of the body.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        if let Some(reader) = &mut self.reader {
            reader.push(bytes);
        }
    }

    /// Returns the next item that has arrived.
    pub(super) fn next_item(&mut self) -> Option<Result<C::Item, Error<C::Error>>> {
        if self.is_over {
            return None;
        }
        let item = self.reader.as_mut()?.next_item()?;
        self.read(item)
    }

    /// Returns the item that ends with the body.
    pub(super) fn finish(&mut self) -> Option<Result<C::Item, Error<C::Error>>> {
        let item = self.reader.as_mut()?.finish()?;
        self.read(item)
    }

    fn read(
        &mut self,
        item: Result<RawItem, ReadError>,
    ) -> Option<Result<C::Item, Error<C::Error>>> {
        let (parts, reader) = (self.parts.as_ref()?, self.reader.as_ref()?);
        if let Some(id) = reader.last_event_id() {
            self.last_id = Some(id.to_owned());
        }
        self.retry = reader.retry().or(self.retry);
        self.attempts = 0;
        let (data, read) = match item {
            Ok(mut item) => {
                item.refuses_unfit = parts.extensions.get::<RefuseUnfit>().is_some();
                let read = C::read_item(&item);
                (item.data, read)
            }
            Err(error) => {
                self.is_over = matches!(error, ReadError::ItemTooLong { .. });
                (Vec::new(), Err(error))
            }
        };
        match read {
            Ok(item) => Some(Ok(item)),
            Err(_) if data == DONE => {
                self.is_over = true;
                None
            }
            Err(reason) => {
                let error = unreadable(parts, reason, &data);
                Some(Err(Error::Unreadable(Box::new(error))))
            }
        }
    }

    /// Takes the end of a body.
    pub(super) fn end(
        &mut self,
        error: Option<TransportError>,
        settings: CallSettings<'_>,
        now: SystemTime,
    ) -> Step<C::Error> {
        let is_timeout = |error: &TransportError| error.kind() == TransportErrorKind::Timeout;
        if self.deadline.is_some_and(|deadline| deadline <= now)
            && error.as_ref().is_some_and(is_timeout)
        {
            return Step::Fail(Error::Deadline);
        }
        let wait = self.reconnection_wait(error.as_ref(), settings);
        let options =
            wait.and_then(|wait| Some((wait, self.reconnection_options(settings, wait, now)?)));
        match (options, error) {
            (Some((wait, options)), _) => {
                self.attempts = self.attempts.saturating_add(1);
                Step::Reconnect(wait, Box::new(options))
            }
            (None, Some(error)) => {
                let parts = self.parts.as_ref();
                let id = parts.and_then(|parts| parts.extensions.get::<ClientRequestId>());
                let error = error.of_request(id.map(|id| &id.0));
                Step::Fail(CallFailure::Transport(error).into())
            }
            (None, None) => Step::End,
        }
    }

    /// Returns the wait before the next connection; `None` if there is none.
    fn reconnection_wait(
        &self,
        error: Option<&TransportError>,
        settings: CallSettings<'_>,
    ) -> Option<Duration> {
        let is_broken = error.is_some_and(|error| {
            let kind = error.kind();
            matches!(kind, TransportErrorKind::Cut | TransportErrorKind::Timeout)
        });
        let is_whole = error.is_none();
        let reader = self.reader.as_ref()?;
        let reconnects =
            (is_broken && self.last_id.is_some()) || (self.follows && (is_broken || is_whole));
        if !reconnects || !reader.has_events() || self.request.method() != Method::GET {
            return None;
        }
        settings.retry().reconnection(self.attempts, self.retry)
    }

    /// Returns the options of the next connection; `None` if the deadline would pass, or the id can't be sent.
    fn reconnection_options(
        &self,
        settings: CallSettings<'_>,
        wait: Duration,
        now: SystemTime,
    ) -> Option<CallOptions> {
        let mut options = settings.options.clone();
        if let Some(deadline) = self.deadline {
            let left = deadline.duration_since(now.checked_add(wait)?).ok()?;
            options = options.call_timeout(Some(left).filter(|left| !left.is_zero())?);
        }
        match &self.last_id {
            Some(id) => {
                let id = HeaderValue::from_bytes(id.as_bytes()).ok()?;
                Some(options.header(LAST_EVENT_ID, id))
            }
            None => Some(options),
        }
    }
}

/// Returns true for a media type that services send for any bytes.
fn is_unspecific(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    ["text/plain", "application/octet-stream"]
        .iter()
        .any(|known| essence.eq_ignore_ascii_case(known))
}
