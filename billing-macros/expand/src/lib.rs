//! What `#[versioned]` expands to.

mod check;
pub mod definitions;
mod imports;
mod member;
mod nearest;
mod parse;
mod print;
mod range_name;
mod shape;
mod tokens;
pub mod version;
mod wire;

pub use check::{Checked, check};
pub use parse::{Parsed, parse};
pub use print::print;
pub use version::{version_module_name, version_type_name};
pub use wire::wire_name;
