//! Why nothing was generated.

use std::{
    error::Error as StdError,
    fmt, io,
    path::{Path, PathBuf},
};

use crate::emit;

/// Why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The documents have errors; the text shows all of them with their places.
    Documents(String),
    /// A file of the output could not be read or written.
    Output(io::Error),
    /// The crate's `Cargo.toml` has no place for the generated features.
    Manifest(PathBuf, emit::ManifestError),
    /// The definitions of the API contradict each other.
    Expansion(emit::ExpansionError),
}

/// An error that names the file or folder that it is about.
pub(super) fn named(path: &Path, error: &io::Error) -> Error {
    Error::Output(io::Error::new(
        error.kind(),
        format!("{}: {error}", path.display()),
    ))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documents(text) => f.write_str(text.trim_end()),
            Self::Output(error) => write!(f, "error: {error}"),
            Self::Manifest(path, error) => write!(f, "error: {}: {error}", path.display()),
            Self::Expansion(error) => {
                let lines: Vec<_> = error
                    .messages
                    .iter()
                    .map(|message| format!("error: {message}"))
                    .collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Documents(_) => None,
            Self::Output(error) => Some(error),
            Self::Manifest(_, error) => Some(error),
            Self::Expansion(error) => Some(error),
        }
    }
}
