//! Bodies of responses that break off.

use std::io::Cursor;
#[cfg(feature = "blocking")]
use std::io::{self, Read};
#[cfg(feature = "client")]
use std::pin::Pin;
#[cfg(feature = "client")]
use std::task::{Context, Poll};

#[cfg(feature = "client")]
use bytes::Bytes;
use http::Response;
use http::header::CONTENT_LENGTH;

use super::super::client::{TransportError, TransportErrorKind};

/// The start of a body, after which the connection breaks.
#[derive(Debug)]
pub(super) struct CutBody(Cursor<Vec<u8>>);

/// Cuts the body of a response after a number of bytes. The response announces its whole length.
pub(super) fn cut(mut response: Response<Vec<u8>>, bytes: usize) -> Response<CutBody> {
    let length = response.body().len();
    let headers = response.headers_mut();
    headers.entry(CONTENT_LENGTH).or_insert(length.into());
    response.map(|mut start| {
        start.truncate(bytes);
        CutBody(Cursor::new(start))
    })
}

fn broken() -> TransportError {
    TransportError::new(TransportErrorKind::Cut)
}

#[cfg(feature = "blocking")]
impl Read for CutBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => Err(broken().into()),
            count => Ok(count),
        }
    }
}

#[cfg(feature = "client")]
impl futures_core::Stream for CutBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let start = std::mem::take(&mut self.0).into_inner();
        Poll::Ready(Some(match start.is_empty() {
            true => Err(broken()),
            false => Ok(start.into()),
        }))
    }
}
