//! `generate` and `check`: the workspace's crate, or the crate of any API.

use std::{
    collections::BTreeSet,
    io, mem,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{ArgGroup, Args, ValueEnum};

use super::{
    Failure,
    documents::LoadArguments,
    reporting::{Denials, Reporting},
    staleness, unified, workspace,
};
use crate::{
    CrateGenerator,
    configuration::Configuration,
    diagnostic::{Diagnostics, Sources, Style},
    emit,
    output::Difference,
    text::visible_lines,
};

/// Documents, and the crate that is generated from them.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("destination").args(["out", "config"]).multiple(true))]
#[command(group = ArgGroup::new("named").args(["documents", "config"]).multiple(true))]
pub(super) struct Target {
    /// OpenAPI file, several fragments of one document, folder with a file or folder for each api-version, name in the
    /// folder of services (`azure/2024-04-01`) or in the configuration file, or `bundled:SERVICE` [default: all services of
    /// --specs]
    #[arg(value_name = "SPEC", requires = "destination")]
    documents: Vec<PathBuf>,
    /// Folder of the generated crate [default: generated/ of the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Name of the new package [default: the name of its folder]
    #[arg(long, value_name = "NAME", requires = "named")]
    crate_name: Option<String>,
    /// Form of the generated code [default: expanded]
    #[arg(long, value_enum, requires = "named")]
    form: Option<OutputForm>,
    /// Add a cargo feature for each api-version, named PREFIX and the api-version; the newest stable one is on by default
    #[arg(long, value_name = "PREFIX", requires = "named")]
    features: Option<String>,
    /// Convert decimals and dates to and from the types of these crates, each behind a cargo feature that is on by default
    #[arg(
        long,
        value_enum,
        value_name = "CRATE,CRATE",
        value_delimiter = ',',
        requires = "named"
    )]
    convert: Vec<emit::Conversion>,
    /// Folder of billing-macros, on which the definitions form depends [default: beside the sources of this program, or else
    /// the published package]
    #[arg(long, value_name = "DIR")]
    macros: Option<PathBuf>,
    /// Runtime of the crate: `copy`, or the path of that of another crate, such as `billing_runtime` or `shop_api::runtime`, so
    /// that several crates share its types [default: copy for plain Rust, the package billing-runtime for definitions]
    #[arg(long, value_name = "copy|PATH")]
    runtime: Option<String>,
    /// Folder of billing-runtime, on which the definitions form depends [default: beside the sources of this program, or else
    /// the published package]
    #[arg(long, value_name = "DIR")]
    runtime_dir: Option<PathBuf>,
    #[command(flatten)]
    load: LoadArguments,
    #[command(flatten)]
    reporting: Reporting,
    #[command(flatten)]
    denials: Denials,
}

#[derive(Args, Debug)]
#[command(after_help = super::examples::GENERATE)]
pub(super) struct Generate {
    #[command(flatten)]
    target: Target,
    /// Print the number of schemas, types and lines, and the time of each stage
    #[arg(long)]
    stats: bool,
    /// Print a line for each file that changed; without it, a line stands for all files of a folder with many
    #[arg(long)]
    list_files: bool,
}

#[derive(Args, Debug)]
#[command(after_help = super::examples::CHECK)]
pub(super) struct Check {
    #[command(flatten)]
    target: Target,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum OutputForm {
    /// Types of each api-version as plain Rust: no macro, no support crate
    Expanded,
    /// One definition of all api-versions, for `#[versioned]`
    Definitions,
}

impl Generate {
    pub(super) fn style(&self) -> Style {
        self.target.reporting.style()
    }

    pub(super) fn run(
        self,
        out: &mut impl io::Write,
        err: &mut impl io::Write,
    ) -> Result<ExitCode, Failure> {
        let mut generator = self.target.generator()?;
        if self.stats {
            generator = generator.statistics();
        }
        let (generated, changed) = generator.generate()?;
        err.write_all(generated.warnings.as_bytes())?;
        let few = match self.list_files {
            true => usize::MAX,
            false => FEW_FILES,
        };
        let names: BTreeSet<&str> = generated.files.iter().map(|(path, _)| path).collect();
        let (written, removed): (Vec<_>, Vec<_>) = changed
            .iter()
            .map(String::as_str)
            .partition(|path| names.contains(path));
        write_changed("wrote", &written, few, out)?;
        write_changed("removed", &removed, few, out)?;
        if changed.is_empty() {
            writeln!(out, "unchanged")?;
        }
        if let Some(line) = &generated.missing_dependency {
            writeln!(
                out,
                "[dependencies] of Cargo.toml lacks the runtime, so add:\n    {line}"
            )?;
        }
        for sentence in &generated.missing_blocks {
            writeln!(out, "{sentence}")?;
        }
        if let Some(statistics) = &generated.statistics {
            out.write_all(visible_lines(&statistics.to_string()).as_bytes())?;
        }
        // The process ends, which frees the histories of large documents faster.
        mem::forget(generated);
        Ok(ExitCode::SUCCESS)
    }
}

impl Check {
    pub(super) fn style(&self) -> Style {
        self.target.reporting.style()
    }

