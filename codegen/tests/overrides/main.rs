//! Tests of overrides: their changes, and the errors of those that do not apply.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod errors;
mod example;
#[path = "../crates/folder.rs"]
#[allow(dead_code, reason = "the tests of crates use the rest")]
mod folder;
mod table;
