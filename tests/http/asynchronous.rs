//! The scenarios with the asynchronous client.

use std::{
    future::Future,
    time::{Duration, SystemTime},
};

use billing_api::client::{
    self, Builder, Download, Reqwest, ResponseLimits, StreamLimits, Transport, TransportError,
    Upload, UploadBody,
};
use billing_api::runtime::testing::Fake;
use billing_tests::server::Server;
use http::{Request, Response};

use crate::clock::Clock;

pub(crate) struct Timed(Reqwest, Clock);

impl Transport for Timed {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: ResponseLimits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        self.0.send(request, limits).await
    }

    async fn stream(
        &self,
        request: Request<UploadBody>,
        limits: StreamLimits,
    ) -> Result<Response<Download>, TransportError> {
        self.0.stream(request, limits).await
    }

    async fn sleep(&self, duration: Duration) {
        self.1.sleep(duration);
    }

    fn now(&self) -> SystemTime {
        self.1.now()
    }
}

/// A transport without streams, whose responses have the body of the request.
struct Echo;

impl Transport for Echo {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        _: ResponseLimits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        let length = request.headers().get("content-length").cloned();
        let mut response = Response::new(request.into_body());
        let length = length.map(|length| (http::header::CONTENT_LENGTH, length));
        response.headers_mut().extend(length);
        Ok(response)
    }

    async fn sleep(&self, _: Duration) {}
}

fn to<V: billing_api::Version>(url: &str, clock: &Clock) -> Builder<V, Timed> {
    let reqwest = Reqwest::new(None).unwrap();
    client::Client::builder(url.parse().unwrap()).transport(Timed(reqwest, clock.clone()))
}

fn client<V: billing_api::Version>(server: &Server, clock: &Clock) -> Builder<V, Timed> {
    to(&server.url(), clock)
}

/// Runs a future on the runtime of the thread, on which connections go on between calls.
fn run<F: Future>(future: F) -> F::Output {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime = {
            let mut builder = tokio::runtime::Builder::new_current_thread();
            builder.enable_all().build().unwrap()
        };
    }
    RUNTIME.with(|runtime| runtime.block_on(future))
}

async fn read_some(body: &mut Download, buffer: &mut [u8]) -> Result<usize, TransportError> {
    use tokio::io::{AsyncRead, ReadBuf};
    let mut own = ReadBuf::new(buffer);
    let read =
        std::future::poll_fn(|context| std::pin::Pin::new(&mut *body).poll_read(context, &mut own));
    let read = read.await;
    read.map_err(|error| error.downcast::<TransportError>().unwrap())?;
    Ok(own.filled().len())
}

/// A client of a fake.
type Faked<V> = client::Client<V, Fake>;

fn fake_builder<V: billing_api::Version>(url: &str, fake: &Fake) -> Builder<V, Fake> {
    client::Client::builder(url.parse().unwrap()).transport(fake.clone())
}

fn faked<V: billing_api::Version>(url: &str, fake: &Fake) -> Faked<V> {
    fake_builder(url, fake).build().unwrap()
}

macro_rules! done {
    ($call:expr) => {
        super::run($call)
    };
}

/// Reads some bytes of a download.
macro_rules! next {
    ($body:expr, $buffer:expr) => {
        super::run(super::read_some(&mut $body, &mut $buffer))
    };
}

/// Returns what opens a reader for an upload.
macro_rules! opened {
    ($reader:expr) => {
        std::future::ready(std::io::Result::Ok($reader))
    };
}

#[path = "call_options.rs"]
mod call_options;
#[path = "compression.rs"]
mod compression;
#[path = "credentials.rs"]
mod credentials;
#[path = "documented_examples.rs"]
mod documented_examples;
#[path = "fake.rs"]
mod fake;
#[path = "faults.rs"]
mod faults;
#[path = "items.rs"]
mod items;
#[path = "links.rs"]
mod links;
#[path = "operations.rs"]
mod operations;
#[path = "paging.rs"]
mod paging;
#[path = "paging_rules.rs"]
mod paging_rules;
#[path = "polling.rs"]
mod polling;
#[path = "polling_ends.rs"]
mod polling_ends;
#[path = "retries.rs"]
mod retries;
#[path = "shop.rs"]
mod shop;
#[path = "streams.rs"]
mod streams;
#[path = "tracing.rs"]
mod tracing;

#[path = "only_asynchronous.rs"]
mod only_asynchronous;
