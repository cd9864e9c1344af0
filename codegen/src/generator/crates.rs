//! Whole crates: the crate of all services, or the crate of one API.

use std::path::{Path, PathBuf};

use super::{
    Error, Options, cargo_workspace,
    error::{error_of, with_path},
    options::generator_methods,
    read::{self, Histories},
    statistics::{Stage, Statistics},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources, Style},
    emit::{
        self, Conversion, CrateError, ManifestError, ManifestOptions, OutputForm, Package,
        PackageOptions, Runtime,
    },
    history::History,
    load::{Reading, Spec},
    output::{self, Difference, Files},
};

/// Generates a crate from a folder of services or from the documents of one API, and checks that it is up to date.
///
/// ```
/// use billing_codegen::CrateGenerator;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// # let document = |member: &str| format!("openapi: 3.0.3\ninfo: {{ title: Shop, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    Price:\n      properties:\n        value: {{ type: number }}\n{member}");
/// # std::fs::create_dir(path("shop"))?;
/// # std::fs::write(path("shop/shop-1.9.yaml"), document(""))?;
/// # std::fs::write(path("shop/shop-1.10.yaml"), document("        currency: { type: string }\n"))?;
/// let generator = CrateGenerator::of_documents(path("shop"), path("shop-api"));
/// let (generated, written) = generator.generate()?;
///
/// assert_eq!(generated.histories[0].api_versions, ["1.9", "1.10"]);
/// assert!(written.contains(&"src/since_1_10.rs".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Lints
///
/// Each lint has a [`Code`], and its level can be changed:
///
/// ```
/// use billing_codegen::{CrateGenerator, diagnostic::Code};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// # std::fs::write(path("shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { Price: { descripton: The price. } } }")?;
/// // It has a misspelt key.
/// let generator = CrateGenerator::of_documents(path("shop.yaml"), path("shop-api"));
/// assert!(generator.files()?.warnings.starts_with("warning[B0206]: unknown key `descripton` in a schema"));
///
/// assert!(generator.clone().deny(Code::UnknownKey).generate().is_err());
/// assert_eq!(generator.allow(Code::UnknownKey).files()?.warnings, "");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct CrateGenerator {
    source: Source,
    out: PathBuf,
    macros: Option<PathBuf>,
    runtime: Option<Runtime>,
    runtime_dir: Option<PathBuf>,
    options: Options,
}

/// The documents, and the kind of crate that is generated from them.
#[derive(Clone, Debug)]
enum Source {
    /// The services in a folder: modules of one crate.
    #[cfg(feature = "services")]
    Services(PathBuf),
    /// The documents of one API: a crate that builds by itself.
    Documents {
        spec: Box<Spec>,
        crate_name: Option<String>,
        form: Option<OutputForm>,
        package: Box<PackageOptions>,
    },
}

/// The histories that were read and the files that were generated from them.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Histories of the services, by name.
    pub histories: Vec<History>,
    /// Files of the crate.
    pub files: Files,
    /// Warnings about the documents, as text; empty without warnings.
    pub warnings: String,
    /// Counts and times; none without [`CrateGenerator::statistics`].
    pub statistics: Option<Statistics>,
    /// The line that `[dependencies]` of `Cargo.toml` lacks for the [runtime](CrateGenerator::runtime) at a path.
    pub missing_dependency: Option<String>,
    /// Sentences about the marked parts that a `Cargo.toml` of the user lacks, and with them dependencies or features; and about
    /// a [name](CrateGenerator::crate_name) that the existing `Cargo.toml` does not have.
    pub missing_blocks: Vec<String>,
}

#[cfg_attr(
    not(feature = "services"),
    allow(
        irrefutable_let_patterns,
        reason = "without services, documents are the only source"
    )
)]
impl CrateGenerator {
    /// Creates a generator that reads the services in the folder `specs` and writes the crate in the folder `out`.
    #[cfg(feature = "services")]
    #[must_use]
    pub fn of_services(specs: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self {
            source: Source::Services(specs.into()),
            out: out.into(),
            macros: None,
            runtime: None,
            runtime_dir: None,
            options: Options::default(),
        }
    }

