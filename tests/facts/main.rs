//! Facts about the APIs, checked against the models, the generated types and the documented payloads.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails where it cannot go on"
)]

mod definitions;
mod json;
mod models;
mod operations;
mod payloads;
mod samples;
mod sharing;
mod tables;
mod traps;
