//! Items of streams, before and after they are typed.

use std::time::Duration;

use super::super::{Value, decode, decode_fitting};
use super::ReadError;

/// A server-sent event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Event<T = String> {
    /// The name of the event; `None` if the service sent none.
    pub event: Option<String>,
    /// The id of the event, or of the last one before it that has an id.
    pub id: Option<String>,
    /// The wait before the next connection, if the event sets it.
    pub retry: Option<Duration>,
    /// The data.
    pub data: T,
}

impl<T> Event<T> {
    /// Converts the data.
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Event<U> {
        Event {
            event: self.event,
            id: self.id,
            retry: self.retry,
            data: make(self.data),
        }
    }
}

/// An item of a stream, as the service sent it: an event or a JSON text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawItem {
    /// The name of an event.
    pub event: Option<String>,
    /// The id of an event, or of the last one before it that has an id.
    pub id: Option<String>,
    /// The wait before the next connection, if an event sets it.
    pub retry: Option<Duration>,
    /// The data of an event, or a JSON text.
    pub data: Vec<u8>,
    /// True if a value that its field can't hold is an error, as for [`decode_fitting`](super::super::decode_fitting).
    pub refuses_unfit: bool,
}

impl RawItem {
    /// Decodes the data as JSON. Empty data is null, if the type allows it.
    ///
    /// # Errors
    ///
    /// The data does not match the type.
    pub fn json<T: Value>(&self) -> Result<T, ReadError> {
        let decoded = match self.refuses_unfit {
            true => decode_fitting(&self.data),
            false => decode(&self.data),
        };
        decoded.or_else(|error| match self.data.trim_ascii().is_empty() {
            true => decode(b"null").map_err(|_| ReadError::Empty),
            false => Err(ReadError::Json(error)),
        })
    }

    /// Returns an event whose data is JSON.
    ///
    /// # Errors
    ///
    /// The data does not match the type.
    pub fn event<T: Value>(&self) -> Result<Event<T>, ReadError> {
        Ok(self.with_data(self.json()?))
    }

    /// Returns an event whose data is text.
    ///
    /// # Errors
    ///
    /// The data is not UTF-8.
    pub fn text_event(&self) -> Result<Event, ReadError> {
        match std::str::from_utf8(&self.data) {
            Ok(text) => Ok(self.with_data(text.to_owned())),
            Err(_) => Err(ReadError::Text),
        }
    }

    fn with_data<T>(&self, data: T) -> Event<T> {
        Event {
            event: self.event.clone(),
            id: self.id.clone(),
            retry: self.retry,
            data,
        }
    }
}
