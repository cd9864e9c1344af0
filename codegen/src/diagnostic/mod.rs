//! What is wrong with an input, shown as rustc shows it.

use std::{path::PathBuf, sync::Arc};

/// A place in a file that was read. Line and column are looked up in the text only when a diagnostic is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as the user named it.
    pub file: Arc<PathBuf>,
    /// A JSON pointer to the node.
    pub pointer: String,
}
