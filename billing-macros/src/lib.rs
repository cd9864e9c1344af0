//! The `#[versioned]` attribute.
