//! Operations over real connections to a server on loopback, by the client that blocks and by the one that does not.
//!
//! Each scenario is written once and runs with both. Where something has to wait, the clock is ours.
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

mod asynchronous;
mod blocking;
mod clock;
mod examples;
mod made_up;
#[path = "../operations/requests.rs"]
mod requests;
