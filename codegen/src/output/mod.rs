//! Files of a generated crate: compared with what is there, and written together.

mod commit;
mod difference;
mod files;

pub use difference::Difference;
pub use files::{Files, MARK};
