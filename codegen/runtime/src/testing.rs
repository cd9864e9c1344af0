//! Tests without a server: requests are read back, responses are written, and `Fake` answers clients.

mod answer;
#[cfg(any(feature = "client", feature = "blocking"))]
mod cut_body;
mod error;
mod examples;
#[cfg(any(feature = "client", feature = "blocking"))]
mod fake;
#[cfg(any(feature = "client", feature = "blocking"))]
mod fake_transport;
#[cfg(any(feature = "client", feature = "blocking"))]
mod fault;
mod form;
#[cfg(any(feature = "client", feature = "blocking"))]
mod handler;
#[cfg(feature = "client")]
mod idle;
mod input;
mod multipart;
mod parameter;
mod path;
mod percent;
mod request_reader;
mod response_writer;
mod served;

pub use answer::{Answer, Failure};
pub use error::ParseRequestError;
pub use examples::{Example, ExampleChoice, Examples};
#[cfg(any(feature = "client", feature = "blocking"))]
pub use fake::{Fake, Received};
#[cfg(any(feature = "client", feature = "blocking"))]
pub use fault::Fault;
pub use request_reader::RequestReader;
pub use response_writer::{ResponseWriter, WriteResponseError};
pub use served::ServedCall;
