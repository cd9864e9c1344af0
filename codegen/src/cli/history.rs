//! `history`: the life of everything in a service.

use std::{
    env,
    io::{self, IsTerminal as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{
    Failure,
    reporting::{Denials, Reporting},
    workspace,
};
use crate::{diagnostic::Style, diff, timeline};

#[derive(Args, Debug)]
#[command(after_help = super::examples::HISTORY)]
pub(super) struct Arguments {
    /// A service of the specs, a folder of api-versions, or a document [default: all services of --specs]
    #[arg(value_name = "SPEC")]
    documents: Vec<String>,
    /// The folder of the services [default: the workspace's specs/]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// The api-versions, oldest first, where their names have no order
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
    /// The file to write, instead of the standard output stream
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reporting: Reporting,
    #[command(flatten)]
    denials: Denials,
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
    Html,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl io::Write) -> Result<ExitCode, Failure> {
    let specs = arguments.specs.clone();
    let options = diff::Options {
        specs: specs.unwrap_or_else(|| workspace().join("specs")),
        order: arguments.order.clone(),
        root: arguments.root.clone(),
        limits: arguments.limits.limits(),
        style: arguments.style(),
        levels: arguments.reporting.levels(&arguments.denials.deny),
    };
    let timelines = diff::timelines(&arguments.documents, &options).map_err(Failure::Diff)?;
    let format = match arguments.format {
        Format::Text => timeline::Format::Text,
        Format::Markdown => timeline::Format::Markdown,
        Format::Json => timeline::Format::Json,
        Format::Html => timeline::Format::Html,
    };
    let colored = arguments.output.is_none()
        && io::stdout().is_terminal()
        && env::var_os("NO_COLOR").is_none();
    let text = timeline::write(&timelines, format, colored);
    match &arguments.output {
        Some(file) => std::fs::write(file, text)?,
        None => out.write_all(text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}
