//! `verify`: the examples of documents against their schemas.

use std::{io, process::ExitCode};

use clap::{Args, ValueEnum};

use super::{
    Failure,
    documents::LoadArguments,
    reporting::{Denials, Reporting},
};
use crate::{diagnostic::Style, verify};

#[derive(Args, Debug)]
#[command(after_help = super::examples::VERIFY)]
pub(super) struct Arguments {
    /// OpenAPI file, `-` for a document on standard input, several fragments of one document, folder of api-versions, name in the folder of services
    /// (`azure/2020-05-01`) or in the configuration file, or `bundled:SERVICE` [default: the documents of --config, or else
    /// all services of --specs]
    #[arg(value_name = "SPEC")]
    documents: Vec<String>,
    /// Format of the report: mismatches on standard error with a summary, or one JSON object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    load: LoadArguments,
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
    arguments: &Arguments,
    out: &mut impl io::Write,
    err: &mut impl io::Write,
) -> Result<ExitCode, Failure> {
    let specs = match arguments.documents.as_slice() {
        [] => {
            arguments.load.refuse_spec_options()?;
            Vec::new()
        }
        documents => vec![arguments.load.spec_or_stdin(documents)?],
    };
    let levels = arguments.reporting.levels(&arguments.denials.deny);
    let report = verify::run(&specs, &arguments.load.options(levels))?;
    match arguments.format {
        Format::Text => {
            err.write_all(report.render(arguments.style()).as_bytes())?;
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
