//! `diff`: changes between two documents, or two sets of api-versions.

use std::{
    env,
    io::{self, IsTerminal as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{
    Failure,
    documents::{LoadArguments, STDIN},
    reporting::{self, Denied, Reporting},
};
use crate::{
    Spec,
    diagnostic::Style,
    diff::{self, Class},
    timeline,
};

#[derive(Args, Debug)]
#[command(after_help = super::examples::DIFF)]
pub(super) struct Arguments {
    /// Old and new documents, each an OpenAPI file, folder of fragments, folder of api-versions, name in the folder of
    /// services (`azure/2020-05-01`, or `2020-05-01` if only one service has it) or in the configuration file, or
    /// `bundled:SERVICE/API-VERSION`; one of both may be `-`, a document on standard input
    #[arg(value_names = ["OLD", "NEW"], num_args = 2)]
    documents: Vec<PathBuf>,
    /// Fragment of the old document; repeat it for each file
    #[arg(
        long,
        value_name = "FILE",
        requires = "new",
        conflicts_with = "documents"
    )]
    old: Vec<PathBuf>,
    /// Fragment of the new document; repeat it for each file
    #[arg(
        long,
        value_name = "FILE",
        requires = "old",
        conflicts_with = "documents"
    )]
    new: Vec<PathBuf>,
    /// File that corrects errors of the old documents, instead of --overrides
    #[arg(long, value_name = "FILE")]
    old_overrides: Option<PathBuf>,
    /// File that corrects errors of the new documents, instead of --overrides
    #[arg(long, value_name = "FILE")]
    new_overrides: Option<PathBuf>,
    /// Format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// List each added operation, instead of one line for each group of many
    #[arg(long)]
    details: bool,
    /// Exit with 1 if there are changes that break running clients (`wire`), code that uses the crate (`source`), either
    /// (`breaking`), or any (`changes`); or report lints as errors, by code; `warnings` for all
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = deny)]
    deny: Vec<Deny>,
    #[command(flatten)]
    load: LoadArguments,
    #[command(flatten)]
    reporting: Reporting,
}

impl Arguments {
    pub(super) fn style(&self) -> Style {
        self.reporting.style()
    }

    /// The old and the new documents.
    fn specs(&self) -> Result<(Spec, Spec), Failure> {
        let (old, new) = match self.documents.as_slice() {
            [old, new] => (std::slice::from_ref(old), std::slice::from_ref(new)),
            _ if self.old.is_empty() => {
                let message = "name two documents: `diff OLD NEW`, or each fragment of both: `diff --old FILE --new FILE`";
                return Err(Failure::Usage(message.to_owned()));
            }
            _ => (self.old.as_slice(), self.new.as_slice()),
        };
        if [old, new]
            .iter()
            .all(|side| side.iter().any(|path| path.as_os_str() == STDIN))
        {
            let message = "only one of both documents can be `-`, standard input";
            return Err(Failure::Usage(message.to_owned()));
        }
        let side = |paths: &[PathBuf], overrides: &Option<PathBuf>| {
            let spec = self.load.spec_or_stdin(paths)?;
            Ok::<_, Failure>(match overrides {
                Some(file) => spec.overrides(file),
                None => spec,
            })
        };
        Ok((
            side(old, &self.old_overrides)?,
            side(new, &self.new_overrides)?,
        ))
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deny {
    /// Changes that break running clients.
    Wire,
    /// Changes that break code that uses the crate.
    Source,
    /// Either.
    Breaking,
    /// Any changes.
    Changes,
    Problems(Denied),
}

fn deny(text: &str) -> Result<Deny, String> {
    match text {
        "wire" => Ok(Deny::Wire),
        "source" => Ok(Deny::Source),
        "breaking" => Ok(Deny::Breaking),
        "changes" => Ok(Deny::Changes),
        _ => reporting::denied(text).map(Deny::Problems),
    }
}

pub(super) fn run(
    arguments: &Arguments,
    out: &mut impl io::Write,
    err: &mut impl io::Write,
) -> Result<ExitCode, Failure> {
    let denied = arguments.deny.iter().filter_map(|deny| match deny {
        Deny::Problems(denied) => Some(*denied),
        _ => None,
    });
    let denied: Vec<_> = denied.collect();
    let options = arguments.load.options(arguments.reporting.levels(&denied));
    let (old, new) = arguments.specs()?;
    let colored = io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none();
    let (report, text) = match arguments.format {
        Format::Html => timeline::run_diff(old, new, &options)?,
        format => {
            let mut report = diff::run(old, new, &options)?;
            report.is_detailed = arguments.details;
            let text = match format {
                Format::Markdown => report.to_markdown(),
                Format::Json => report.to_json(),
                _ => report.to_text(colored),
            };
            (report, text)
        }
    };
    let warnings = report.warnings.render(arguments.style());
    err.write_all(warnings.as_bytes())?;
    out.write_all(text.as_bytes())?;
    let is_denied = arguments.deny.iter().any(|deny| match deny {
        Deny::Wire => report.count_on_the_wire(Class::Breaking) > 0,
        Deny::Source => report.count_in_source(Class::Breaking) > 0,
        Deny::Breaking => report.count(Class::Breaking) > 0,
        Deny::Changes => report.findings().next().is_some(),
        Deny::Problems(_) => false,
    });
    Ok(match is_denied {
        true => ExitCode::from(1),
        false => ExitCode::SUCCESS,
    })
}
