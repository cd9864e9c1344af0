//! The client that blocks: [`Client`].

mod pages;
mod poller;
mod ureq;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderName, Request, Response};

use super::super::http::{HttpCall, Reply};
use super::super::{Call, Endpoint, LongRunning, Operation, Paged, Version};
use super::credential::Kind;
use super::error::{CredentialError, Failure};
use super::exchange::{Exchange, Step};
use super::paging::Paging;
use super::polling::Polling;
use super::settings::{Settings, builder_methods};
use super::{BuildError, Credential, Error, Limits, RetryPolicy, TransportError};

pub use pages::{Items, Pages};
pub use poller::Poller;
pub use ureq::Ureq;

/// Sends one request and receives its whole response, for [`Client`].
///
/// It follows no redirect, sends nothing twice and adds no credentials: all of that is decided above it. It also is
/// the clock, so that a test can make time pass.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, whose URL is absolute, and reads the response to its end, within the limits.
    ///
    /// # Errors
    ///
    /// If there is no response, or only a part of one.
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: Limits,
    ) -> Result<Response<Vec<u8>>, TransportError>;

    /// Lets some time pass.
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }

    /// What time it is.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Sends the operations of the api-version `V` to one endpoint, in the thread that calls. A clone shares everything, also
/// connections and tokens.
///
/// ```text
/// let client = blocking::Client::<V>::builder(endpoint).credential(Credential::bearer(token)).build()?;
/// let reply = client.send(&request)?;
/// ```
pub struct Client<V, T = Ureq> {
    shared: Arc<Shared<T>>,
    version: PhantomData<fn() -> V>,
}

struct Shared<T> {
    settings: Settings,
    transport: T,
}

/// Says how a [`Client`] is to be.
pub struct Builder<V, T = Ureq> {
    settings: Settings,
    make: Box<dyn FnOnce(&Settings) -> T + Send>,
    version: PhantomData<fn() -> V>,
}

impl<V> Client<V, Ureq> {
    /// A client for this endpoint.
    #[must_use]
    pub fn builder(endpoint: Endpoint) -> Builder<V, Ureq> {
        Builder {
            settings: Settings::new(endpoint),
            make: Box::new(|settings| Ureq::new(settings.connect_timeout)),
            version: PhantomData,
        }
    }
}

impl<V, T> Builder<V, T> {
    builder_methods!();

    /// Sends by another transport.
    #[must_use]
    pub fn transport<U: Transport>(self, transport: U) -> Builder<V, U> {
        Builder {
            settings: self.settings,
            make: Box::new(|_| transport),
            version: PhantomData,
        }
    }
}

impl<V, T: Transport> Builder<V, T> {
    /// The client.
    ///
    /// # Errors
    ///
    /// If a credential would go over the network unencrypted, or something can't be sent.
    pub fn build(self) -> Result<Client<V, T>, BuildError> {
        self.settings.check()?;
        let transport = (self.make)(&self.settings);
        Ok(Client {
            shared: Arc::new(Shared {
                settings: self.settings,
                transport,
            }),
            version: PhantomData,
        })
    }
}

impl<V, T: Transport> Client<V, T> {
    /// Sends a request and reads what comes back.
    ///
    /// # Errors
    ///
    /// If the request can't be built, the service refuses or can't be reached, or its answer can't be read.
    pub fn send<C: Operation<V>>(&self, call: &C) -> Result<Reply<C::Output>, Error<C::Error>>
    where
        V: Version,
    {
        self.send_at(V::API_VERSION, call)
    }

    /// Sends a request in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and if the api-version does not have the operation in this form.
    pub fn send_at<C: Call>(
        &self,
        api_version: &str,
        call: &C,
    ) -> Result<Reply<C::Output>, Error<C::Error>> {
        let request = call.request_at(self.endpoint(), api_version)?;
        let response = self.exchange::<C>(request)?;
        Ok(C::response(response)?)
    }

