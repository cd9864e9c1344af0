//! From documents to files: the whole way.

mod build_error;
mod bundled;
mod cargo;
mod crates;
mod error;
mod modules;
mod options;
mod read;
mod spec;

use options::Options;

pub use build_error::BuildError;
pub use crates::{CrateGenerator, Generated};
pub use error::Error;
pub use modules::{Built, Generator};
pub use spec::Spec;
