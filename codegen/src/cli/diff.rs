//! `diff`: what changed between two documents.

use std::{
    env,
    io::{self, IsTerminal as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{Failure, workspace};
use crate::{
    diagnostic::Style,
    diff::{self, Class},
};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// An api-version of the specs (`azure/2020-05-01`, or `2020-05-01` where only one service has it), a file, a folder of
    /// fragments, or a folder of api-versions
    old: String,
    /// What to compare it with, in the same words
    new: String,
    /// The folder of the services [default: the workspace's specs/]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// The api-versions of folders, oldest first, where their names have no order
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    order: Vec<String>,
    /// The folder whose files the documents may refer to [default: the one that holds them]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(flatten)]
    limits: super::limits::Arguments,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 where there is a change of this class
    #[arg(long, value_enum, value_name = "CLASS")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    Breaking,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl io::Write) -> Result<ExitCode, Failure> {
    let style = if io::stderr().is_terminal() {
        Style::Colored
    } else {
        Style::Plain
    };
    let specs = arguments.specs.clone();
    let options = diff::Options {
        specs: specs.unwrap_or_else(|| workspace().join("specs")),
        order: arguments.order.clone(),
        root: arguments.root.clone(),
        limits: arguments.limits.limits(),
        style,
    };
    let report = diff::run(&arguments.old, &arguments.new, &options).map_err(Failure::Diff)?;
    let format = match arguments.format {
        Format::Text => diff::Format::Text,
        Format::Markdown => diff::Format::Markdown,
        Format::Json => diff::Format::Json,
    };
    let colored = io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none();
    out.write_all(report.to_string(format, colored).as_bytes())?;
    let denied = arguments
        .deny
        .is_some_and(|Deny::Breaking| report.count(Class::Breaking) > 0);
    Ok(if denied {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}
