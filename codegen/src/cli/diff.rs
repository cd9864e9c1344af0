//! `diff`: what changed between two documents.

use std::{
    env,
    io::{self, IsTerminal as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{
    Failure,
    reporting::{self, Denied, Reporting},
    workspace,
};
use crate::{
    diagnostic::Style,
    diff::{self, Class},
};

#[derive(Args, Debug)]
#[command(after_help = super::examples::DIFF)]
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
    limits: super::limits::LimitArguments,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// `breaking`: exit with 1 where there is such a change; or kinds of warnings that are errors, `warnings` for all
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = deny)]
    deny: Vec<Deny>,
    #[command(flatten)]
    reporting: Reporting,
}

impl Arguments {
    pub(super) fn style(&self) -> Style {
        self.reporting.style()
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deny {
    Breaking,
    Problems(Denied),
}

fn deny(text: &str) -> Result<Deny, String> {
    match text {
        "breaking" => Ok(Deny::Breaking),
        _ => reporting::denied(text).map(Deny::Problems),
    }
}

pub(super) fn run(arguments: &Arguments, out: &mut impl io::Write) -> Result<ExitCode, Failure> {
    let denied = arguments.deny.iter().filter_map(|deny| match deny {
        Deny::Breaking => None,
        Deny::Problems(denied) => Some(*denied),
    });
    let denied: Vec<_> = denied.collect();
    let specs = arguments.specs.clone();
    let options = diff::Options {
        specs: specs.unwrap_or_else(|| workspace().join("specs")),
        order: arguments.order.clone(),
        root: arguments.root.clone(),
        limits: arguments.limits.limits(),
        style: arguments.style(),
        levels: arguments.reporting.levels(&denied),
    };
    let report = diff::run(&arguments.old, &arguments.new, &options).map_err(Failure::Diff)?;
    let format = match arguments.format {
        Format::Text => diff::Format::Text,
        Format::Markdown => diff::Format::Markdown,
        Format::Json => diff::Format::Json,
    };
    let colored = io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none();
    out.write_all(report.to_string(format, colored).as_bytes())?;
    let denies_breaking = arguments.deny.contains(&Deny::Breaking);
    Ok(if denies_breaking && report.count(Class::Breaking) > 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}
