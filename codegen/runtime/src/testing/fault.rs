//! Faults of a fake service.

use std::time::Duration;

use http::Response;

use super::super::client::TransportErrorKind;

/// A fault of one request, see [`Fake::fault`](super::Fake::fault).
#[derive(Clone, Debug)]
pub enum Fault {
    /// A response of this status without a body, in place of the answer.
    Status(u16),
    /// This response in place of the answer, such as the HTML of a proxy, or a 429 with `Retry-After`.
    Response(Box<Response<Vec<u8>>>),
    /// An error of the transport in place of the answer: no connection, or a timeout.
    Transport(TransportErrorKind),
    /// The answer after a time of the fake's clock. If that is at least the limit of the client, the client gets a timeout.
    Delay(Duration),
    /// The answer, whose connection breaks before the end of its body. No call gets a part of it.
    Cut,
    /// The answer, whose connection breaks after that many bytes of its body, or at its end if it is shorter. Calls of `download` and
    /// `stream` get the bytes before; for other calls it is as [`Cut`](Self::Cut).
    CutAfter(usize),
}
