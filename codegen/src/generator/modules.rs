//! Modules for a `build.rs`: what another crate includes.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, io,
    path::PathBuf,
};

use super::{
    BuildError, Options,
    cargo::{self, Instruction},
    read,
    statistics::{Stage, Statistics},
};
use crate::{
    customize::Customization,
    diagnostic::{Code, Levels, Problem},
    emit::{self, Conversion, Layer, ModuleOptions, Runtime, RuntimePlace},
    history::History,
    load::Spec,
    output::Files,
    source::ResourceLimits,
};

/// Generates modules for another crate to include: what a `build.rs` calls.
///
/// Each spec becomes one file with one module, called after the spec, as plain Rust: no macro and no support crate of ours.
/// A consumer of plain types depends on `serde` and on `serde_json` with its feature `raw_value`.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// # std::fs::write(path("shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { Price: { properties: { value: { type: number } } } } }")?;
/// // build.rs
/// let built = billing_codegen::Generator::new()
///     .spec(path("shop.yaml"))
/// #   .out_dir(path("out"))
///     .build()?;
///
/// assert!(built.files[0].ends_with("shop.rs"));
/// # assert_eq!(built.histories[0].types[0].name, "Price");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Then `include!(concat!(env!("OUT_DIR"), "/shop.rs"));` stands anywhere in the crate, at any depth of modules, and
/// `shop::v1::Price` is the type and `shop::decode` reads one. [`walk_through`](crate::guide::walk_through) has a whole crate.
#[derive(Clone, Debug, Default)]
pub struct Generator {
    specs: Vec<Spec>,
    out: Option<PathBuf>,
    runtime: Option<Runtime>,
    layers: Vec<Layer>,
    conversions: Vec<Conversion>,
    options: Options,
}

/// What was read and what became of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Built {
    /// The files to include: one for each spec in the order in which they were named, and then that of the runtime, if it
    /// has one of its own.
    pub files: Vec<PathBuf>,
    /// Those of them that were written, because they were not there or were otherwise.
    pub changed: Vec<PathBuf>,
    /// What is worth knowing about the documents.
    pub warnings: Vec<Problem>,
    /// The histories of the APIs, in the order of the specs.
    pub histories: Vec<History>,
    /// The files that were read or looked for, and the folders that were listed.
    pub inputs: BTreeSet<PathBuf>,
    /// How much there was, and how long it took; none unless it was [asked for](Generator::statistics).
    pub statistics: Option<Statistics>,
}

impl Generator {
    /// A generator that knows of no documents yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the documents of an API: a file, a folder of api-versions, or a [`Spec`], which can say more. A relative path
    /// starts at the folder of the package that is built.
    #[must_use]
    pub fn spec(mut self, spec: impl Into<Spec>) -> Self {
        self.specs.push(spec.into());
        self
    }

