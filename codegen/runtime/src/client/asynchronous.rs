//! The asynchronous client.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::{HeaderName, Request, Response};

use super::super::http::{HttpCall, Reply};
use super::super::{Call, Endpoint, LongRunning, Operation, Paged, RequestError, Version};
use super::call_options::{CallOptions, CallSettings};
use super::error::{CallFailure, CredentialError};
use super::exchange::{Action, Exchange, Subject};
use super::paging::PageCursor;
use super::polling::Polling;
use super::settings::{Settings, builder_methods};
use super::token_cache::Turn;
use super::{
    BuildError, Credential, Error, Pages, Poller, Reqwest, RetryPolicy, Token, TokenRequest,
    Transport, TransportError,
};

type Giving = Pin<Box<dyn Future<Output = Result<Token, Box<dyn StdError + Send + Sync>>> + Send>>;
type Make<T> = dyn FnOnce(&Settings) -> Result<T, TransportError> + Send;
type Give = dyn Fn(TokenRequest) -> Giving + Send + Sync;

/// Asynchronous client for the operations of the api-version `V` at one endpoint. Clones share connections and tokens.
///
/// ```text
/// let client = Client::<V>::builder(endpoint).credential(Credential::bearer(token)).build()?;
/// let reply = client.send(&request).await?;
/// ```
pub struct Client<V, T = Reqwest> {
    shared: Arc<Shared<T>>,
    pub(super) options: Arc<CallOptions>,
    version: PhantomData<fn() -> V>,
}

struct Shared<T> {
    settings: Settings,
    tokens: Option<Box<Give>>,
    transport: T,
}

/// Builder of a [`Client`].
pub struct Builder<V, T = Reqwest> {
    settings: Settings,
    tokens: Option<Box<Give>>,
    make: Box<Make<T>>,
    version: PhantomData<fn() -> V>,
}

impl<V: Version> Client<V, Reqwest> {
    /// Starts to build a client for an endpoint.
    #[must_use]
    pub fn builder(endpoint: Endpoint) -> Builder<V, Reqwest> {
        Builder {
            settings: Settings::of::<V>(endpoint),
            tokens: None,
            make: Box::new(|settings| match settings.is_plain_loopback() {
                true => Reqwest::without_proxy(settings.connect_timeout),
                false => Reqwest::new(settings.connect_timeout),
            }),
            version: PhantomData,
        }
    }
}

impl<V, T> Builder<V, T> {
    builder_methods!();

