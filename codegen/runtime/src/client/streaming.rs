//! Calls of the asynchronous client whose bodies are streams.

use std::convert::Infallible;

use http::response::Parts;
use http::{Method, Request, Response};

use super::super::http::{HttpCall, Reply, reply_with};
use super::super::{Call, Operation, Version};
use super::asynchronous::Client;
use super::error::CallFailure;
use super::exchange::{Action, Exchange, Subject};
use super::stream_head::{announced_length, stream_limits, with_upload};
use super::{Download, Error, Transport, TransportError, TransportErrorKind, Upload, UploadBody};

impl<V, T: Transport> Client<V, T> {
    /// Sends an operation and returns the body of its successful response as a stream of bytes, whatever the documents say about it.
    ///
    /// `stream_limit` limits its size, not `body_limit`. A failure is read as by [`send`](Self::send).
    ///
    /// # Errors
    ///
    /// The errors of [`send`](Self::send). A body that breaks off is an error of the [`Download`].
    pub async fn download<C: Operation<V>>(
        &self,
        call: &C,
    ) -> Result<Reply<Download>, Error<C::Error>>
    where
        V: Version,
    {
        self.download_at(V::API_VERSION, call).await
    }

    /// Downloads the response of an operation in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The errors of [`download`](Self::download), or the api-version does not have the operation in this form.
    pub async fn download_at<C: Call>(
        &self,
        api_version: &str,
        call: &C,
    ) -> Result<Reply<Download>, Error<C::Error>> {
        let request = self.request(call, api_version)?;
        self.download_of::<C>(request).await
    }

    /// Sends the request of an operation and returns the body of its successful response.
    pub(super) async fn download_of<C: Call>(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<Reply<Download>, Error<C::Error>> {
        let (parts, body) = self
            .exchange_stream(Subject::of::<C>(), request, None, true)
            .await?;
        if parts.status.is_success() {
            return Ok(reply_with(parts, body));
        }
        let body = self.collect(body).await.map_err(CallFailure::Transport)?;
        match C::response(Response::from_parts(parts, body)) {
            Ok(reply) => Ok(reply.map(|_| Download::from(Vec::new()))),
            Err(error) => Err(error.into()),
        }
    }

    /// Sends an operation with another body than its own, which is read while it is sent, and reads the response.
    ///
    /// The media type is that of the upload, or else that of the operation's own body or the documented one.
    ///
    /// # Errors
    ///
    /// The errors of [`send`](Self::send), the operation has no body, or the upload can't be read.
    pub async fn upload<C: Operation<V>>(
        &self,
        call: &C,
        upload: Upload,
    ) -> Result<Reply<C::Output>, Error<C::Error>>
    where
        V: Version,
    {
        self.upload_at(V::API_VERSION, call, upload).await
    }

    /// Uploads the body of an operation in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The errors of [`upload`](Self::upload), or the api-version does not have the operation in this form.
    pub async fn upload_at<C: Call>(
        &self,
        api_version: &str,
        call: &C,
        upload: Upload,
    ) -> Result<Reply<C::Output>, Error<C::Error>> {
        let request = self.request(call, api_version)?;
        let request = with_upload::<C>(request, upload.media_type(), upload.length())?;
        let exchanged = self.exchange_stream(Subject::of::<C>(), request, Some(&upload), false);
        let (parts, body) = exchanged.await?;
        let body = self.collect(body).await.map_err(CallFailure::Transport)?;
        Ok(C::response(Response::from_parts(parts, body))?)
    }

    /// Sends a request of your own, whose body is read while it is sent, and returns its response with a body that is received as it
    /// is read, whatever the status.
    ///
    /// The request is as for [`send_raw`](Self::send_raw).
    ///
    /// # Errors
    ///
    /// The errors of [`send_raw`](Self::send_raw), or the body can't be read.
    pub async fn stream_raw(
        &self,
        request: Request<Upload>,
    ) -> Result<Response<Download>, Error<Infallible>> {
        let (parts, upload) = request.into_parts();
        let request = Request::from_parts(parts, Vec::new());
        let length = upload.length();
        let request = self.options.complete_stream(
            request,
            self.endpoint(),
            (upload.media_type(), length),
        )?;
        let upload = Some(&upload).filter(|_| length != Some(0));
        let exchanged = self.exchange_stream(Subject::UNDESCRIBED, request, upload, true);
        let (parts, body) = exchanged.await?;
        Ok(Response::from_parts(parts, body))
    }

    /// Drives one request to the head of its response, or to its end if a success is not streamed.
    pub(super) async fn exchange_stream(
        &self,
        subject: Subject,
        request: Request<Vec<u8>>,
        upload: Option<&Upload>,
        streams: bool,
    ) -> Result<(Parts, Download), CallFailure> {
        let transport = self.transport();
        let has_body = request.method() != Method::HEAD;
        let mut exchange = Exchange::new(self.call_settings(), subject, request, transport.now());
        let mut action = exchange.ready(transport.now())?;
        let mut streamed = None;
        loop {
            action = match action {
                Action::Token => self.token_for(&mut exchange).await?,
                Action::Send(request, _) => {
                    let left = exchange.left(transport.now())?;
                    let limits = stream_limits(self.call_settings(), left);
                    let upload = upload.filter(|_| exchange.sends_body());
                    let request = request.map(|body| match upload {
                        Some(upload) => upload.open(),
                        None => UploadBody::from(body),
                    });
                    let result = transport.stream(request, limits).await;
                    let result = match result {
                        Ok(response) if streams && response.status().is_success() => {
                            let (parts, body) = response.into_parts();
                            streamed = Some(body);
                            Ok(Response::from_parts(parts, Vec::new()))
                        }
                        Ok(response) => {
                            streamed = None;
                            let (parts, body) = response.into_parts();
                            let body = self.collect(body).await;
                            body.map(|body| Response::from_parts(parts, body))
                        }
                        Err(error) => Err(match upload {
                            Some(upload) => upload.error_of(error),
                            None => error,
                        }),
                    };
                    exchange.set_repeatable(upload.is_none_or(Upload::is_repeatable));
                    exchange.received(result, transport.now())?
                }
                Action::Wait(duration) => {
                    transport.sleep(duration).await;
                    exchange.ready(transport.now())?
                }
                Action::Done(response) => {
                    let (parts, body) = response.into_parts();
                    let limit = self.call_settings().stream_limit();
                    let body = match streamed.take() {
                        Some(streamed) => {
                            let length = announced_length(&parts).filter(|_| has_body);
                            streamed.within(length, limit)
                        }
                        None => Ok(Download::from(body)),
                    };
                    return Ok((parts, body.map_err(CallFailure::Transport)?));
                }
            };
        }
    }

    /// Receives a body within the limits of one that is not streamed.
    pub(super) async fn collect(&self, mut body: Download) -> Result<Vec<u8>, TransportError> {
        let limit = self.call_settings().body_limit();
        let start = self.transport().now();
        let timeout = self.call_settings().attempt_timeout();
        let end = timeout.and_then(|timeout| start.checked_add(timeout));
        let mut bytes = Vec::new();
        while let Some(chunk) = body.next_chunk().await? {
            bytes.extend_from_slice(&chunk);
            if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
                return Err(TransportError::new(TransportErrorKind::TooLong { limit }));
            }
            if end.is_some_and(|end| end <= self.transport().now()) {
                return Err(TransportError::new(TransportErrorKind::Timeout));
            }
        }
        Ok(bytes)
    }
}
