//! Errors of [`CrateGenerator`](super::CrateGenerator).

use std::{
    error::Error as StdError,
    fmt, io,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources, Style},
    emit, load, output,
};

/// The message about a file in the place of a generated one.
pub(super) const FOREIGN: &str =
    "this file was not generated, and it is in the place of a generated one";
/// The help for it.
const FOREIGN_HELP: &str =
    "nothing was written: move or delete the file, or generate into another folder";

/// The reason that no crate was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The documents have errors.
    Documents(load::Error),
    /// A file of the output could not be read or written.
    Output(io::Error),
    /// Files of the user, or of another program, have the paths of generated files. Nothing was written.
    Foreign {
        /// The files.
        files: Vec<PathBuf>,
        /// Sentences about the marked parts that `Cargo.toml` lacks.
        missing_blocks: Vec<String>,
    },
    /// The crate's `Cargo.toml` has no place for the generated features.
    Manifest(PathBuf, emit::ManifestError),
    /// The definitions of the API contradict each other.
    Expansion(emit::ExpansionError),
    /// The crate cannot use the chosen runtime.
    Runtime(emit::RuntimeError),
}

/// Adds the path of a file or folder to an error.
pub(super) fn with_path(path: &Path, error: &io::Error) -> Error {
    Error::Output(io::Error::new(
        error.kind(),
        format!("{}: {error}", path.display()),
    ))
}

/// Converts an error of the files in a folder.
pub(super) fn error_of(error: output::Error, folder: &Path, missing_blocks: &[String]) -> Error {
    match error {
        output::Error::Io(error) => Error::Output(error),
        output::Error::Foreign(paths) => Error::Foreign {
            files: paths.iter().map(|path| folder.join(path)).collect(),
            missing_blocks: missing_blocks.to_vec(),
        },
    }
}

impl Error {
    /// Renders the error as diagnostics.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        let mut diagnostics = Diagnostics::default();
        match self {
            Self::Documents(error) => return error.render(style),
            Self::Output(error) => {
                let text = error.to_string();
                // The number of the operating system's error helps nobody.
                let message = text.split(" (os error").next().unwrap_or(&text);
                diagnostics.push(Diagnostic::new(Code::Output, message));
            }
            Self::Foreign {
                files,
                missing_blocks,
            } => {
                for (index, file) in files.iter().enumerate() {
                    let name = file.to_string_lossy().replace('\\', "/").into();
                    let mut diagnostic = Diagnostic::new(Code::ForeignFile, FOREIGN);
                    if index + 1 == files.len() {
                        for sentence in missing_blocks {
                            let lines: Vec<&str> = sentence.lines().map(str::trim).collect();
                            diagnostic = diagnostic.note(lines.join(" "));
                        }
                    }
                    diagnostics.push(diagnostic.at(Place::whole(&name)).help(FOREIGN_HELP));
                }
            }
            Self::Manifest(path, error) => {
                let name = path.to_string_lossy().replace('\\', "/").into();
                let diagnostic = Diagnostic::new(Code::Manifest, error.to_string());
                diagnostics.push(diagnostic.at(Place::whole(&name)));
            }
            Self::Expansion(error) => {
                for message in &error.messages {
                    diagnostics.push(Diagnostic::new(Code::Contradiction, message));
                }
            }
            Self::Runtime(error) => {
                diagnostics.push(Diagnostic::new(Code::Runtime, error.to_string()));
            }
        }
        diagnostics.render(&Sources::default(), style)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(Style::Plain).trim_end())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Documents(_) => None,
            Self::Output(error) => Some(error),
            Self::Foreign { .. } => None,
            Self::Manifest(_, error) => Some(error),
            Self::Expansion(error) => Some(error),
            Self::Runtime(error) => Some(error),
        }
    }
}
