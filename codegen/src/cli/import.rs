//! `import`: fragments from an official document.

use std::{io, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    Failure,
    documents::Floats,
    limits::LimitArguments,
    reporting::{Denials, Reporting},
};
use crate::{diagnostic::Style, import, load::LoadOptions, text::visible_lines};

#[derive(Args, Debug)]
#[command(after_help = super::examples::IMPORT)]
pub(super) struct Arguments {
    /// The official document, or the files of one that is in several (Swagger 2.0, OpenAPI 3.0 or 3.1)
    #[arg(value_name = "OFFICIAL", required = true)]
    documents: Vec<PathBuf>,
    /// Only these operations and what they reach, by operationId; `*` stands for any text [default: all]
    #[arg(long, value_name = "A,B", value_delimiter = ',', num_args = 1..)]
    operations: Vec<String>,
    /// The folder of the api-version: specs/SERVICE/API-VERSION
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The folder that holds the documents and what they refer to, such as a checkout of their repository; the manifest
    /// names the documents from there [default: the current directory]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The type of numbers, money among them, that the documents call `float` or `double`
    #[arg(long, value_enum)]
    floats: Option<Floats>,
    #[command(flatten)]
    limits: LimitArguments,
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

pub(super) fn run(
    arguments: Arguments,
    out: &mut impl io::Write,
    err: &mut impl io::Write,
) -> Result<ExitCode, Failure> {
    let style = arguments.style();
    let load = LoadOptions::new()
        .operations(arguments.operations)
        .floats(arguments.floats.map(Into::into).unwrap_or_default())
        .limits(arguments.limits.limits())
        .levels(arguments.reporting.levels(&arguments.denials.deny));
    let options = import::Options {
        out: arguments.out,
        root: arguments.root.unwrap_or_default(),
        load,
    };
    let report = import::run(&arguments.documents, &options)?;
    err.write_all(report.render(style).as_bytes())?;
    out.write_all(visible_lines(&report.to_string()).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
