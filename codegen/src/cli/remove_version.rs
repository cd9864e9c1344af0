//! `remove-version`: the removal of an api-version.

use std::{io, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{Failure, limits::LimitArguments, reporting::Reporting, workspace};
use crate::{diagnostic::Style, load::LoadOptions, remove_version};

#[derive(Args, Debug)]
#[command(after_help = super::examples::REMOVE_VERSION)]
pub(super) struct Arguments {
    /// The service: the name of a folder in --specs
    #[arg(value_name = "SERVICE")]
    service: String,
    /// The api-version to remove, such as `2020-05-01`
    #[arg(value_name = "API-VERSION")]
    api_version: String,
    /// The folder of the services [default: the workspace's specs/]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    #[command(flatten)]
    limits: LimitArguments,
    #[command(flatten)]
    reporting: Reporting,
}

impl Arguments {
    pub(super) fn style(&self) -> Style {
        self.reporting.style()
    }
}

pub(super) fn run(arguments: Arguments, out: &mut impl io::Write) -> Result<ExitCode, Failure> {
    let options = remove_version::Options {
        specs: arguments.specs.unwrap_or_else(|| workspace().join("specs")),
        load: LoadOptions::new().limits(arguments.limits.limits()),
    };
    let report = remove_version::run(&arguments.service, &arguments.api_version, &options)?;
    write!(out, "{report}")?;
    Ok(ExitCode::SUCCESS)
}
