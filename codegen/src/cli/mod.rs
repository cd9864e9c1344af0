//! The command line: what to do, and how its result is told.
//!
//! Exit codes: 0 done, 1 the answer is "no" (the output is stale, a change is denied, an example contradicts its schema), 2 bad
//! input or usage.

mod completions;
mod diff;
mod examples;
mod explain;
mod generate;
mod history;
mod import;
mod limits;
mod reporting;
mod staleness;
mod unified;
mod upstream;
mod verify;

use std::{
    env,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};

use self::reporting::{Denials, Reporting};
use crate::{
    CrateGenerator, Error,
    configuration::Configuration,
    diagnostic::{Diagnostics, Sources, Style},
    output::Difference,
};

/// Generates Rust types and operations for every api-version of an API from its OpenAPI fragments.
#[derive(Debug, Parser)]
#[command(
    name = "billing-codegen",
    version,
    after_help = "Exit codes: 0 done, 1 stale, denied or mismatched, 2 bad input or usage."
)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Read the fragments and write the generated crate; only files that changed are touched
    Generate(generate::Generate),
    /// Tell whether the generated crate is what the fragments say, and show the difference if not
    Check(Check),
    /// Tell what changed between two api-versions, files or folders, breaking changes first
    Diff(diff::Arguments),
    /// Show the life of every operation, type, member, value and parameter through all api-versions
    History(history::Arguments),
    /// Tell where the examples of documents contradict their schemas
    Verify(verify::Arguments),
    /// Write fragments from an official document, for chosen operations and what they reach
    Import(import::Arguments),
    /// Compare the fragments with the official documents that they follow
    Upstream(upstream::Arguments),
    /// Tell what a code such as B0101 means, with a wrong and a right example
    Explain(explain::Arguments),
    /// Print what makes a shell complete this command line
    Completions(completions::Arguments),
}

#[derive(Args, Debug)]
#[command(after_help = examples::CHECK)]
struct Check {
    #[command(flatten)]
    folders: Folders,
    #[command(flatten)]
    reporting: Reporting,
    #[command(flatten)]
    denials: Denials,
}

impl Action {
    fn style(&self) -> Style {
        match self {
            Self::Generate(generate) => generate.style(),
            Self::Check(check) => check.reporting.style(),
            Self::Diff(arguments) => arguments.style(),
            Self::History(arguments) => arguments.style(),
            Self::Verify(arguments) => arguments.style(),
            Self::Import(arguments) => arguments.style(),
            Self::Upstream(arguments) => arguments.style(),
            Self::Explain(_) | Self::Completions(_) => Style::Plain,
        }
    }
}

#[derive(Args, Debug)]
struct Folders {
    /// The folder of the services: SERVICE/API-VERSION/*.yaml [default: the workspace's specs/]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// The folder of the generated crate [default: the workspace's generated/]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The file that says what is read and what is to be otherwise, such as billing-codegen.yaml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    limits: limits::LimitArguments,
}

/// Runs the command line and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(error) => {
            // Nothing is left to tell where the terminal is gone.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let style = command.action.style();
    let result = match command.action {
        Action::Generate(generate) => generate.run(&mut out, &mut err),
        Action::Check(arguments) => check(arguments, &mut out, &mut err),
        Action::Diff(arguments) => diff::run(&arguments, &mut out),
        Action::History(arguments) => history::run(&arguments, &mut out),
        Action::Verify(arguments) => verify::run(arguments, &mut out, &mut err),
        Action::Import(arguments) => import::run(arguments, &mut out, &mut err),
        Action::Upstream(arguments) => upstream::run(arguments, &mut out, &mut err),
        Action::Explain(arguments) => explain::run(&arguments, &mut out).map_err(Failure::from),
        Action::Completions(arguments) => {
            completions::run(&arguments, &mut out).map_err(Failure::from)
        }
    };
    match result {
        Ok(code) => code,
        Err(Failure::Generator(error)) => {
            let _ = writeln!(err, "{}", error.render(style).trim_end());
            ExitCode::from(2)
        }
        Err(Failure::Diff(error)) => {
            let _ = writeln!(err, "{}", error.render(style).trim_end());
            ExitCode::from(2)
        }
        Err(Failure::Verify(error)) => {
            let _ = writeln!(err, "{}", error.render(style).trim_end());
            ExitCode::from(2)
        }
        Err(Failure::Import(error)) => {
            let _ = writeln!(err, "{}", error.render(style).trim_end());
            ExitCode::from(2)
        }
        Err(Failure::Upstream(error)) => {
            let _ = writeln!(err, "{}", error.render(style).trim_end());
            ExitCode::from(2)
        }
        // The reader of a pipe has left.
        Err(Failure::Terminal) => ExitCode::from(2),
    }
}

enum Failure {
    Generator(Error),
    Diff(crate::diff::Error),
    Verify(crate::verify::Error),
    Import(crate::import::Error),
    Upstream(crate::upstream::Error),
    Terminal,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Generator(error)
    }
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Self {
        Self::Terminal
    }
}

fn check(
    arguments: Check,
    out: &mut impl io::Write,
    err: &mut impl io::Write,
) -> Result<ExitCode, Failure> {
    let Check {
        folders,
        reporting,
        denials,
    } = arguments;
    let style = reporting.style();
    let generator = folders
        .generator()
        .style(style)
        .levels(reporting.levels(&denials.deny));
    let (generated, differences) = generator.check()?;
    err.write_all(generated.warnings.as_bytes())?;
    if differences.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let mut diagnostics = Diagnostics::default();
    let stale = staleness::describe(&differences);
    diagnostics.push(stale.help("run `billing-codegen generate`"));
    let rendered = diagnostics.render(&Sources::default(), style);
    writeln!(err, "{}", rendered.trim_end())?;
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

impl Folders {
    fn generator(self) -> CrateGenerator {
        let root = workspace();
        let limits = self.limits.limits();
        let names_specs = |file: &PathBuf| Configuration::names_specs(file);
        let generator = match self.config.as_ref().filter(|file| names_specs(file)) {
            Some(file) => {
                let generator = CrateGenerator::of_config(file);
                match self.out {
                    Some(folder) => generator.out(folder),
                    None => generator,
                }
            }
            None => {
                let specs = self.specs.unwrap_or_else(|| root.join("specs"));
                let out = self.out.unwrap_or_else(|| root.join("generated"));
                let generator = CrateGenerator::of_services(specs, out);
                match self.config {
                    Some(file) => generator.config(file),
                    None => generator,
                }
            }
        };
        generate::Packages::own().of(generator).limits(limits)
    }
}

/// The nearest folder, from the current one upwards, that holds `specs/`; as a relative path, so that diagnostics stay short.
fn workspace() -> PathBuf {
    let Ok(here) = env::current_dir() else {
        return PathBuf::new();
    };
    let depth = here
        .ancestors()
        .position(|folder| folder.join("specs").is_dir())
        .unwrap_or(0);
    (0..depth).map(|_| Path::new("..")).collect()
}
