//! The pipeline from a folder of fragments to a crate.

use std::{
    error::Error as StdError,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Diagnostics, Style},
    emit::{self, Difference, Files},
    history::History,
    model::Model,
    openapi::Document,
    source::{Specs, Workspace},
};

/// Generates a crate from a folder of fragments, or checks that it is up to date.
#[derive(Clone, Debug)]
pub struct Generator {
    specs: PathBuf,
    out: PathBuf,
    style: Style,
}

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
}

/// What was read and what became of it.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The histories of the services, by name.
    pub histories: Vec<History>,
    /// The files of the crate.
    pub files: Files,
    /// Warnings about the documents, as text; empty if there are none.
    pub warnings: String,
}

impl Generator {
    /// A generator that reads the services in the folder `specs` and writes the crate in the folder `out`.
    #[must_use]
    pub fn new(specs: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self {
            specs: specs.into(),
            out: out.into(),
            style: Style::Plain,
        }
    }

    /// How diagnostics are shown; plain by default.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Reads the documents and merges the api-versions of each service.
    ///
    /// # Errors
    ///
    /// The documents have errors.
    pub fn read(&self) -> Result<(Vec<History>, String), Error> {
        let mut diagnostics = Diagnostics::default();
        let mut workspace = Workspace::new(&self.specs);
        let specs = Specs::discover(&workspace, &mut diagnostics);
        let mut services = Vec::new();
        for service in &specs.services {
            let models: Vec<Model> = service
                .versions
                .iter()
                .map(|version| {
                    let document = Document::read(&mut workspace, version, &mut diagnostics);
                    Model::from_document(&document, &mut diagnostics)
                })
                .collect();
            services.push((service.name.clone(), models));
        }
        let text = diagnostics.render(workspace.sources(), self.style);
        if diagnostics.has_errors() {
            return Err(Error::Documents(text));
        }
        let histories = services
            .iter()
            .map(|(name, models)| History::merge(name, models))
            .collect();
        Ok((histories, text))
    }

    /// Makes the files of the crate without writing them.
    ///
    /// # Errors
    ///
    /// The documents have errors, or the crate's `Cargo.toml` cannot be read or has no place for the features.
    pub fn files(&self) -> Result<Generated, Error> {
        let (histories, warnings) = self.read()?;
        let manifest_path = self.out.join("Cargo.toml");
        let manifest =
            fs::read_to_string(&manifest_path).map_err(|error| named(&manifest_path, &error))?;
        let files = emit::crate_files(&histories, &crate_name(&manifest), &manifest)
            .map_err(|error| Error::Manifest(manifest_path, error))?;
        Ok(Generated {
            histories,
            files,
            warnings,
        })
    }

    /// Writes the crate and returns the paths of the files that changed.
    ///
    /// # Errors
    ///
    /// As [`files`](Self::files), or a file cannot be written. The old output is left as it was where the documents have
    /// errors.
    pub fn generate(&self) -> Result<(Generated, Vec<String>), Error> {
        let generated = self.files()?;
        let changed = generated.files.write(&self.out).map_err(Error::Output)?;
        Ok((generated, changed))
    }

    /// What [`generate`](Self::generate) would change; nothing where the crate is up to date.
    ///
    /// # Errors
    ///
    /// As [`files`](Self::files), or a file cannot be read.
    pub fn check(&self) -> Result<(Generated, Vec<Difference>), Error> {
        let generated = self.files()?;
        let differences = generated
            .files
            .differences(&self.out)
            .map_err(Error::Output)?;
        Ok((generated, differences))
    }
}

/// The name of the library of a package, from its manifest.
fn crate_name(manifest: &str) -> String {
    let name = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    name.unwrap_or("generated").replace('-', "_")
}

fn named(path: &Path, error: &io::Error) -> Error {
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
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Documents(_) => None,
            Self::Output(error) => Some(error),
            Self::Manifest(_, error) => Some(error),
        }
    }
}
