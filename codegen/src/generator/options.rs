//! What all generators can be told, whatever they write.

use crate::{customize::Customization, diagnostic::Style, selection::Selection};

/// What all generators can be told, whatever they write.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    /// How diagnostics are shown.
    pub(super) style: Style,
    /// What is wanted of documents that do not say it themselves.
    pub(super) selection: Selection,
    /// What is to be otherwise in what is generated.
    pub(super) customization: Customization,
}
