//! Tests of the crate of one API: inputs, output files, and a build of the crate on its own.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

#[path = "../support/cargo.rs"]
mod cargo;
mod compiled;
mod examples;
mod expanded;
mod files;
mod folder;
mod growth;
mod inputs;
mod manifest;
mod order;
mod root;
mod runtime;
