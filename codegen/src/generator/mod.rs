//! From documents to files: the whole way.

mod crates;
mod error;
mod options;
mod read;
mod spec;

use options::Options;

pub use crates::{CrateGenerator, Generated};
pub use error::Error;
pub use spec::Spec;
