//! The fake as the transport of both clients.

#[cfg(feature = "client")]
use std::future::Future;
use std::time::{Duration, SystemTime};

use http::{Request, Response};

#[cfg(feature = "blocking")]
use super::super::client::blocking;
#[cfg(feature = "client")]
use super::super::client::{Download, Transport, UploadBody};
use super::super::client::{ResponseLimits, StreamLimits, TransportError};
use super::cut_body;
use super::fake::Fake;

#[cfg(feature = "blocking")]
impl blocking::Transport for Fake {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: ResponseLimits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        self.respond(request, limits)
    }

    fn stream(
        &self,
        request: Request<blocking::UploadBody>,
        limits: StreamLimits,
    ) -> Result<Response<blocking::Download>, TransportError> {
        let (parts, body) = request.into_parts();
        let body = body.read_all(ResponseLimits::BUFFERED)?;
        let request = Request::from_parts(parts, body);
        let (response, cut) = self.respond_in_part(request, limits.buffered())?;
        Ok(match cut {
            None => response.map(blocking::Download::from),
            Some(bytes) => cut_body::cut(response, bytes).map(blocking::Download::new),
        })
    }

    fn sleep(&self, duration: Duration) {
        self.wait(duration);
    }

    fn now(&self) -> SystemTime {
        self.now()
    }
}

#[cfg(feature = "client")]
impl Transport for Fake {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: ResponseLimits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        self.respond(request, limits)
    }

    async fn stream(
        &self,
        request: Request<UploadBody>,
        limits: StreamLimits,
    ) -> Result<Response<Download>, TransportError> {
        let (parts, body) = request.into_parts();
        let body = body.read_all(ResponseLimits::BUFFERED).await?;
        let request = Request::from_parts(parts, body);
        let (response, cut) = self.respond_in_part(request, limits.buffered())?;
        Ok(match cut {
            None => response.map(Download::from),
            Some(bytes) => cut_body::cut(response, bytes).map(Download::new),
        })
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send {
        super::idle::Sleep::new(self.clone(), duration)
    }

    fn now(&self) -> SystemTime {
        self.now()
    }
}

#[cfg(feature = "client")]
impl Fake {
    /// Ends a wait of the asynchronous client.
    pub(super) fn end_wait(&self, duration: Duration) {
        self.wait(duration);
    }
}
