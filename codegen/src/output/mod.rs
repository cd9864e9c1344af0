//! The output folder: comparison with the generated files, and atomic writes.

mod commit;
mod difference;
mod files;

pub use difference::Difference;
pub use files::{Files, MARK};
