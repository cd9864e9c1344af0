//! Tests of `verify`: its findings, and their agreement with the generated types.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod agreement;
mod cases;
mod command;
mod constructs;
mod json;
mod mutation;
#[path = "../timeline/schema.rs"]
mod schema;
mod schema_of_json;