    /// Authenticates with bearer tokens from an asynchronous function.
    ///
    /// The client reuses a token until five minutes before it expires, or half of its lifetime before if that is
    /// shorter. If the service refuses a token, the client requests a new one once.
    #[must_use]
    pub fn tokens<F>(mut self, give: impl Fn(TokenRequest) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Token, Box<dyn StdError + Send + Sync>>> + Send + 'static,
    {
        self.settings.credential = Credential::client_tokens();
        self.tokens = Some(Box::new(move |request| Box::pin(give(request))));
        self
    }

    /// Sends through another transport.
    #[must_use]
    pub fn transport<U: Transport>(self, transport: U) -> Builder<V, U> {
        Builder {
            settings: self.settings,
            tokens: self.tokens,
            make: Box::new(|_| Ok(transport)),
            version: PhantomData,
        }
    }
}

impl<V, T: Transport> Builder<V, T> {
    /// Builds the client.
    ///
    /// # Errors
    ///
    /// The endpoint is not a URL, a credential would be sent unencrypted, the user agent is not a valid header value,
    /// or the transport can't be set up.
    pub fn build(self) -> Result<Client<V, T>, BuildError> {
        self.settings.check()?;
        let transport = (self.make)(&self.settings).map_err(BuildError::Transport)?;
        Ok(Client {
            shared: Arc::new(Shared {
                settings: self.settings,
                tokens: self.tokens,
                transport,
            }),
            options: Arc::default(),
            version: PhantomData,
        })
    }
}

impl<V, T: Transport> Client<V, T> {
    /// Returns a client with options for its calls. It shares connections and tokens with this one.
    #[must_use]
    pub fn with(&self, options: CallOptions) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            options: Arc::new(options),
            version: PhantomData,
        }
    }

    /// Sends an operation and reads its response.
    ///
    /// # Errors
    ///
    /// The request can't be built, the service can't be reached or returns an error, or its response can't be read.
    pub async fn send<C: Operation<V>>(&self, call: &C) -> Result<Reply<C::Output>, Error<C::Error>>
    where
        V: Version,
    {
        self.send_at(V::API_VERSION, call).await
    }

    /// Sends an operation in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The errors of [`send`](Self::send), or the api-version does not have the operation in this form.
    pub async fn send_at<C: Call>(
        &self,
        api_version: &str,
        call: &C,
    ) -> Result<Reply<C::Output>, Error<C::Error>> {
        let request = self.request(call, api_version)?;
        let response = self.exchange(Subject::of::<C>(), request).await?;
        Ok(C::response(response)?)
    }

    /// Sends a request of your own and returns its response, whatever its status.
    ///
    /// It has the client's credential, hooks, retries and limits. Its URL is relative to the endpoint
    /// (`/invoices?api-version=2024-04-01`), or absolute with the origin of the endpoint.
    ///
    /// # Errors
    ///
    /// The service can't be reached, or the URL has another origin.
    pub async fn send_raw(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Error<Infallible>> {
        let request = self.options.complete(request, self.endpoint())?;
        Ok(self.exchange(Subject::UNDESCRIBED, request).await?)
    }

    /// Returns the pages of a result; [`Pages::items`] returns its items.
    #[must_use]
    pub fn pages<C: Operation<V> + Paged>(&self, call: C) -> Pages<V, T, C>
    where
        V: Version,
    {
        self.pages_at(V::API_VERSION, call)
    }

    /// Returns the pages of a result in an api-version that is known only at run time.
    #[must_use]
    pub fn pages_at<C: Paged>(&self, api_version: &str, call: C) -> Pages<V, T, C> {
        Pages::new(self.clone(), PageCursor::new(call, api_version))
    }

    /// Returns the pages from the one of a link on, such as a `nextLink` that came from elsewhere. A relative link is on the endpoint.
    ///
    /// # Errors
    ///
    /// The link is no URL, or the request of the operation can't be built.
    pub fn pages_from_link<C: Operation<V> + Paged>(
        &self,
        call: C,
        link: &str,
    ) -> Result<Pages<V, T, C>, Error<C::Error>>
    where
        V: Version,
    {
        self.pages_from_link_at(V::API_VERSION, call, link)
    }

    /// Returns the pages from the one of a link on, in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The errors of [`pages_from_link`](Self::pages_from_link).
    pub fn pages_from_link_at<C: Paged>(
        &self,
        api_version: &str,
        call: C,
        link: &str,
    ) -> Result<Pages<V, T, C>, Error<C::Error>> {
        let paging = PageCursor::at_link(self.call_settings(), call, api_version, link)?;
        Ok(Pages::new(self.clone(), paging))
    }

    /// Resumes pages from the text of [`Pages::continuation`].
    ///
    /// # Errors
    ///
    /// The text belongs to another operation, api-version or endpoint.
    pub fn pages_from<C: Operation<V> + Paged>(
        &self,
        call: C,
        stored: &str,
    ) -> Result<Pages<V, T, C>, Error<C::Error>>
    where
        V: Version,
    {
        self.pages_from_at(V::API_VERSION, call, stored)
    }

    /// Resumes pages in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The text belongs to another operation, api-version or endpoint.
    pub fn pages_from_at<C: Paged>(
        &self,
        api_version: &str,
        call: C,
        stored: &str,
    ) -> Result<Pages<V, T, C>, Error<C::Error>> {
        let paging = PageCursor::resume(self.call_settings(), call, api_version, stored)?;
        Ok(Pages::new(self.clone(), paging))
    }

    /// Starts a long-running operation.
    ///
    /// # Errors
    ///
    /// The errors of [`send`](Self::send).
    pub async fn start<C: Operation<V> + LongRunning>(
        &self,
        call: &C,
    ) -> Result<Poller<V, T, C>, Error<C::Error>>
    where
        V: Version,
    {
        self.start_at(V::API_VERSION, call).await
    }

    /// Starts a long-running operation in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The errors of [`send_at`](Self::send_at).
    pub async fn start_at<C: LongRunning>(
        &self,
        api_version: &str,
        call: &C,
    ) -> Result<Poller<V, T, C>, Error<C::Error>> {
        let request = self.request(call, api_version)?;
        let sent = request.clone().map(|_| ());
        let response = self.exchange(Subject::of::<C>(), request).await?;
        let now = self.transport().now();
        let polling = Polling::start(self.settings(), api_version, &sent, response, now)?;
        Ok(Poller::new(self.clone(), polling))
    }

    /// Resumes a long-running operation from the text of [`Poller::state`].
    ///
    /// # Errors
    ///
    /// The text belongs to another operation, api-version or endpoint.
    pub fn poller_from<C: Operation<V> + LongRunning>(
        &self,
        stored: &str,
    ) -> Result<Poller<V, T, C>, Error<C::Error>>
    where
        V: Version,
    {
        self.poller_from_at(V::API_VERSION, stored)
    }

    /// Resumes a long-running operation in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// The text belongs to another operation, api-version or endpoint.
    pub fn poller_from_at<C: LongRunning>(
        &self,
        api_version: &str,
        stored: &str,
    ) -> Result<Poller<V, T, C>, Error<C::Error>> {
        let now = self.transport().now();
        let polling = Polling::resume(self.settings(), api_version, stored, now)?;
        Ok(Poller::new(self.clone(), polling))
    }

    /// The endpoint of the service.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.shared.settings.endpoint
    }

    /// The transport.
    #[must_use]
    pub fn transport(&self) -> &T {
        &self.shared.transport
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub(super) fn call_settings(&self) -> CallSettings<'_> {
        CallSettings {
            client: self.settings(),
            options: &self.options,
        }
    }

    pub(super) fn request<C: Call>(
        &self,
        call: &C,
        api_version: &str,
    ) -> Result<Request<Vec<u8>>, RequestError> {
        let request = call.request_at(self.endpoint(), api_version)?;
        self.options.add_query(request, C::ID)
    }

    /// Drives one request to its response.
    pub(super) async fn exchange(
        &self,
        subject: Subject,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, CallFailure> {
        let transport = self.transport();
        let mut exchange = Exchange::new(self.call_settings(), subject, request, transport.now());
        let mut action = exchange.ready(transport.now())?;
        loop {
            action = match action {
                Action::Token => self.token_for(&mut exchange).await?,
                Action::Send(request, limits) => {
                    let result = transport.send(request, limits).await;
                    exchange.received(result, transport.now())?
                }
                Action::Wait(duration) => {
                    transport.sleep(duration).await;
                    exchange.ready(transport.now())?
                }
                Action::Done(response) => return Ok(response),
            };
        }
    }

    /// Gets the token that a request needs.
    pub(super) async fn token_for(
        &self,
        exchange: &mut Exchange<'_>,
    ) -> Result<Action, CallFailure> {
        let left = exchange.left(self.transport().now())?;
        let renewed = match left {
            Some(left) => self.renew_within(exchange, left).await?,
            None => self.renew(exchange).await,
        };
        exchange.renewed(renewed, self.transport().now())
    }

    /// Renews a token, or waits for another call to do it.
    async fn renew(&self, exchange: &Exchange<'_>) -> Result<(), Box<dyn StdError + Send + Sync>> {
        let turn = poll_fn(|context| match exchange.turn(context.waker()) {
            Some(turn) => Poll::Ready(turn),
            None => Poll::Pending,
        });
        match turn.await {
            Turn::Renewed(renewed) => renewed,
            Turn::Renew(renewal) => {
                let token = self.token(exchange.token_request()).await;
                renewal.end(token, self.transport().now())
            }
        }
    }

    /// Renews a token in the remaining time of the call.
    async fn renew_within(
        &self,
        exchange: &Exchange<'_>,
        left: Duration,
    ) -> Result<Result<(), Box<dyn StdError + Send + Sync>>, CallFailure> {
        let mut renewed = pin!(self.renew(exchange));
        let mut over = pin!(self.transport().sleep(left));
        poll_fn(|context| match renewed.as_mut().poll(context) {
            Poll::Ready(renewed) => Poll::Ready(Ok(renewed)),
            Poll::Pending => match over.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(Err(CallFailure::Deadline)),
                Poll::Pending => Poll::Pending,
            },
        })
        .await
    }

    async fn token(
        &self,
        request: &TokenRequest,
    ) -> Result<Token, Box<dyn StdError + Send + Sync>> {
        match (
            self.settings().credential.token_source(),
            &self.shared.tokens,
        ) {
            (Some(give), _) => give(request),
            (None, Some(give)) => give(request.clone()).await,
            (None, None) => Err(CredentialError::no_source().into()),
        }
    }
}

impl<V, T> Clone for Client<V, T> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            options: Arc::clone(&self.options),
            version: PhantomData,
        }
    }
}

impl<V, T> fmt::Debug for Client<V, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &self.shared.settings;
        formatter
            .debug_struct("Client")
            .field("endpoint", &settings.endpoint)
            .field("credential", &settings.credential)
            .finish_non_exhaustive()
    }
}

impl<V, T> fmt::Debug for Builder<V, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Builder")
            .field("endpoint", &self.settings.endpoint)
            .field("credential", &self.settings.credential)
            .finish_non_exhaustive()
    }
}
