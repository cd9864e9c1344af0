//! Whole crates: that of all services, or the crate of one API.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Error, Options, cargo_workspace,
    error::named,
    read::{self, Reading},
    statistics::{Stage, Statistics},
};
use crate::{
    customize::Customization,
    diagnostic::{Code, Diagnostic, Levels, Place, Style},
    emit::{
        self, Conversion, CrateError, ManifestOptions, OutputForm, Package, PackageOptions, Runtime,
    },
    history::History,
    load::Spec,
    output::{Difference, Files},
    source::ResourceLimits,
};

/// Generates a crate from a folder of fragments or from documents of one API, or checks that it is up to date.
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
#[derive(Clone, Debug)]
pub struct CrateGenerator {
    source: Source,
    out: PathBuf,
    macros: Option<PathBuf>,
    runtime: Option<Runtime>,
    runtime_dir: Option<PathBuf>,
    options: Options,
}

/// What is read, and which crate it becomes.
#[derive(Clone, Debug)]
enum Source {
    /// The services in a folder: modules of a crate that is there already.
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

/// What was read and what became of it.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The histories of the services, by name.
    pub histories: Vec<History>,
    /// The files of the crate.
    pub files: Files,
    /// Warnings about the documents, as text; empty if there are none.
    pub warnings: String,
    /// How much there was, and how long it took; none unless it was [asked for](CrateGenerator::statistics).
    pub statistics: Option<Statistics>,
    /// The line that `[dependencies]` of `Cargo.toml` lacks for the [runtime](CrateGenerator::runtime) at a path.
    pub missing_dependency: Option<String>,
}

#[cfg_attr(
    not(feature = "services"),
    allow(
        irrefutable_let_patterns,
        reason = "without services, documents are the only source"
    )
)]
impl CrateGenerator {
    /// A generator that reads the services in the folder `specs` and writes the crate in the folder `out`.
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

    /// A generator that reads the documents of one API and writes the folder `out`, a crate that builds by itself.
    ///
    /// A path is one file, or a folder that holds a folder or a file for each api-version; a [`Spec`] says more.
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

