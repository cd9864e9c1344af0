//! What all generators can be told, whatever they write.

use crate::diagnostic::Style;

/// What all generators can be told, whatever they write.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    /// How diagnostics are shown.
    pub(super) style: Style,
}
