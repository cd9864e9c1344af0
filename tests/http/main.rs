//! Operations over connections to a server on loopback, with the blocking and the asynchronous client.
//!
//! Each scenario is written once and runs with both clients. Waits use a fake clock.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where its helpers fail"
)]
#![allow(
    clippy::duplicate_mod,
    reason = "each scenario is there for both clients"
)]

mod alone;
mod asynchronous;
mod blocking;
mod clock;
mod examples;
mod made_up;
#[path = "../operations/requests.rs"]
mod requests;
mod servers;
mod shop_server;
mod wire;

/// The definitions of `pages.yaml`.
mod pages_api {
    include!("../operations/documents/pages.rs");
}

/// The definitions of `shop.yaml`.
mod shop_api {
    include!("../operations/documents/shop.rs");
}

// The definitions of documents name the runtime as a module of their crate.
use billing_api::runtime;