    /// Adds documents that come with this package: `azure` or `partner-center`.
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// let built = billing_codegen::Generator::new()
    ///     .bundled("azure")
    ///     .api_versions(["2024-04-01"])
    ///     .operations(["Transactions_*"])
    /// #   .out_dir(folder.path())
    ///     .build()?;
    ///
    /// assert!(built.files[0].ends_with("azure.rs"));
    /// assert!(built.histories[0].types.iter().all(|ty| ty.name != "Invoice"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn bundled(mut self, service: impl Into<String>) -> Self {
        self.specs.push(Spec::bundled(service));
        self
    }

    /// Only these api-versions, where a spec does not say it itself; `*` stands for any text. A name that no spec has is an
    /// error.
    #[must_use]
    pub fn api_versions(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.selection.api_versions = names.into_iter().map(Into::into).collect();
        self
    }

    /// Only these operations and the types that they reach, where a spec does not say it itself; `*` stands for any text:
    /// `Transactions_*`. One that no spec has is an error.
    #[must_use]
    pub fn operations(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.selection.operations = names.into_iter().map(Into::into).collect();
        self
    }

    /// The file that says all that this can be told, and which specs there are: what was said without it counts more.
    /// [`configuration`](crate::configuration) says what it looks like. Its own paths start at its folder.
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::write(path("shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { PriceDto: { properties: { value: { type: number } } } } }")?;
    /// # std::fs::write(path("billing-codegen.yaml"), "specs: shop.yaml\nrename: { types: { '*Dto': '*' } }")?;
    /// let built = billing_codegen::Generator::new()
    ///     .config(path("billing-codegen.yaml"))
    /// #   .out_dir(path("out"))
    ///     .build()?;
    ///
    /// assert_eq!(built.histories[0].types[0].name, "Price");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn config(mut self, file: impl Into<PathBuf>) -> Self {
        self.options.config = Some(file.into());
        self
    }

    /// What is to be otherwise in what is generated: types, names, derives and more.
    ///
    /// ```
    /// use billing_codegen::customize::Customization;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::write(path("shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { PriceDto: { properties: { value: { type: number } } } } }")?;
    /// let built = billing_codegen::Generator::new()
    ///     .spec(path("shop.yaml"))
    ///     .customize(Customization::new().rename_type("*Dto", "*").derive("Price*", "Eq, Hash"))
    /// #   .out_dir(path("out"))
    ///     .build()?;
    ///
    /// assert_eq!(built.histories[0].types[0].name, "Price");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn customize(mut self, customization: Customization) -> Self {
        self.options.customization = self.options.customization.and(customization);
        self
    }

    /// What goes on top of the types. The consumer depends on the crates that a layer stands on.
    ///
    /// | layer | crates |
    /// | --- | --- |
    /// | [`Layer::Http`] | `http`, `httpdate` |
    /// | [`Layer::Client`] | these, `futures-core`, `reqwest`, `tokio` with `time` |
    /// | [`Layer::Blocking`] | `http`, `httpdate`, `ureq` |
    /// | [`Layer::AzureIdentity`] | those of the client, `azure_core` |
    /// | [`Layer::Patterns`] | `regex-lite` |
    #[must_use]
    pub fn layers(mut self, layers: impl IntoIterator<Item = Layer>) -> Self {
        self.layers = BTreeSet::from_iter(layers).into_iter().collect();
        self
    }

    /// The crates whose decimals and dates those of the runtime convert to and from. The consumer depends on them.
    #[must_use]
    pub fn conversions(mut self, conversions: impl IntoIterator<Item = Conversion>) -> Self {
        self.conversions.clear();
        for conversion in conversions {
            if !self.conversions.contains(&conversion) {
                self.conversions.push(conversion);
            }
        }
        self
    }

    /// Where the runtime is, instead of in what is generated: the path of the module `runtime` of another inclusion in the
    /// same crate, such as `crate::wire::runtime`, or that of a generated crate, such as `billing_api::runtime`.
    ///
    /// Without it, the only spec has the runtime in its module, and several specs share the one in `runtime.rs`, which is
    /// included beside them.
    #[must_use]
    pub fn runtime(mut self, runtime: impl Into<Runtime>) -> Self {
        self.runtime = Some(runtime.into());
        self
    }

    /// How much is read before it is an error.
    #[must_use]
    pub fn limits(mut self, limits: ResourceLimits) -> Self {
        self.options.limits = limits;
        self
    }

    /// Which kinds of problems are told, and which stop the build.
    ///
    /// ```
    /// use billing_codegen::{Generator, diagnostic::{Code, Levels}};
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// # std::fs::write(path("shop.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents: { schemas: { Price: { descripton: What it costs. } } }")?;
    /// // It has a misspelt key.
    /// let generator = Generator::new().spec(path("shop.yaml")).out_dir(path("out"));
    /// assert_eq!(generator.generate()?.warnings[0].code, Code::UnknownKey);
    ///
    /// let strict = Levels::default().deny_warnings();
    /// assert!(generator.levels(strict).generate().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn levels(mut self, levels: Levels) -> Self {
        self.options.levels = levels;
        self
    }

    /// Warnings of a kind are not told. What is an error by itself stays one.
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

    /// Counts what is read and what is made of it.
    #[must_use]
    pub fn statistics(mut self) -> Self {
        self.options.has_statistics = true;
        self
    }

    /// The folder to write to, instead of cargo's `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Generates, and talks to cargo as a build script does: which files to watch (one that could appear is watched through
    /// its folder), and what is wrong or worth a warning, each with its place.
    ///
    /// # Errors
    ///
    /// As [`generate`](Self::generate). By then cargo was told, so that the error itself is short.
    pub fn build(&self) -> Result<Built, BuildError> {
        let mut out = io::stdout().lock();
        let mut err = io::stderr().lock();
        let result = self.generated();
        let (inputs, problems) = match &result {
            Ok((built, _)) => (&built.inputs, built.warnings.as_slice()),
            Err(error) => (error.inputs(), error.problems()),
        };
        let text = match &result {
            Ok((_, text)) => text,
            Err(error) => error.text(),
        };
        let mut instructions = cargo::watch(inputs, result.is_err());
        instructions.extend(cargo::tell(problems));
        if let (Err(error), true) = (&result, problems.is_empty()) {
            instructions.push(Instruction::Error(error.to_string()));
        }
        // Where nobody listens, there is nobody to tell.
        _ = cargo::write(&instructions, text, &mut out, &mut err);
        result.map(|(built, _)| built)
    }

    /// Reads the documents and writes the files, but only those that are not there as they are.
    ///
    /// # Errors
    ///
    /// The documents have errors, something is selected that is not there, or a file cannot be written. Nothing was written
    /// where the documents have errors.
    pub fn generate(&self) -> Result<Built, BuildError> {
        Ok(self.generated()?.0)
    }

    /// The same with what its file says.
    fn configured(&self) -> Self {
        let mut all = self.clone();
        let Some(found) = all.options.configure() else {
            return all;
        };
        all.specs.splice(..0, found.specs);
        if all.layers.is_empty() {
            all = all.layers(found.layers.unwrap_or_default());
        }
        if all.conversions.is_empty() {
            all = all.conversions(found.conversions.unwrap_or_default());
        }
        all.runtime = all.runtime.or(found.runtime);
        all
    }

    fn generated(&self) -> Result<(Built, String), BuildError> {
        self.configured().made()
    }

    /// What was built, and the warnings as text.
    fn made(&self) -> Result<(Built, String), BuildError> {
        let out = self.out()?;
        if let Some(Runtime::Path(runtime)) = &self.runtime
            && !is_path(runtime)
        {
            let message = format!("`{runtime}` is not the path of a module, such as `crate::wire`");
            return Err(BuildError::usage(message));
        }
        let mut reading = read::specs(&self.specs, &self.options);
        if reading.has_errors {
            return Err(BuildError::documents(reading));
        }
        let names = names(&reading.histories)?;
        let options = ModuleOptions {
            runtime: self.place(),
            layers: self.layers.clone(),
            conversions: self.conversions.clone(),
        };
        let mut files = Files::default();
        let mut paths = Vec::new();
        for (name, history) in names.iter().zip(&reading.histories) {
            let module = reading
                .watch
                .time(Stage::Emit, || emit::module(name, history, &options))
                .map_err(|error| BuildError::expansion(name, &error, &reading.inputs))?;
            let path = format!("{name}.rs");
            paths.push(out.join(&path));
            files.insert(path, module.text);
        }
        if options.runtime == RuntimePlace::Beside {
            paths.push(out.join("runtime.rs"));
            let text = emit::runtime_module(&reading.histories, &self.layers, &self.conversions);
            files.insert("runtime.rs", text);
        }
        let files = files.edited(|path, text| self.options.customization.edit_file(path, text));
        let written = files.write(&out);
        let changed = written.map_err(|error| BuildError::output(&error, &reading.inputs))?;
        let (histories, watch) = (&reading.histories, reading.watch);
        let statistics = reading
            .schemas
            .map(|schemas| Statistics::new(histories, &schemas, &files, watch));
        let built = Built {
            files: paths,
            changed: changed.iter().map(|path| out.join(path)).collect(),
            warnings: reading.problems,
            histories: reading.histories,
            inputs: reading.inputs,
            statistics,
        };
        Ok((built, reading.text))
    }

    fn out(&self) -> Result<PathBuf, BuildError> {
        let out = self.out.clone();
        out.or_else(|| env::var_os("OUT_DIR").map(PathBuf::from))
            .ok_or_else(|| {
                let message = "there is no OUT_DIR: call this from a build script, or name a folder with `out_dir`";
                BuildError::usage(message)
            })
    }

    fn place(&self) -> RuntimePlace {
        match &self.runtime {
            Some(Runtime::Path(path)) => RuntimePlace::At(path.clone()),
            _ if self.specs.len() == 1 => RuntimePlace::Inside,
            _ => RuntimePlace::Beside,
        }
    }
}

/// The names of the modules, each of which is one file.
fn names(histories: &[History]) -> Result<Vec<String>, BuildError> {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    let mut all = Vec::new();
    for history in histories {
        let own = history.module.clone();
        let name = own.unwrap_or_else(|| emit::module_name(&history.service));
        if let Some(other) = names.insert(name.clone(), &history.service) {
            let message = format!(
                "`{other}` and `{}` would both be the module `{name}`: give one of them a name with `Spec::name`",
                history.service
            );
            return Err(BuildError::usage(message));
        }
        all.push(name);
    }
    Ok(all)
}

/// Whether a text is the path of a module that is the same wherever it stands.
fn is_path(text: &str) -> bool {
    let mut segments = text.split("::");
    let first = segments.next().unwrap_or_default();
    let is_name = |name: &str| syn::parse_str::<syn::Ident>(name).is_ok();
    (first == "crate" || is_name(first)) && segments.all(is_name)
}
