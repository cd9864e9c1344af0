//! Errors of reading and writing the output.

use std::{error::Error as StdError, fmt, io, path::Path};

use crate::words::listed;

/// The reason that the output was not compared or not written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder cannot be read or written.
    Io(io::Error),
    /// Files that somebody else wrote have the paths of generated ones. The paths start at the output folder.
    Foreign(Vec<String>),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Foreign(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
                write!(
                    f,
                    "not generated, in the place of generated files: {}",
                    listed(&paths)
                )
            }
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Foreign(_) => None,
        }
    }
}

/// Adds the path of a file or folder to an error.
pub(super) fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
