//! Operations as requests and responses, without a connection.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

mod endpoint;
mod golden;
mod limits;
mod parameters;
mod requests;
mod responses;
mod retry_after;
