//! `verify`: the examples of documents against their schemas.

use std::{
    env,
    io::{self, IsTerminal as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{Failure, workspace};
use crate::{diagnostic::Style, verify};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// An OpenAPI file, several fragments of one document, a folder of api-versions, or a service or api-version of the
    /// specs (`azure/2020-05-01`) [default: all services of --specs]
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
    /// The file that fixes what the documents say wrongly [default: overrides.yaml in the folder of api-versions]
    #[arg(long, value_name = "FILE")]
    overrides: Option<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(
    arguments: Arguments,
    out: &mut impl io::Write,
    err: &mut impl io::Write,
) -> Result<ExitCode, Failure> {
    let style = |is_terminal: bool| match is_terminal && env::var_os("NO_COLOR").is_none() {
        true => Style::Colored,
        false => Style::Plain,
    };
    let specs = arguments.specs;
    let options = verify::Options {
        specs: specs.unwrap_or_else(|| workspace().join("specs")),
        order: arguments.order,
        root: arguments.root,
        overrides: arguments.overrides,
        style: style(io::stderr().is_terminal()),
    };
    let (report, warnings) =
        verify::run(&arguments.documents, &options).map_err(Failure::Verify)?;
    err.write_all(warnings.as_bytes())?;
    let format = match arguments.format {
        Format::Text => verify::Format::Text,
        Format::Json => verify::Format::Json,
    };
    let text = report.to_string(format, style(io::stdout().is_terminal()));
    out.write_all(text.as_bytes())?;
    Ok(if report.has_mismatches() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}
