//! What `#[versioned]` expands to.
