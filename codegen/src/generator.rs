//! The pipeline from documents to a crate.

use std::{
    error::Error as StdError,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Diagnostics, Style},
    emit::{
        self, Conversion, CrateError, Difference, Files, Form, ManifestOptions, PackageOptions,
    },
    history::History,
    model::Model,
    openapi::Document,
    overrides,
    source::{Input, InputOptions, Service, Specs, Workspace},
    statistics::{Schemas, Stage, Statistics, Watch},
    surroundings,
};

/// Generates a crate from a folder of fragments or from documents of one API, or checks that it is up to date.
///
/// ```
/// use billing_codegen::Generator;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// # let document = |member: &str| format!("openapi: 3.0.3\ninfo: {{ title: Shop, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    Price:\n      properties:\n        value: {{ type: number }}\n{member}");
/// # std::fs::create_dir(path("shop"))?;
/// # std::fs::write(path("shop/shop-1.9.yaml"), document(""))?;
/// # std::fs::write(path("shop/shop-1.10.yaml"), document("        currency: { type: string }\n"))?;
/// let generator = Generator::from_documents([path("shop")], path("shop-api"));
/// let (generated, written) = generator.generate()?;
///
/// assert_eq!(generated.histories[0].api_versions, ["1.9", "1.10"]);
/// assert!(written.contains(&"src/since_1_10.rs".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Generator {
    source: Source,
    out: PathBuf,
    macros: Option<PathBuf>,
    style: Style,
    has_statistics: bool,
}

/// What is read, and which crate it becomes.
#[derive(Clone, Debug)]
enum Source {
    /// The services in a folder: modules of a crate that is there already.
    Services(PathBuf),
    /// The documents of one API: a crate that builds by itself.
    Documents {
        specs: Vec<PathBuf>,
        order: Vec<String>,
        root: Option<PathBuf>,
        overrides: Option<PathBuf>,
        crate_name: Option<String>,
        package: Box<PackageOptions>,
    },
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
    /// The definitions of the API contradict each other.
    Expansion(emit::ExpansionError),
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
    /// How much there was, and how long it took; none unless it was [asked for](Generator::statistics).
    pub statistics: Option<Statistics>,
}

/// What was read.
struct Read {
    histories: Vec<History>,
    warnings: String,
    schemas: Option<Schemas>,
    watch: Watch,
}

impl Generator {
    /// A generator that reads the services in the folder `specs` and writes the crate in the folder `out`.
    #[must_use]
    pub fn new(specs: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self {
            source: Source::Services(specs.into()),
            out: out.into(),
            macros: None,
            style: Style::Plain,
            has_statistics: false,
        }
    }

    /// A generator that reads the documents of one API and writes the folder `out`, a crate that builds by itself.
    ///
    /// One file is a document, several are fragments of one document; a folder holds a folder or a file for each
    /// api-version.
    #[must_use]
    pub fn from_documents(
        specs: impl IntoIterator<Item = impl Into<PathBuf>>,
        out: impl Into<PathBuf>,
    ) -> Self {
        Self {
            source: Source::Documents {
                specs: specs.into_iter().map(Into::into).collect(),
                order: Vec::new(),
                root: None,
                overrides: None,
                crate_name: None,
                package: Box::default(),
            },
            out: out.into(),
            macros: None,
            style: Style::Plain,
            has_statistics: false,
        }
    }

    /// How diagnostics are shown; plain by default.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Counts what is read and what is made of it.
    #[must_use]
    pub fn statistics(mut self) -> Self {
        self.has_statistics = true;
        self
    }

    /// The api-versions, oldest first, where their names have no order: all of them. Only for
    /// [`from_documents`](Self::from_documents).
    #[must_use]
    pub fn order(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        if let Source::Documents { order, .. } = &mut self.source {
            *order = names.into_iter().map(Into::into).collect();
        }
        self
    }