    /// A generator that takes everything from a file, which names the documents of one API and the folder of the crate.
    /// [`configuration`](crate::configuration) says what it looks like.
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
    /// assert!(std::fs::read_to_string(path("shop-api/src/all_versions.rs"))?.contains("pub struct Price {"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_config(file: impl Into<PathBuf>) -> Self {
        Self::of_documents(Spec::default(), PathBuf::new()).config(file)
    }

    /// The file that says all that this can be told: what was said without it counts more.
    #[must_use]
    pub fn config(mut self, file: impl Into<PathBuf>) -> Self {
        self.options.config = Some(file.into());
        self
    }

    /// The folder of the crate, whatever was said before.
    #[must_use]
    pub fn out(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = folder.into();
        self
    }

    /// Counts what is read and what is made of it.
    #[must_use]
    pub fn statistics(mut self) -> Self {
        self.options.has_statistics = true;
        self
    }

    /// How diagnostics are shown; plain by default.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.options.style = style;
        self
    }

    /// How much is read before it is an error.
    #[must_use]
    pub fn limits(mut self, limits: ResourceLimits) -> Self {
        self.options.limits = limits;
        self
    }

    /// Which kinds of problems are told, and which stop the work, instead of what was said before.
    #[must_use]
    pub fn levels(mut self, levels: Levels) -> Self {
        self.options.levels = levels;
        self
    }

    /// Warnings of a kind are not told. What is an error by itself stays one.
    ///
    /// ```
    /// use billing_codegen::{CrateGenerator, diagnostic::Code};
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::write(path("shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { Price: { descripton: What it costs. } } }")?;
    /// // It has a misspelt key.
    /// let generator = CrateGenerator::of_documents(path("shop.yaml"), path("shop-api"));
    /// assert!(generator.files()?.warnings.starts_with("warning[B0206]: `descripton` means nothing in a schema"));
    ///
    /// assert!(generator.clone().deny(Code::UnknownKey).generate().is_err());
    /// assert_eq!(generator.allow(Code::UnknownKey).files()?.warnings, "");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow(mut self, code: Code) -> Self {
        self.options.levels = self.options.levels.allow(code);
        self
    }

    /// Problems of a kind are told, also where they have to be asked for.
    #[must_use]
    pub fn warn(mut self, code: Code) -> Self {
        self.options.levels = self.options.levels.warn(code);
        self
    }

    /// Warnings of a kind are errors.
    #[must_use]
    pub fn deny(mut self, code: Code) -> Self {
        self.options.levels = self.options.levels.deny(code);
        self
    }

    /// All warnings are errors.
    #[must_use]
    pub fn deny_warnings(mut self) -> Self {
        self.options.levels = self.options.levels.deny_warnings();
        self
    }

    /// Only these api-versions; `*` stands for any text.
    #[must_use]
    pub fn api_versions(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.selection.api_versions = names.into_iter().map(Into::into).collect();
        self
    }

    /// Only these operations and the types that they reach; `*` stands for any text.
    #[must_use]
    pub fn operations(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.selection.operations = names.into_iter().map(Into::into).collect();
        self
    }

    /// What is to be otherwise in what is generated: types, names, derives and more.
    #[must_use]
    pub fn customize(mut self, customization: Customization) -> Self {
        self.options.customization = self.options.customization.and(customization);
        self
    }

    /// The name of the package, instead of that of its folder. Only for [`of_documents`](Self::of_documents).
    #[must_use]
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        if let Source::Documents { crate_name, .. } = &mut self.source {
            *crate_name = Some(name.into());
        }
        self
    }

    /// How the types are written down. Only for [`of_documents`](Self::of_documents).
    #[must_use]
    pub fn form(mut self, value: OutputForm) -> Self {
        if let Source::Documents { form, .. } = &mut self.source {
            *form = Some(value);
        }
        self
    }

    /// A cargo feature for each api-version, called after it, with this before it; the newest is on by default. Only for
    /// [`of_documents`](Self::of_documents).
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

    /// The crates whose values the crate converts to and from: optional dependencies, on by default. Only for
    /// [`of_documents`](Self::of_documents); a crate of services has all of them.
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

    /// The runtime: a copy, or that of another crate, so that several crates share one `Decimal`. By default a crate of plain
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

    /// The folder of the package `billing-runtime`, on which a crate in definitions form depends, instead of the one in the
    /// registry. The `Cargo.toml` names it by its path from the crate.
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
        let reading = self.configured().reading()?;
        Ok((reading.histories, reading.text))
    }

    /// The same with what its file says.
    fn configured(&self) -> Self {
        let mut all = self.clone();
        let file = all.options.config.clone();
        let (Some(found), Some(file)) = (all.options.configure(), file) else {
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
        if let Source::Documents {
            spec,
            crate_name,
            form,
            package,
        } = &mut all.source
        {
            if **spec == Spec::default() {
                match <[Spec; 1]>::try_from(found.specs) {
                    Ok([only]) => **spec = only,
                    Err(specs) if specs.is_empty() => missing.push("`specs` names no documents"),
                    Err(_) => missing.push("`specs` names several APIs, but a crate is of one"),
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
            all.options
                .before
                .diagnostics
                .push(problem.at(Place::whole(&name)));
        }
        all
    }

    fn reading(&self) -> Result<Reading, Error> {
        let reading = match &self.source {
            #[cfg(feature = "services")]
            Source::Services(folder) => read::services(folder, &self.options),
            Source::Documents { spec, .. } => {
                read::specs(std::slice::from_ref(&**spec), &self.options)
            }
        };
        match reading.has_errors {
            true => Err(Error::Documents(reading.text)),
            false => Ok(reading),
        }
    }

    /// Makes the files of the crate without writing them.
    ///
    /// # Errors
    ///
    /// The documents have errors, the crate's `Cargo.toml` cannot be read or is there but has no place for the features,
    /// or the definitions contradict each other.
    pub fn files(&self) -> Result<Generated, Error> {
        self.configured().made()
    }

    fn made(&self) -> Result<Generated, Error> {
        let Reading {
            histories,
            text: warnings,
            schemas,
            mut watch,
            ..
        } = self.reading()?;
        let manifest_path = self.out.join("Cargo.toml");
        let manifest = match fs::read_to_string(&manifest_path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(named(&manifest_path, &error)),
        };
        let failed = |error| match error {
            CrateError::Manifest(error) => Error::Manifest(manifest_path.clone(), error),
            CrateError::Expansion(error) => Error::Expansion(error),
            CrateError::Runtime(error) => Error::Runtime(error),
        };
        let options = self.manifest_options()?;
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
                let files = watch.time(Stage::Emit, || {
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
                    let package = watch
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
        } = files;
        let files = files.edited(|path, text| self.options.customization.edit_file(path, text));
        let statistics =
            schemas.map(|schemas| Statistics::new(&histories, &schemas, &files, watch));
        Ok(Generated {
            histories,
            files,
            warnings,
            statistics,
            missing_dependency,
        })
    }

    fn manifest_options(&self) -> Result<ManifestOptions, Error> {
        let said = match &self.source {
            Source::Documents { crate_name, .. } => crate_name.clone(),
            #[cfg(feature = "services")]
            Source::Services(_) => None,
        };
        let relative = |folder: &Option<PathBuf>| {
            let path = folder.as_ref().map(|folder| {
                cargo_workspace::relative_path(&self.out, folder)
                    .map_err(|error| named(folder, &error))
            });
            path.transpose()
        };
        Ok(ManifestOptions {
            crate_name: said.unwrap_or_else(|| package_name(&self.out)),
            macros: relative(&self.macros)?,
            runtime_dir: relative(&self.runtime_dir)?,
            is_root: cargo_workspace::is_in_foreign_workspace(&self.out),
        })
    }

    /// Writes the crate and returns the paths of the files that changed.
    ///
    /// # Errors
    ///
    /// As [`files`](Self::files), or a file cannot be written. The old output is left as it was where the documents have
    /// errors.
    pub fn generate(&self) -> Result<(Generated, Vec<String>), Error> {
        let all = self.configured();
        let generated = all.made()?;
        let changed = generated.files.write(&all.out).map_err(Error::Output)?;
        Ok((generated, changed))
    }

    /// What [`generate`](Self::generate) would change; nothing where the crate is up to date.
    ///
    /// # Errors
    ///
    /// As [`files`](Self::files), or a file cannot be read.
    pub fn check(&self) -> Result<(Generated, Vec<Difference>), Error> {
        let all = self.configured();
        let generated = all.made()?;
        let differences = generated
            .files
            .differences(&all.out)
            .map_err(Error::Output)?;
        Ok((generated, differences))
    }
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

#[cfg(feature = "services")]
/// The name of the library of a package, from its manifest.
fn crate_name(manifest: &str) -> String {
    let name = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    name.unwrap_or("generated").replace('-', "_")
}
