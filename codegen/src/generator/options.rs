//! What all generators can be told, whatever they write.

use crate::{
    diagnostic::{Levels, Style},
    selection::Selection,
    source::Limits,
};

/// What all generators can be told, whatever they write.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    /// How diagnostics are shown.
    pub(super) style: Style,
    /// How much is read.
    pub(super) limits: Limits,
    /// Which kinds of problems are told, and which stop the work.
    pub(super) levels: Levels,
    /// What is wanted of documents that do not say it themselves.
    pub(super) selection: Selection,
    /// Whether to count what is read and made.
    pub(super) has_statistics: bool,
}
