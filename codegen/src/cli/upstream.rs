//! `upstream`: the fragments against the official documents that they follow.

use std::{io, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    Failure,
    limits::LimitArguments,
    reporting::{Denials, Reporting},
    workspace,
};
use crate::{diagnostic::Style, load::LoadOptions, text::visible_lines, upstream};

#[derive(Args, Debug)]
#[command(after_help = super::examples::UPSTREAM)]
pub(super) struct Arguments {
    /// A service or an api-version of the specs (`azure/2024-04-01`) [default: all that have an upstream.yaml]
    #[arg(value_name = "SERVICE/API-VERSION")]
    named: Option<String>,
    /// The checkout that holds the official files; nothing is fetched
    #[arg(long, value_name = "DIR")]
    against: PathBuf,
    /// The folder of the services [default: the workspace's specs/]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// Report also the operations and definitions whose descriptions changed upstream since they were recorded
    #[arg(long)]
    descriptions: bool,
    /// Record the hashes of the files and descriptions as they are now
    #[arg(long)]
    record: bool,
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
    let specs = arguments.specs;
    let load = LoadOptions::new()
        .specs_dir(specs.unwrap_or_else(|| workspace().join("specs")))
        .limits(arguments.limits.limits())
        .levels(arguments.reporting.levels(&arguments.denials.deny));
    let options = upstream::Options {
        against: arguments.against,
        descriptions: arguments.descriptions,
        record: arguments.record,
        load,
    };
    let report = upstream::run(arguments.named.as_deref(), &options)?;
    err.write_all(report.render(style).as_bytes())?;
    out.write_all(visible_lines(&report.to_string()).as_bytes())?;
    Ok(match report.has_deviations() {
        true => ExitCode::from(1),
        false => ExitCode::SUCCESS,
    })
}
