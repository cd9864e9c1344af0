//! `generate`: the workspace's crate, or the crate of any API.

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{
    Failure, Folders,
    reporting::{Denials, Reporting},
};
use crate::{CrateGenerator, Spec, diagnostic::Style, emit};

/// What to generate from.
#[derive(Args, Debug)]
#[command(after_help = super::examples::GENERATE)]
pub(super) struct Generate {
    /// An OpenAPI file, several fragments of one document, or a folder with a file or folder for each api-version
    /// [default: the services of --specs]
    #[arg(value_name = "SPEC", requires = "out", conflicts_with = "specs")]
    documents: Vec<PathBuf>,
    #[command(flatten)]
    folders: Folders,
    /// The name of the new package [default: the name of its folder]
    #[arg(long, value_name = "NAME", requires = "documents")]
    crate_name: Option<String>,
    /// How the types are written down [default: expanded]
    #[arg(long, value_enum, requires = "documents")]
    form: Option<Form>,
    /// One cargo feature for each api-version, called PREFIX and the api-version; the newest is on by default
    #[arg(long, value_name = "PREFIX", requires = "documents")]
    features: Option<String>,
    /// The crates whose decimals and dates those of the crate convert to and from, each behind a cargo feature that is on by
    /// default
    #[arg(
        long,
        value_enum,
        value_name = "CRATE,CRATE",
        value_delimiter = ',',
        requires = "documents"
    )]
    convert: Vec<emit::Conversion>,
    /// The folder of billing-macros, on which the definitions form depends [default: the one beside this program's sources,
    /// where they are, else that of the registry]
    #[arg(long, value_name = "DIR")]
    macros: Option<PathBuf>,
    /// The runtime: `copy`, or the path of that in another crate, such as `billing_runtime` or `shop_api::runtime`, so that
    /// several crates share its types [default: copy for plain Rust, the package billing-runtime for definitions]
    #[arg(long, value_name = "copy|PATH")]
    runtime: Option<String>,
    /// The folder of billing-runtime, on which the definitions form depends [default: the one beside this program's sources,
    /// where they are, else that of the registry]
    #[arg(long, value_name = "DIR")]
    runtime_dir: Option<PathBuf>,
    /// The api-versions, oldest first, where their names have no order
    #[arg(
        long,
        value_name = "A,B,C",
        value_delimiter = ',',
        requires = "documents"
    )]
    order: Vec<String>,
    /// The folder whose files the documents may refer to [default: the one that holds them]
    #[arg(long, value_name = "DIR", requires = "documents")]
    root: Option<PathBuf>,
    /// The file that fixes what the documents say wrongly [default: overrides.yaml in the folder of api-versions]
    #[arg(long, value_name = "FILE", requires = "documents")]
    overrides: Option<PathBuf>,
    /// Only these api-versions; `*` stands for any text
    #[arg(
        long,
        value_name = "A,B",
        value_delimiter = ',',
        requires = "documents"
    )]
    api_versions: Vec<String>,
    /// Only these operations and the types that they reach, by operationId; `*` stands for any text
    #[arg(
        long,
        value_name = "A,B",
        value_delimiter = ',',
        requires = "documents"
    )]
    operations: Vec<String>,
    /// Print how many schemas, types and lines there are, and how long each stage took
    #[arg(long)]
    stats: bool,
    #[command(flatten)]
    reporting: Reporting,
    #[command(flatten)]
    denials: Denials,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// The types of each api-version as plain Rust: no macro, no support crate
    Expanded,
    /// One definition of everything with its history on it
    Definitions,
}

impl Generate {
    pub(super) fn style(&self) -> Style {
        self.reporting.style()
    }

    pub(super) fn run(
        self,
        out: &mut impl io::Write,
        err: &mut impl io::Write,
    ) -> Result<ExitCode, Failure> {
        let stats = self.stats;
        let mut generator = self.generator();
        if stats {
            generator = generator.statistics();
        }
        let (generated, changed) = generator.generate()?;
        err.write_all(generated.warnings.as_bytes())?;
        for path in &changed {
            writeln!(out, "wrote {path}")?;
        }
        if changed.is_empty() {
            writeln!(out, "unchanged")?;
        }
        if let Some(line) = &generated.missing_dependency {
            writeln!(
                out,
                "[dependencies] of Cargo.toml lacks the runtime, so add:\n    {line}"
            )?;
        }
        if let Some(statistics) = &generated.statistics {
            write!(out, "{statistics}")?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn generator(self) -> CrateGenerator {
        let (style, levels) = (
            self.reporting.style(),
            self.reporting.levels(&self.denials.deny),
        );
        let runtime = self.runtime.clone();
        let generator = self.sources().style(style).levels(levels);
        match runtime {
            Some(runtime) => generator.runtime(runtime),
            None => generator,
        }
    }

    fn sources(self) -> CrateGenerator {
        let own = Packages::own();
        let packages = Packages {
            macros: self.macros.or(own.macros),
            runtime: self.runtime_dir.or(own.runtime),
        };
        let (Some(out), false) = (&self.folders.out, self.documents.is_empty()) else {
            return packages.of(self.folders.generator());
        };
        let mut spec = Spec::fragments(&self.documents).order(&self.order);
        if let Some(root) = self.root {
            spec = spec.root(root);
        }
        if let Some(file) = self.overrides {
            spec = spec.overrides(file);
        }
        let mut generator = packages
            .of(CrateGenerator::of_documents(spec, out))
            .limits(self.folders.limits.limits())
            .api_versions(self.api_versions)
            .operations(self.operations)
            .conversions(self.convert);
        if let Some(name) = self.crate_name {
            generator = generator.crate_name(name);
        }
        if let Some(prefix) = self.features {
            generator = generator.features(prefix);
        }
        if let Some(file) = &self.folders.config {
            generator = generator.config(file);
        }
        match self.form {
            Some(Form::Definitions) => generator.form(emit::OutputForm::Definitions),
            Some(Form::Expanded) => generator.form(emit::OutputForm::Expanded),
            None => generator,
        }
    }
}

/// Folders of the packages that crates in definitions form depend on.
pub(super) struct Packages {
    macros: Option<PathBuf>,
    runtime: Option<PathBuf>,
}

impl Packages {
    /// The packages beside the sources of this program, where it runs from those.
    pub(super) fn own() -> Self {
        Self {
            macros: own_package("../billing-macros"),
            runtime: own_package("runtime"),
        }
    }

    /// Makes a generator depend on them.
    pub(super) fn of(self, mut generator: CrateGenerator) -> CrateGenerator {
        if let Some(folder) = self.macros {
            generator = generator.macros(folder);
        }
        if let Some(folder) = self.runtime {
            generator = generator.runtime_dir(folder);
        }
        generator
    }
}

/// The folder of a package of this workspace, by its path from this one; none where the sources are not there.
fn own_package(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    folder.join("Cargo.toml").is_file().then_some(folder)
}
