//! Places in files.

use std::sync::Arc;

/// A place in a file. [`Sources`](super::Sources) finds its line and column when a diagnostic is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    file: Arc<str>,
    spot: Spot,
}

/// The part of a file that a [`Place`] points at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The file as a whole.
    #[default]
    Whole,
    /// The value at a JSON pointer.
    Value(String),
    /// The key at a JSON pointer, and its index among equal keys, counted from 0.
    Key(String, usize),
    /// A byte offset in the text.
    Offset(usize),
}

impl Place {
    /// Creates a place for a file as a whole.
    #[must_use]
    pub fn whole(file: &Arc<str>) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Whole,
        }
    }

    /// Creates a place for the value at a JSON pointer.
    #[must_use]
    pub fn value(file: &Arc<str>, pointer: impl Into<String>) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Value(pointer.into()),
        }
    }

    /// Creates a place for the key at a JSON pointer.
    #[must_use]
    pub fn key(file: &Arc<str>, pointer: impl Into<String>) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Key(pointer.into(), 0),
        }
    }

    /// Creates a place for one of several equal keys, counted from 0.
    #[must_use]
    pub fn repeated_key(file: &Arc<str>, pointer: impl Into<String>, occurrence: usize) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Key(pointer.into(), occurrence),
        }
    }

    /// Creates a place for a byte offset in the text.
    #[must_use]
    pub fn offset(file: &Arc<str>, offset: usize) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Offset(offset),
        }
    }

    /// Returns the place of another value in the same file.
    pub(crate) fn at_pointer(&self, pointer: String) -> Self {
        Self::value(&self.file, pointer)
    }

    /// Returns the place of a value in the same file, or of its key if `other` is the place of a key.
    pub(crate) fn with_pointer_of(&self, other: &Self, pointer: String) -> Self {
        match other.spot {
            Spot::Key(_, occurrence) => Self::repeated_key(&self.file, pointer, occurrence),
            _ => Self::value(&self.file, pointer),
        }
    }

    /// The path of the file, as the user wrote it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The part of the file that the place points at.
    #[must_use]
    pub fn spot(&self) -> &Spot {
        &self.spot
    }

    /// The JSON pointer; empty for a file as a whole and for a byte offset.
    #[must_use]
    pub fn pointer(&self) -> &str {
        match &self.spot {
            Spot::Value(pointer) | Spot::Key(pointer, _) => pointer,
            Spot::Whole | Spot::Offset(_) => "",
        }
    }
}