    /// The pages of a result, or its items, one after the other.
    #[must_use]
    pub fn pages<C: Operation<V> + Paged>(&self, call: C) -> Pages<V, T, C>
    where
        V: Version,
    {
        self.pages_at(V::API_VERSION, call)
    }

    /// The pages of a result in an api-version that is known only at run time.
    #[must_use]
    pub fn pages_at<C: Paged>(&self, api_version: &str, call: C) -> Pages<V, T, C> {
        Pages::new(self.clone(), Paging::new(call, api_version))
    }

    /// The pages from a place on that was stored: [`Pages::continuation`].
    ///
    /// # Errors
    ///
    /// If the text is not one of this operation, api-version and endpoint.
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

    /// The same in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// If the text is not one of this operation, api-version and endpoint.
    pub fn pages_from_at<C: Paged>(
        &self,
        api_version: &str,
        call: C,
        stored: &str,
    ) -> Result<Pages<V, T, C>, Error<C::Error>> {
        let paging = Paging::resume(self.settings(), call, api_version, stored)?;
        Ok(Pages::new(self.clone(), paging))
    }

    /// Starts a long-running operation.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn start<C: Operation<V> + LongRunning>(
        &self,
        call: &C,
    ) -> Result<Poller<V, T, C>, Error<C::Error>>
    where
        V: Version,
    {
        self.start_at(V::API_VERSION, call)
    }

    /// Starts a long-running operation in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// As [`send_at`](Self::send_at).
    pub fn start_at<C: LongRunning>(
        &self,
        api_version: &str,
        call: &C,
    ) -> Result<Poller<V, T, C>, Error<C::Error>> {
        let request = call.request_at(self.endpoint(), api_version)?;
        let sent = request.clone().map(|_| ());
        let response = self.exchange::<C>(request)?;
        let now = self.transport().now();
        let polling = Polling::start(self.settings(), api_version, &sent, response, now)?;
        Ok(Poller::new(self.clone(), polling))
    }

    /// A long-running operation that was stored: [`Poller::state`].
    ///
    /// # Errors
    ///
    /// If the text is not one of this operation, api-version and endpoint.
    pub fn poller_from<C: Operation<V> + LongRunning>(
        &self,
        stored: &str,
    ) -> Result<Poller<V, T, C>, Error<C::Error>>
    where
        V: Version,
    {
        self.poller_from_at(V::API_VERSION, stored)
    }

    /// The same in an api-version that is known only at run time.
    ///
    /// # Errors
    ///
    /// If the text is not one of this operation, api-version and endpoint.
    pub fn poller_from_at<C: LongRunning>(
        &self,
        api_version: &str,
        stored: &str,
    ) -> Result<Poller<V, T, C>, Error<C::Error>> {
        let now = self.transport().now();
        let polling = Polling::resume(self.settings(), api_version, stored, now)?;
        Ok(Poller::new(self.clone(), polling))
    }

    /// Where it sends to.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.shared.settings.endpoint
    }

    /// What it sends by.
    #[must_use]
    pub fn transport(&self) -> &T {
        &self.shared.transport
    }

    fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// Drives one request to its response.
    fn exchange<C: Call>(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Failure> {
        let transport = self.transport();
        let mut exchange = Exchange::new::<C>(self.settings(), request, transport.now());
        let mut step = exchange.ready(transport.now())?;
        loop {
            step = match step {
                Step::Token(request) => {
                    let token = match &self.settings().credential.0 {
                        Kind::Tokens(Some(give)) => give(&request),
                        _ => Err(CredentialError {
                            reason: "nothing gives tokens",
                            source: None,
                        }
                        .into()),
                    };
                    exchange.token(token, transport.now())?
                }
                Step::Send(request, limits) => {
                    let result = transport.send(request, limits);
                    exchange.received(result, transport.now())?
                }
                Step::Wait(duration) => {
                    transport.sleep(duration);
                    exchange.ready(transport.now())?
                }
                Step::Done(response) => return Ok(response),
            };
        }
    }
}

impl<V, T> Clone for Client<V, T> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
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
