//! What a file of overrides changes, and what it says where one does not apply.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod errors;
mod example;
#[path = "../crates/folder.rs"]
#[allow(dead_code, reason = "the tests of crates use the rest")]
mod folder;
mod table;
