//! Generated files: compared with a folder, and written to it atomically.

mod commit;
mod difference;
mod disk;
mod error;
mod files;
mod journal;
mod mark;
mod steps;
#[cfg(test)]
mod tests;

pub(crate) use commit::complete;
pub use difference::Difference;
pub(crate) use disk::read;
pub use error::Error;
pub use files::Files;
pub use mark::MARK;
