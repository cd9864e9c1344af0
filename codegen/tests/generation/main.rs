//! From fragments to a crate: what is generated, when it is stale, and what happens where the input is bad.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod bad_input;
mod command;
mod determinism;
mod folder;
mod golden;
mod history;
mod interruption;
