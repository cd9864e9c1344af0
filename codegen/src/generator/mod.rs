//! From documents to files: the whole way.

mod build_error;
mod cargo;
mod cargo_workspace;
mod crates;
mod error;
mod modules;
mod options;
mod read;
pub mod statistics;

use options::Options;

pub use build_error::BuildError;
pub use crates::{CrateGenerator, Generated};
pub use error::Error;
pub use modules::{Built, Generator};
