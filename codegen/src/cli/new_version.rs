//! `new-version`: a new api-version as a copy of an older one.

use std::{io, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    Failure,
    limits::LimitArguments,
    reporting::{Denials, Reporting},
    workspace,
};
use crate::{diagnostic::Style, load::LoadOptions, new_version, text::visible_lines};

#[derive(Args, Debug)]
#[command(after_help = super::examples::NEW_VERSION)]
pub(super) struct Arguments {
    /// The service: the name of a folder in --specs
    #[arg(value_name = "SERVICE")]
    service: String,
    /// The new api-version, such as `2026-01-01`
    #[arg(value_name = "API-VERSION")]
    api_version: String,
    /// The api-version to copy, which is older than the new one [default: the next older one]
    #[arg(long, value_name = "OLDER")]
    from: Option<String>,
    /// The folder of the services [default: the workspace's specs/]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
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

pub(super) fn run(arguments: Arguments, out: &mut impl io::Write) -> Result<ExitCode, Failure> {
    let load = LoadOptions::new()
        .limits(arguments.limits.limits())
        .levels(arguments.reporting.levels(&arguments.denials.deny));
    let options = new_version::Options {
        specs: arguments.specs.unwrap_or_else(|| workspace().join("specs")),
        from: arguments.from,
        load,
    };
    let report = new_version::run(&arguments.service, &arguments.api_version, &options)?;
    out.write_all(visible_lines(&report.to_string()).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
