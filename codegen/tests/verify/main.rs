//! `verify`: what is told of examples, and that it is what the generated types do.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

mod agreement;
mod cases;
mod command;
mod constructs;
mod json;
mod mutation;
