//! Clients that send operations: `Client` (feature `client`) is asynchronous, `blocking::Client` (feature `blocking`)
//! sends in the thread of the caller.
//!
//! Both run the same state machines, which do no I/O and decide what is sent when and how responses are read.

#[cfg(feature = "client")]
mod asynchronous;
#[cfg(feature = "azure-identity")]
mod azure_identity;
#[cfg(feature = "blocking")]
pub mod blocking;
mod call_options;
mod credential;
#[cfg(feature = "client")]
mod download;
mod error;
mod exchange;
mod item_cursor;
#[cfg(feature = "client")]
mod item_stream;
mod link;
#[cfg(feature = "client")]
mod pages;
mod paging;
#[cfg(feature = "client")]
mod poller;
mod polling;
#[cfg(feature = "client")]
mod pulse;
#[cfg(feature = "client")]
mod reqwest;
mod retry;
mod settings;
mod stream_head;
#[cfg(feature = "client")]
mod streaming;
mod tally;
#[cfg(any(feature = "client", feature = "blocking"))]
mod tls;
mod token_cache;
mod trace;
mod transport;
#[cfg(feature = "client")]
mod upload;

#[cfg(feature = "client")]
pub use asynchronous::{Builder, Client};
pub use call_options::CallOptions;
pub use credential::{Credential, Token, TokenRequest};
#[cfg(feature = "client")]
pub use download::Download;
pub use error::{CredentialError, Error, OperationError};
#[cfg(feature = "client")]
pub use item_stream::ItemStream;
#[cfg(feature = "client")]
pub use pages::{Items, Pages};
#[cfg(feature = "client")]
pub use poller::Poller;
pub use polling::Progress;
#[cfg(feature = "client")]
pub use reqwest::Reqwest;
pub use retry::RetryPolicy;
pub use settings::BuildError;
#[cfg(feature = "client")]
pub use transport::Transport;
pub use transport::{ResponseLimits, StreamLimits, TransportError, TransportErrorKind};
#[cfg(feature = "client")]
pub use upload::{Upload, UploadBody};
