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
    documents::LoadArguments,
    reporting::{Denials, Reporting},
};
use crate::{diagnostic::Style, timeline};

#[derive(Args, Debug)]
#[command(after_help = super::examples::HISTORY)]
pub(super) struct Arguments {
    /// OpenAPI file, folder of api-versions, name in the folder of services (`azure`) or in the configuration file, or
    /// `bundled:SERVICE` [default: the documents of --config, or else all services of --specs]
    #[arg(value_name = "SPEC")]
    documents: Vec<String>,
    #[command(flatten)]
    load: LoadArguments,
    /// Format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// File to write, instead of standard output
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

pub(super) fn run(
    arguments: &Arguments,
    out: &mut impl io::Write,
    err: &mut impl io::Write,
) -> Result<ExitCode, Failure> {
    let load = &arguments.load;
    if arguments.documents.is_empty() {
        load.refuse_spec_options()?;
    }
    let documents = arguments.documents.iter();
    let specs: Vec<_> = documents
        .map(|name| load.spec(std::slice::from_ref(name)))
        .collect();
    let levels = arguments.reporting.levels(&arguments.denials.deny);
    let timelines = timeline::run(&specs, &load.options(levels))?;
    let warnings = timelines.warnings.render(arguments.style());
    err.write_all(warnings.as_bytes())?;
    let format = match arguments.format {
        Format::Text => timeline::Format::Text,
        Format::Markdown => timeline::Format::Markdown,
        Format::Json => timeline::Format::Json,
        Format::Html => timeline::Format::Html,
    };
    let colored = arguments.output.is_none()
        && io::stdout().is_terminal()
        && env::var_os("NO_COLOR").is_none();
    let text = timeline::write(&timelines.services, format, colored);
    match &arguments.output {
        Some(file) => std::fs::write(file, text)
            .map_err(|error| Failure::Usage(format!("{}: {error}", file.display())))?,
        None => out.write_all(text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}
