//! The scenarios with the blocking client.

use std::time::{Duration, SystemTime};

use billing_api::client::{
    ResponseLimits, StreamLimits, TransportError,
    blocking::{self, Builder, Download, Transport, Upload, UploadBody, Ureq},
};
use billing_api::runtime::testing::Fake;
use billing_tests::server::Server;
use http::{Request, Response};

use crate::clock::Clock;

pub(crate) struct Timed(Ureq, Clock);

impl Transport for Timed {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: ResponseLimits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        self.0.send(request, limits)
    }

    fn stream(
        &self,
        request: Request<UploadBody>,
        limits: StreamLimits,
    ) -> Result<Response<Download>, TransportError> {
        self.0.stream(request, limits)
    }

    fn sleep(&self, duration: Duration) {
        self.1.sleep(duration);
    }

    fn now(&self) -> SystemTime {
        self.1.now()
    }
}

/// A transport without streams, whose responses have the body of the request.
struct Echo;

impl Transport for Echo {
    fn send(
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
}

fn to<V: billing_api::Version>(url: &str, clock: &Clock) -> Builder<V, Timed> {
    let ureq = Ureq::new(None);
    blocking::Client::builder(url.parse().unwrap()).transport(Timed(ureq, clock.clone()))
}

fn client<V: billing_api::Version>(server: &Server, clock: &Clock) -> Builder<V, Timed> {
    to(&server.url(), clock)
}

/// A client of a fake.
type Faked<V> = blocking::Client<V, Fake>;

fn fake_builder<V: billing_api::Version>(url: &str, fake: &Fake) -> Builder<V, Fake> {
    blocking::Client::builder(url.parse().unwrap()).transport(fake.clone())
}

fn faked<V: billing_api::Version>(url: &str, fake: &Fake) -> Faked<V> {
    fake_builder(url, fake).build().unwrap()
}

macro_rules! done {
    ($call:expr) => {
        $call
    };
}

/// Reads some bytes of a download.
macro_rules! next {
    ($body:expr, $buffer:expr) => {
        $body.read_some(&mut $buffer)
    };
}

/// Returns what opens a reader for an upload.
macro_rules! opened {
    ($reader:expr) => {
        std::io::Result::Ok($reader)
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

#[path = "only_blocking.rs"]
mod only_blocking;
