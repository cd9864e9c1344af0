//! Documents without a file.

use std::sync::Arc;

/// A document without a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// The name in messages.
    pub(super) name: String,
    pub(super) bytes: Arc<[u8]>,
}
