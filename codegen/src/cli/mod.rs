//! The command line.
//!
//! Exit codes: 0 done, 1 the answer is "no" (the output is stale, a change is denied, an example contradicts its schema), 2 bad
//! input or usage.

mod completions;
mod diff;
mod documents;
mod examples;
mod explain;
mod generate;
mod history;
mod import;
mod limits;
mod new_version;
mod remove_version;
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

use clap::{Parser, Subcommand};

use crate::{Error, diagnostic::Style, load, text::visible_lines};

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
    /// Generate the crate of all services, or the crate of any API; only files whose content changed are written
    Generate(generate::Generate),
    /// Check that a generated crate is up to date, and show the difference if it is not
    Check(generate::Check),
    /// Show the changes between two api-versions, files or folders, breaking changes first
    Diff(diff::Arguments),
    /// Show the life of every operation, type, member, value and parameter through all api-versions
    History(history::Arguments),
    /// Check the examples of documents against their schemas
    Verify(verify::Arguments),
    /// Write fragments from an official document, for chosen operations and what they reach
    Import(import::Arguments),
    /// Copy the newest api-version of a service to a new one, as a start for its fragments
    NewVersion(new_version::Arguments),
    /// Remove an api-version of a service, and keep the names and predecessors of the others
    RemoveVersion(remove_version::Arguments),
    /// Compare the fragments with the official documents that they follow
    Upstream(upstream::Arguments),
    /// Explain a code such as B0101, with a wrong and a right example
    Explain(explain::Arguments),
    /// Generate shell completions
    Completions(completions::Arguments),
}

impl Action {
    fn style(&self) -> Style {
        match self {
            Self::Generate(generate) => generate.style(),
            Self::Check(check) => check.style(),
            Self::Diff(arguments) => arguments.style(),
            Self::History(arguments) => arguments.style(),
            Self::Verify(arguments) => arguments.style(),
            Self::Import(arguments) => arguments.style(),
            Self::NewVersion(arguments) => arguments.style(),
            Self::RemoveVersion(arguments) => arguments.style(),
            Self::Upstream(arguments) => arguments.style(),
            Self::Explain(_) | Self::Completions(_) => Style::Plain,
        }
    }
}

/// Runs the command line and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(error) => {
            // Without a terminal there is nobody to inform.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let style = command.action.style();
    let result = match command.action {
        Action::Generate(generate) => generate.run(&mut out, &mut err),
        Action::Check(check) => check.run(&mut out, &mut err),
        Action::Diff(arguments) => diff::run(&arguments, &mut out, &mut err),
        Action::History(arguments) => history::run(&arguments, &mut out, &mut err),
        Action::Verify(arguments) => verify::run(&arguments, &mut out, &mut err),
        Action::Import(arguments) => import::run(arguments, &mut out, &mut err),
        Action::NewVersion(arguments) => new_version::run(arguments, &mut out),
        Action::RemoveVersion(arguments) => remove_version::run(arguments, &mut out),
        Action::Upstream(arguments) => upstream::run(arguments, &mut out, &mut err),
        Action::Explain(arguments) => explain::run(&arguments, &mut out).map_err(Failure::from),
        Action::Completions(arguments) => {
            completions::run(&arguments, &mut out).map_err(Failure::from)
        }
    };
    let message = match result {
        Ok(code) => return code,
        Err(Failure::Generator(error)) => error.render(style),
        Err(Failure::Load(error)) => error.render(style),
        Err(Failure::Usage(message)) => format!("error: {}", visible_lines(&message)),
        // The reader of a pipe has left.
        Err(Failure::Terminal) => return ExitCode::from(2),
    };
    let _ = writeln!(err, "{}", message.trim_end());
    ExitCode::from(2)
}

/// The reason that a command has no result.
enum Failure {
    Generator(Error),
    Load(load::Error),
    /// Arguments that contradict each other.
    Usage(String),
    /// The output cannot be written.
    Terminal,
}

impl From<load::Error> for Failure {
    fn from(error: load::Error) -> Self {
        Self::Load(error)
    }
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

/// Finds the nearest enclosing folder that contains `specs/`. The path is relative, so that diagnostics stay short.
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