    /// Creates a generator that reads the documents of one API and writes a crate that builds by itself to the folder `out`.
    ///
    /// A path is one file, or a folder that has a folder or file for each api-version. A [`Spec`] has more options.
    ///
    /// ```
    /// use billing_codegen::{CrateGenerator, Spec};
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::create_dir_all(path("specs/common"))?;
    /// # std::fs::create_dir_all(path("specs/shop"))?;
    /// # std::fs::write(path("specs/common/types.yaml"), "Price: { properties: { value: { type: number } } }")?;
    /// # std::fs::write(path("specs/shop/shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { Price: { $ref: '../common/types.yaml#/Price' } } }")?;
    /// // It refers to `../common/types.yaml`.
    /// let shop = Spec::new(path("specs/shop/shop.yaml"));
    /// assert!(CrateGenerator::of_documents(shop.clone(), path("shop-api")).generate().is_err());
    ///
    /// CrateGenerator::of_documents(shop.root(path("specs")), path("shop-api")).generate()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_documents(spec: impl Into<Spec>, out: impl Into<PathBuf>) -> Self {
        Self {
            source: Source::Documents {
                spec: Box::new(spec.into()),
                crate_name: None,
                form: None,
                package: Box::default(),
            },
            out: out.into(),
            macros: None,
            runtime: None,
            runtime_dir: None,
            options: Options::default(),
        }
    }

    /// Creates a generator whose documents, output folder and options are in a configuration file.
    /// [`configuration`](crate::configuration) describes its keys.
    ///
    /// ```
    /// use billing_codegen::CrateGenerator;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::write(path("shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { PriceDto: { properties: { value: { type: number } } } } }")?;
    /// std::fs::write(path("billing-codegen.yaml"), "specs: shop.yaml\nout: shop-api\nrename: { types: { '*Dto': '*' } }")?;
    /// CrateGenerator::of_config(path("billing-codegen.yaml")).generate()?;
    ///
    /// assert!(std::fs::read_to_string(path("shop-api/src/types.rs"))?.contains("pub struct Price {"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_config(file: impl Into<PathBuf>) -> Self {
        Self::of_documents(Spec::default(), PathBuf::new()).config(file)
    }

    generator_methods!();

    /// Sets the folder of the crate.
    #[must_use]
    pub fn out(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = folder.into();
        self
    }

    /// Sets the style of diagnostics; plain by default.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.options.style = style;
        self
    }

    /// Sets the name of the new package, instead of that of its folder. It has an effect with
    /// [`of_documents`](Self::of_documents) only, and none on a `Cargo.toml` that exists: [`Generated::missing_blocks`] says so.
    #[must_use]
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        if let Source::Documents { crate_name, .. } = &mut self.source {
            *crate_name = Some(name.into());
        }
        self
    }

    /// Sets the form of the generated code. It has an effect with [`of_documents`](Self::of_documents) only.
    #[must_use]
    pub fn form(mut self, value: OutputForm) -> Self {
        if let Source::Documents { form, .. } = &mut self.source {
            *form = Some(value);
        }
        self
    }

    /// Adds a cargo feature for each api-version, named by this prefix and the api-version; the newest stable one is on by default. It
    /// has an effect with [`of_documents`](Self::of_documents) only.
    ///
    /// ```
    /// use billing_codegen::{CrateGenerator, emit::Conversion};
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::create_dir(path("shop"))?;
    /// # for name in ["v1", "v2"] {
    /// #     std::fs::write(path("shop").join(format!("{name}.yaml")), format!("openapi: 3.0.3\ninfo: {{ title: Shop, version: {name} }}\npaths: {{}}\ncomponents: {{ schemas: {{ Price: {{ properties: {{ value: {{ type: number }} }} }} }} }}"))?;
    /// # }
    /// CrateGenerator::of_documents(path("shop"), path("shop-api"))
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

    /// Sets the crates whose values the crate converts to and from: optional dependencies, on by default. It has an effect
    /// with [`of_documents`](Self::of_documents) only; a crate of services has all conversions.
    #[must_use]
    pub fn conversions(mut self, conversions: impl IntoIterator<Item = Conversion>) -> Self {
        if let Source::Documents { package, .. } = &mut self.source {
            package.conversions = super::distinct(conversions);
        }
        self
    }

    /// Sets the folder of the package `billing-macros`, on which a crate in definitions form depends, instead of the
    /// published one. The `Cargo.toml` has its path from the folder of the crate.
    #[must_use]
    pub fn macros(mut self, folder: impl Into<PathBuf>) -> Self {
        self.macros = Some(folder.into());
        self
    }

    /// Sets the runtime: a copy, or that of another crate, so that several crates share one `Decimal`. By default a crate of plain
    /// Rust has a copy, and one in definitions form depends on the package `billing-runtime`.
    ///
    /// The dependency for a path is not written: [`Generated::missing_dependency`] has the line if `Cargo.toml` lacks it.
    ///
    /// ```
    /// use billing_codegen::CrateGenerator;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::write(path("shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { Price: { properties: { value: { type: number } } } } }")?;
    /// let generator = CrateGenerator::of_documents(path("shop.yaml"), path("shop-api"));
    /// let (generated, _) = generator.runtime("billing_runtime").generate()?;
    ///
    /// let line = generated.missing_dependency.ok_or("nothing is missing")?;
    /// assert!(line.starts_with("billing-runtime = { version = "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn runtime(mut self, runtime: impl Into<Runtime>) -> Self {
        self.runtime = Some(runtime.into());
        self
    }

    /// Sets the folder of the package `billing-runtime`, on which a crate in definitions form depends, instead of the
    /// published one. The `Cargo.toml` has its path from the folder of the crate.
    #[must_use]
    pub fn runtime_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.runtime_dir = Some(folder.into());
        self
    }

    /// Reads the documents and merges the api-versions of each service.
    ///
    /// # Errors
    ///
    /// The documents have errors.
    pub fn read(&self) -> Result<(Vec<History>, String), Error> {
        let all = self.resolve_config();
        let read = all.lower()?;
        Ok((read.histories, read.reading.render(all.options.style)))
    }

    /// Adds the options of the configuration file.
    fn resolve_config(&self) -> Self {
        let mut all = self.clone();
        let file = all.options.load.config.clone();
        let (Some(found), Some(file)) = (all.options.resolve_config(), file) else {
            return all;
        };
        all.runtime = all.runtime.or(found.runtime);
        let mut missing = Vec::new();
        if all.out.as_os_str().is_empty() {
            missing.extend(
                found
                    .out
                    .is_none()
                    .then_some("`out` names no folder for the crate"),
            );
            all.out = found.out.unwrap_or_default();
        }
        all.macros = all.macros.take().or(found.macros);
        if let Source::Documents {
            spec,
            crate_name,
            form,
            package,
        } = &mut all.source
        {
            if **spec == Spec::default() {
                match all.options.load.configured.as_slice() {
                    [only] => **spec = only.clone(),
                    [] => missing.push("`specs` names no documents"),
                    _ => missing.push("`specs` names several APIs, but a crate is of one"),
                }
            }
            if crate_name.is_none() {
                *crate_name = found.crate_name;
            }
            package.features = package.features.take().or(found.features);
            *form = form.or(found.form);
            if package.conversions.is_empty() {
                package.conversions = found.conversions.unwrap_or_default();
            }
        }
        for message in missing {
            let name: std::sync::Arc<str> = file.to_string_lossy().into();
            let problem = Diagnostic::new(Code::MalformedConfiguration, message);
            let inputs = &mut all.options.load.inputs;
            inputs.diagnostics.push(problem.at(Place::whole(&name)));
        }
        all
    }

    fn lower(&self) -> Result<Histories, Error> {
        let options = &self.options.load;
        let load = || match &self.source {
            #[cfg(feature = "services")]
            Source::Services(folder) => vec![crate::load::services(folder, options)],
            Source::Documents { spec, .. } => vec![spec.load(options)],
        };
        let read = read::lower(load, &self.options);
        read.map_err(|reading| Error::Documents(reading.into_error()))
    }

    /// Generates the files of the crate without writing them.
    ///
    /// # Errors
    ///
    /// The documents have errors, the crate's `Cargo.toml` cannot be read or has no place for the generated features, or the
    /// definitions contradict each other.
    pub fn files(&self) -> Result<Generated, Error> {
        self.resolve_config().run()
    }

    fn run(&self) -> Result<Generated, Error> {
        let Histories {
            histories,
            mut reading,
            schemas,
            mut stopwatch,
        } = self.lower()?;
        self.check_features(&histories, &mut reading)?;
        let manifest_path = self.out.join("Cargo.toml");
        let manifest = output::read(&self.out, "Cargo.toml");
        let manifest = manifest.map_err(Error::Output)?;
        let failed = |error| match error {
            CrateError::Manifest(error) => Error::Manifest(manifest_path.clone(), error),
            CrateError::Expansion(error) => Error::Expansion(error),
            CrateError::Runtime(error) => Error::Runtime(error),
        };
        let options = self.manifest_options()?;
        let idle_name = match &self.source {
            Source::Documents {
                crate_name: Some(name),
                ..
            } => idle_name(name, manifest.as_deref()),
            _ => None,
        };
        let files = match &self.source {
            #[cfg(feature = "services")]
            Source::Services(_) => {
                let options = emit::CrateOptions {
                    runtime: self.runtime.clone(),
                    manifest: options,
                };
                let manifest = match manifest {
                    Some(manifest) => manifest,
                    None => emit::new_manifest(&histories, &options).map_err(failed)?,
                };
                let files = stopwatch.time(Stage::Emit, || {
                    emit::crate_files(&histories, &crate_name(&manifest), &manifest, &options)
                });
                files.map_err(failed)?
            }
            Source::Documents { package, form, .. } => {
                let options = PackageOptions {
                    form: form.unwrap_or_default(),
                    runtime: self.runtime.clone(),
                    manifest: options,
                    ..(**package).clone()
                };
                let mut files = Package::default();
                for history in &histories {
                    let package = stopwatch
                        .time(Stage::Emit, || {
                            emit::package(history, &options, manifest.as_deref())
                        })
                        .map_err(failed)?;
                    files = package;
                }
                files
            }
        };
        let Package {
            files,
            missing_dependency,
            mut missing_blocks,
        } = files;
        missing_blocks.extend(idle_name);
        let files = files.edited(|path, text| self.options.customization.edit_file(path, text));
        let statistics =
            schemas.map(|schemas| Statistics::new(&histories, &schemas, &files, stopwatch));
        Ok(Generated {
            histories,
            files,
            warnings: reading.render(self.options.style),
            statistics,
            missing_dependency,
            missing_blocks,
        })
    }

    /// Reports features of api-versions that one document does not have.
    fn check_features(&self, histories: &[History], reading: &mut Reading) -> Result<(), Error> {
        let Source::Documents { package, .. } = &self.source else {
            return Ok(());
        };
        let idle = histories.iter().find(|history| history.is_unversioned);
        if let (Some(history), Some(prefix)) = (idle, &package.features) {
            let message = format!(
                "`{}` is one document, which has no cargo feature `{prefix}...` for its api-version",
                history.service
            );
            let mut diagnostics = Diagnostics::with_levels(reading.levels.clone());
            diagnostics.push(Diagnostic::new(Code::IdleFeatures, message).help(
                "omit `--features`, or name a folder with a file or folder for each api-version",
            ));
            reading.report(diagnostics, Sources::default());
        }
        match reading.has_errors() {
            true => Err(Error::Documents(
                std::mem::replace(reading, Reading::new(&self.options.load)).into_error(),
            )),
            false => Ok(()),
        }
    }

    fn manifest_options(&self) -> Result<ManifestOptions, Error> {
        let said = match &self.source {
            Source::Documents { crate_name, .. } => crate_name.clone(),
            #[cfg(feature = "services")]
            Source::Services(_) => None,
        };
        let crate_name = match said {
            Some(name) if emit::is_package_name(&name) => name,
            Some(name) => {
                let usable = emit::package_name(&name);
                let error = ManifestError::PackageName { name, usable };
                return Err(Error::Manifest(self.out.join("Cargo.toml"), error));
            }
            None => name_of_folder(&self.out),
        };
        let relative = |folder: &Option<PathBuf>| {
            let path = folder.as_ref().map(|folder| {
                cargo_workspace::relative_path(&self.out, folder)
                    .map_err(|error| with_path(folder, &error))
            });
            path.transpose()
        };
        Ok(ManifestOptions {
            crate_name,
            macros: relative(&self.macros)?,
            runtime_dir: relative(&self.runtime_dir)?,
            is_root: cargo_workspace::is_in_foreign_workspace(&self.out),
        })
    }

    /// Writes the crate and returns the paths of the files that changed.
    ///
    /// # Errors
    ///
    /// The errors of [`files`](Self::files), files that cannot be written, and files of yours in the place of generated ones. The
    /// old output stays unchanged; if a run before was killed, its changes are completed first.
    pub fn generate(&self) -> Result<(Generated, Vec<String>), Error> {
        let all = self.resolve_config();
        if !all.out.as_os_str().is_empty() {
            output::complete(&all.out).map_err(|error| error_of(error, &all.out, &[]))?;
        }
        let generated = all.run()?;
        let changed = generated.files.write(&all.out);
        let changed =
            changed.map_err(|error| error_of(error, &all.out, &generated.missing_blocks))?;
        Ok((generated, changed))
    }

    /// Returns the changes that [`generate`](Self::generate) would write; none if the crate is up to date.
    ///
    /// # Errors
    ///
    /// The errors of [`files`](Self::files), files that cannot be read, and files of yours in the place of generated ones.
    pub fn check(&self) -> Result<(Generated, Vec<Difference>), Error> {
        let all = self.resolve_config();
        let generated = all.run()?;
        let differences = generated.files.differences(&all.out);
        let differences =
            differences.map_err(|error| error_of(error, &all.out, &generated.missing_blocks))?;
        Ok((generated, differences))
    }
}

/// Derives the name of a package from the name of its folder.
fn name_of_folder(folder: &Path) -> String {
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = full.file_name().map(|name| name.to_string_lossy());
    emit::package_name(&name.unwrap_or_default())
}

/// Returns the library name of a package, from its manifest.
#[cfg(feature = "services")]
fn crate_name(manifest: &str) -> String {
    let name = package_name(manifest);
    name.unwrap_or("generated").replace('-', "_")
}

/// Returns the name of a package, from its manifest.
fn package_name(manifest: &str) -> Option<&str> {
    let mut lines = manifest.lines();
    lines.find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
}

/// Returns a sentence about a wanted name of the package that is not the name in its manifest, which stays.
fn idle_name(wanted: &str, manifest: Option<&str>) -> Option<String> {
    let own = package_name(manifest?)?;
    (wanted != own).then(|| {
        format!(
            "Cargo.toml exists and names the package `{own}`, so `{wanted}` has no effect; change `name` there"
        )
    })
}
