//! Operations as requests and responses, without a connection.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

mod answers;
mod bodies;
mod documents;
mod endpoint;
mod golden;
mod items;
mod limits;
mod pages;
mod parameters;
mod read_back;
mod replies;
mod requests;
mod responses;
mod retry_after;
mod servers;
mod streams;

// The definitions of documents name the runtime as a module of their crate.
use billing_api::runtime;