    /// The folder whose files the documents may refer to, instead of the one that holds them; it holds them too. Nothing
    /// outside of it is ever read. Only for [`from_documents`](Self::from_documents).
    ///
    /// ```
    /// use billing_codegen::Generator;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::create_dir_all(path("specs/common"))?;
    /// # std::fs::create_dir_all(path("specs/shop"))?;
    /// # std::fs::write(path("specs/common/types.yaml"), "Price: { properties: { value: { type: number } } }")?;
    /// # std::fs::write(path("specs/shop/shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { Price: { $ref: '../common/types.yaml#/Price' } } }")?;
    /// // It refers to `../common/types.yaml`.
    /// let generator = Generator::from_documents([path("specs/shop/shop.yaml")], path("shop-api"));
    /// assert!(generator.generate().is_err());
    ///
    /// generator.root(path("specs")).generate()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        if let Source::Documents { root, .. } = &mut self.source {
            *root = Some(folder.into());
        }
        self
    }

    /// The file that fixes what the documents say wrongly, instead of `overrides.yaml` in their folder. Only for
    /// [`from_documents`](Self::from_documents).
    #[must_use]
    pub fn overrides(mut self, file: impl Into<PathBuf>) -> Self {
        if let Source::Documents { overrides, .. } = &mut self.source {
            *overrides = Some(file.into());
        }
        self
    }

    /// The name of the package, instead of that of its folder. Only for [`from_documents`](Self::from_documents).
    #[must_use]
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        if let Source::Documents { crate_name, .. } = &mut self.source {
            *crate_name = Some(name.into());
        }
        self
    }

    /// How the types are written down. Only for [`from_documents`](Self::from_documents).
    #[must_use]
    pub fn form(mut self, value: Form) -> Self {
        if let Source::Documents { package, .. } = &mut self.source {
            package.form = value;
        }
        self
    }

    /// A cargo feature for each api-version, called after it, with this before it; the newest is on by default. Only for
    /// [`from_documents`](Self::from_documents).
    ///
    /// ```
    /// use billing_codegen::{Generator, emit::Conversion};
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::create_dir(path("shop"))?;
    /// # for name in ["v1", "v2"] {
    /// #     std::fs::write(path("shop").join(format!("{name}.yaml")), format!("openapi: 3.0.3\ninfo: {{ title: Shop, version: {name} }}\npaths: {{}}\ncomponents: {{ schemas: {{ Price: {{ properties: {{ value: {{ type: number }} }} }} }} }}"))?;
    /// # }
    /// Generator::from_documents([path("shop")], path("shop-api"))
    ///     .features("shop-")
    ///     .conversions([Conversion::RustDecimal])
    ///     .generate()?;
    ///
    /// let manifest = std::fs::read_to_string(path("shop-api/Cargo.toml"))?;
    /// assert!(manifest.contains("default = [\"shop-v2\", \"http\", \"rust_decimal\"]\nshop-v1 = []\nshop-v2 = []\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn features(mut self, prefix: impl Into<String>) -> Self {
        if let Source::Documents { package, .. } = &mut self.source {
            package.features = Some(prefix.into());
        }
        self
    }

    /// The crates whose values the crate converts to and from: optional dependencies, on by default. Only for
    /// [`from_documents`](Self::from_documents); a crate of services has all of them.
    #[must_use]
    pub fn conversions(mut self, conversions: impl IntoIterator<Item = Conversion>) -> Self {
        if let Source::Documents { package, .. } = &mut self.source {
            package.conversions.clear();
            for conversion in conversions {
                if !package.conversions.contains(&conversion) {
                    package.conversions.push(conversion);
                }
            }
        }
        self
    }

    /// The folder of the package `billing-macros`, on which a crate in definitions form depends, instead of the one in the
    /// registry. The `Cargo.toml` names it as seen from the crate.
    #[must_use]
    pub fn macros(mut self, folder: impl Into<PathBuf>) -> Self {
        self.macros = Some(folder.into());
        self
    }

    /// Reads the documents and merges the api-versions of each service.
    ///
    /// # Errors
    ///
    /// The documents have errors.
    pub fn read(&self) -> Result<(Vec<History>, String), Error> {
        let read = self.read_all()?;
        Ok((read.histories, read.warnings))
    }

    fn read_all(&self) -> Result<Read, Error> {
        let mut diagnostics = Diagnostics::default();
        let mut watch = Watch::start();
        let (mut workspace, services) = match &self.source {
            Source::Services(specs) => {
                let mut workspace = Workspace::new(specs);
                let specs = Specs::discover(&workspace, &mut diagnostics);
                overrides::apply_to_services(&specs.services, &mut workspace, &mut diagnostics);
                (workspace, specs.services)
            }
            Source::Documents {
                specs,
                order,
                root,
                overrides,
                ..
            } => {
                let Input {
                    mut workspace,
                    service,
                    overrides: beside,
                    ..
                } = watch.time(Stage::Source, || {
                    let options = InputOptions {
                        order,
                        root: root.as_deref(),
                        ..InputOptions::default()
                    };
                    Input::discover(specs, options, &mut diagnostics)
                });
                let file = match (overrides, beside) {
                    (Some(path), _) => workspace.load_named(path, &mut diagnostics),
                    (None, Some(path)) => workspace.load(&path, &mut diagnostics),
                    (None, None) => None,
                };
                if let Some(file) = file {
                    overrides::apply(&file, &mut workspace, &service.versions, &mut diagnostics);
                }
                (workspace, vec![service])
            }
        };
        let mut models = Vec::new();
        let mut schemas = self.has_statistics.then(Schemas::default);
        for service in &services {
            models.push(read_service(
                service,
                models.len() + 1 == services.len(),
                &mut workspace,
                &mut schemas,
                &mut watch,
                &mut diagnostics,
            ));
        }
        let warnings = diagnostics.render(workspace.sources(), self.style);
        if diagnostics.has_errors() {
            return Err(Error::Documents(warnings));
        }
        let merge =
            |(service, models): (&Service, &Vec<Model>)| History::merge(&service.name, models);
        let histories = watch.time(Stage::History, || {
            services.iter().zip(&models).map(merge).collect()
        });
        Ok(Read {
            histories,
            warnings,
            schemas,
            watch,
        })
    }

    /// Makes the files of the crate without writing them.
    ///
    /// # Errors
    ///
    /// The documents have errors, the crate's `Cargo.toml` cannot be read or is there but has no place for the features,
    /// or the definitions contradict each other.
    pub fn files(&self) -> Result<Generated, Error> {
        let Read {
            histories,
            warnings,
            schemas,
            mut watch,
        } = self.read_all()?;
        let manifest_path = self.out.join("Cargo.toml");
        let manifest = match fs::read_to_string(&manifest_path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(named(&manifest_path, &error)),
        };
        let failed = |error| match error {
            CrateError::Manifest(error) => Error::Manifest(manifest_path.clone(), error),
            CrateError::Expansion(error) => Error::Expansion(error),
        };
        let options = self.manifest_options()?;
        let (files, shapes) = match &self.source {
            Source::Services(_) => {
                let manifest = manifest.unwrap_or_else(|| emit::new_manifest(&options));
                let files = watch.time(Stage::Emit, || {
                    emit::crate_files(&histories, &crate_name(&manifest), &manifest)
                });
                (files.map_err(failed)?, None)
            }
            Source::Documents { package, .. } => {
                let options = PackageOptions {
                    manifest: options,
                    ..(**package).clone()
                };
                let mut files = Files::default();
                let mut shapes = 0;
                for history in &histories {
                    let package = watch
                        .time(Stage::Emit, || {
                            emit::package(history, &options, manifest.as_deref())
                        })
                        .map_err(failed)?;
                    files = package.files;
                    shapes += package.shapes;
                }
                (files, Some(shapes))
            }
        };
        let statistics =
            schemas.map(|schemas| Statistics::new(&histories, &schemas, &files, shapes, watch));
        Ok(Generated {
            histories,
            files,
            warnings,
            statistics,
        })
    }

    fn manifest_options(&self) -> Result<ManifestOptions, Error> {
        let said = match &self.source {
            Source::Documents { crate_name, .. } => crate_name.clone(),
            Source::Services(_) => None,
        };
        let macros = self.macros.as_ref();
        let macros = macros.map(|folder| {
            surroundings::way(&self.out, folder).map_err(|error| named(folder, &error))
        });
        Ok(ManifestOptions {
            crate_name: said.unwrap_or_else(|| package_name(&self.out)),
            macros: macros.transpose()?,
            is_root: surroundings::is_in_foreign_workspace(&self.out),
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

/// Reads and understands the documents of all api-versions of a service, which may be the last one that is read.
fn read_service(
    service: &Service,
    is_last: bool,
    workspace: &mut Workspace,
    schemas: &mut Option<Schemas>,
    watch: &mut Watch,
    diagnostics: &mut Diagnostics,
) -> Vec<Model> {
    let mut models = Vec::new();
    for version in &service.versions {
        watch.time(Stage::Source, || {
            for path in &version.files {
                _ = workspace.load(path, diagnostics);
            }
        });
        if let Some(schemas) = schemas {
            schemas.add(version, workspace, diagnostics);
        }
        let document = watch.time(Stage::OpenApi, || {
            Document::read(workspace, version, diagnostics)
        });
        if is_last && models.len() + 1 == service.versions.len() {
            workspace.release();
        }
        models.push(watch.time(Stage::Model, || {
            Model::from_document(&document, diagnostics)
        }));
    }
    models
}

/// A name for the package in a folder: what cargo and Rust take for one.
fn package_name(folder: &Path) -> String {
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = full
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase());
    let name: String = name
        .unwrap_or_default()
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let name = name.trim_matches(['-', '_']);
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.to_owned()
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
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
