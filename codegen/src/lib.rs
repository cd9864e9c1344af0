//! From OpenAPI fragments to one definition of every api-version.

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod emit;
mod generator;
pub mod history;
pub mod model;
pub mod openapi;
pub mod runtime;
pub mod source;

pub use generator::{Error, Generated, Generator};
