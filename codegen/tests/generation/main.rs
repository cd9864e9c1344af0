//! Tests of the generation of a crate from fragments: output, staleness and bad input.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod bad_input;
mod command;
mod determinism;
mod folder;
mod golden;
mod history;
mod interruption;
mod samples;
