//! Generators: from documents to files.

mod build_error;
mod cargo;
mod cargo_workspace;
mod crates;
mod dependencies;
mod error;
mod modules;
mod options;
mod read;
pub mod statistics;

use options::Options;

use crate::emit::Conversion;

pub use build_error::BuildError;
pub use crates::{CrateGenerator, Generated};
pub use error::Error;
pub use modules::{Built, Generator};

/// Removes repeated conversions.
fn distinct(conversions: impl IntoIterator<Item = Conversion>) -> Vec<Conversion> {
    let mut all = Vec::new();
    for conversion in conversions {
        if !all.contains(&conversion) {
            all.push(conversion);
        }
    }
    all
}