    pub(super) fn run(
        self,
        out: &mut impl io::Write,
        err: &mut impl io::Write,
    ) -> Result<ExitCode, Failure> {
        let style = self.style();
        let (generated, differences) = self.target.generator()?.check()?;
        err.write_all(generated.warnings.as_bytes())?;
        for sentence in &generated.missing_blocks {
            writeln!(out, "{sentence}")?;
        }
        if differences.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
        let mut diagnostics = Diagnostics::default();
        let stale = staleness::describe(&differences);
        diagnostics.push(stale.help(match self.target.documents.is_empty() {
            true => "run `billing-codegen generate`",
            false => "run `billing-codegen generate` with the same arguments",
        }));
        let text = diagnostics.render(&Sources::default(), style);
        writeln!(err, "{}", text.trim_end())?;
        for Difference {
            path,
            found,
            expected,
        } in &differences
        {
            out.write_all(unified::diff(path, found.as_deref(), expected.as_deref()).as_bytes())?;
        }
        Ok(ExitCode::from(1))
    }
}

impl Target {
    fn generator(&self) -> Result<CrateGenerator, Failure> {
        let generator = match self.documents.as_slice() {
            [] => self.of_config_or_services()?,
            documents => {
                let spec = self.load.spec(documents);
                self.with_package(CrateGenerator::of_documents(
                    spec,
                    self.out.clone().unwrap_or_default(),
                ))
            }
        };
        let macros = self.macros.clone();
        let generator = match macros.or_else(|| own_package("../billing-macros")) {
            Some(folder) => generator.macros(folder),
            None => generator,
        };
        let runtime = self.runtime_dir.clone();
        let generator = match runtime.or_else(|| own_package("runtime")) {
            Some(folder) => generator.runtime_dir(folder),
            None => generator,
        };
        let generator = match &self.runtime {
            Some(runtime) => generator.runtime(runtime.as_str()),
            None => generator,
        };
        let levels = self.reporting.levels(&self.denials.deny);
        Ok(generator
            .style(self.reporting.style())
            .load_options(self.load.options(levels)))
    }

    /// The generator where no document is named on the command line.
    fn of_config_or_services(&self) -> Result<CrateGenerator, Failure> {
        self.load.refuse_spec_options()?;
        let config = self.load.config.as_deref().map(Configuration::peek);
        let config = config.unwrap_or_default();
        if !config.specs.is_empty() {
            let out = self.out.clone().unwrap_or_default();
            let generator = CrateGenerator::of_documents(crate::Spec::default(), out);
            return Ok(self.with_package(generator));
        }
        self.refuse_package_options()?;
        let specs = self.load.specs.clone().or(config.specs_dir);
        let out = self.out.clone().or(config.out);
        Ok(CrateGenerator::of_services(
            specs.unwrap_or_else(|| workspace().join("specs")),
            out.unwrap_or_else(|| workspace().join("generated")),
        ))
    }

    /// Refuses the options of a crate of one API where the crate is that of all services.
    fn refuse_package_options(&self) -> Result<(), Failure> {
        let given = [
            ("--crate-name", self.crate_name.is_some()),
            ("--form", self.form.is_some()),
            ("--features", self.features.is_some()),
            ("--convert", !self.convert.is_empty()),
        ];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => Err(Failure::Usage(format!(
                "`{option}` belongs to the crate of one API: name its documents (SPEC)"
            ))),
            None => Ok(()),
        }
    }

    /// Adds the options of a crate of one API.
    fn with_package(&self, generator: CrateGenerator) -> CrateGenerator {
        let mut generator = generator.conversions(self.convert.iter().copied());
        if let Some(name) = &self.crate_name {
            generator = generator.crate_name(name);
        }
        if let Some(prefix) = &self.features {
            generator = generator.features(prefix);
        }
        match self.form {
            Some(OutputForm::Definitions) => generator.form(emit::OutputForm::Definitions),
            Some(OutputForm::Expanded) => generator.form(emit::OutputForm::Expanded),
            None => generator,
        }
    }
}

/// The number of files in one folder up to which each has a line of its own.
const FEW_FILES: usize = 4;

/// Writes a line for each of the sorted paths, or one for all in a folder of the second level, such as `src/runtime/`, that has
/// more than a few.
fn write_changed(
    verb: &str,
    paths: &[&str],
    few: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    for together in paths.chunk_by(|one, next| folder_of(one) == folder_of(next)) {
        match together.first().and_then(|path| folder_of(path)) {
            Some(folder) if together.len() > few => {
                writeln!(out, "{verb} {folder} ({} files)", together.len())?;
            }
            _ => {
                for path in together {
                    writeln!(out, "{verb} {path}")?;
                }
            }
        }
    }
    Ok(())
}

/// Returns the folder of the second level that contains a file, with the slash at its end; none for a file above.
fn folder_of(path: &str) -> Option<&str> {
    let (end, _) = path.match_indices('/').nth(1)?;
    path.get(..=end)
}

/// Returns the folder of a package of this workspace, by its path from this package; none without the sources.
fn own_package(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    folder.join("Cargo.toml").is_file().then_some(folder)
}
