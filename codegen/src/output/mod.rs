//! Generated files: compared with a folder, and written to it atomically.

mod commit;
mod difference;
mod files;

pub use difference::Difference;
pub use files::{Files, MARK};
