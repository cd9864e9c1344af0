//! What `#[versioned]` expands to.

pub mod definitions;
