//! Clients that send operations: [`Client`] without blocking, [`blocking::Client`] in the caller's thread.
//!
//! Both are thin: what is sent when, and what is made of what comes back, is decided by state machines that they share
//! and that do no input or output.

#[cfg(feature = "client")]
mod asynchronous;
#[cfg(feature = "azure-identity")]
mod azure_identity;
#[cfg(feature = "blocking")]
pub mod blocking;
mod credential;
mod error;
mod exchange;
mod link;
#[cfg(feature = "client")]
mod pages;
mod paging;
#[cfg(feature = "client")]
mod poller;
mod polling;
#[cfg(feature = "client")]
mod reqwest;
mod retry;
mod settings;
mod transport;

#[cfg(feature = "client")]
pub use asynchronous::{Builder, Client};
pub use credential::{Credential, Token, TokenRequest};
pub use error::{CredentialError, Error, OperationError};
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
pub use transport::{Limits, TransportError, TransportErrorKind};
