//! The crate of one API: how its documents are named, what is written, and that it builds by itself.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod build;
mod expanded;
mod folder;
mod growth;
mod inputs;
mod manifest;
mod order;
mod root;
