//! `verify`: the examples of documents against their schemas.

use std::{io, path::PathBuf, process::ExitCode};

use clap::{Args, ValueEnum};

use super::{
    Failure,
    limits::LimitArguments,
    reporting::{Denials, Reporting},
    workspace,
};
use crate::{diagnostic::Style, verify};

#[derive(Args, Debug)]
#[command(after_help = super::examples::VERIFY)]
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
    #[command(flatten)]
    limits: LimitArguments,
    /// How to write it: what was found on the standard error stream and a summary, or all of it as one object of JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reporting: Reporting,
    #[command(flatten)]
    denials: Denials,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Arguments {
    pub(super) fn style(&self) -> Style {
        self.reporting.style()
    }
}

pub(super) fn run(
    arguments: Arguments,
    out: &mut impl io::Write,
    err: &mut impl io::Write,
) -> Result<ExitCode, Failure> {
    let style = arguments.style();
    let specs = arguments.specs;
    let options = verify::Options {
        specs: specs.unwrap_or_else(|| workspace().join("specs")),
        order: arguments.order,
        root: arguments.root,
        overrides: arguments.overrides,
        limits: arguments.limits.limits(),
        style,
        levels: arguments.reporting.levels(&arguments.denials.deny),
    };
    let report = verify::run(&arguments.documents, &options).map_err(Failure::Verify)?;
    match arguments.format {
        Format::Text => {
            err.write_all(report.render(style).as_bytes())?;
            out.write_all(report.summary().as_bytes())?;
        }
        Format::Json => out.write_all(report.json().as_bytes())?,
    }
    Ok(if report.has_mismatches() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}
