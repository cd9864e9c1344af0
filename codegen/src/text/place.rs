use std::sync::Arc;

/// A place in a file that was read. Line and column are looked up in the text only when a diagnostic is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    file: Arc<str>,
    spot: Spot,
}

/// What a [`Place`] points at inside its file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The file as a whole.
    #[default]
    Whole,
    /// A node, by JSON pointer.
    Value(String),
    /// The key of a node, by JSON pointer, and which one of several equal keys (the first is 0).
    Key(String, usize),
    /// A byte of the text.
    Offset(usize),
}

impl Place {
    /// The file as a whole.
    #[must_use]
    pub fn whole(file: &Arc<str>) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Whole,
        }
    }

    /// The node that a JSON pointer names.
    #[must_use]
    pub fn value(file: &Arc<str>, pointer: impl Into<String>) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Value(pointer.into()),
        }
    }

    /// The key of the node that a JSON pointer names.
    #[must_use]
    pub fn key(file: &Arc<str>, pointer: impl Into<String>) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Key(pointer.into(), 0),
        }
    }

    /// One of several equal keys, counted from 0.
    #[must_use]
    pub fn repeated_key(file: &Arc<str>, pointer: impl Into<String>, occurrence: usize) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Key(pointer.into(), occurrence),
        }
    }

    /// A byte of the text.
    #[must_use]
    pub fn offset(file: &Arc<str>, offset: usize) -> Self {
        Self {
            file: Arc::clone(file),
            spot: Spot::Offset(offset),
        }
    }

    /// Another node of the same file.
    pub(crate) fn at_pointer(&self, pointer: String) -> Self {
        Self::value(&self.file, pointer)
    }

    /// A node of this place's file, or its key where the other place is that of a key.
    pub(crate) fn with_pointer_of(&self, other: &Self, pointer: String) -> Self {
        match other.spot {
            Spot::Key(_, occurrence) => Self::repeated_key(&self.file, pointer, occurrence),
            _ => Self::value(&self.file, pointer),
        }
    }

    /// The file, as the user named it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What the place points at inside the file.
    #[must_use]
    pub fn spot(&self) -> &Spot {
        &self.spot
    }

    /// The JSON pointer of the node; empty for the file as a whole.
    #[must_use]
    pub fn pointer(&self) -> &str {
        match &self.spot {
            Spot::Value(pointer) | Spot::Key(pointer, _) => pointer,
            Spot::Whole | Spot::Offset(_) => "",
        }
    }
}
