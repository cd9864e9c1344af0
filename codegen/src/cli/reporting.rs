//! Arguments about diagnostics: their format and their levels.

use std::io::{self, IsTerminal as _};

use clap::{Args, ValueEnum};

use crate::diagnostic::{Code, Level, Levels, Style};

/// The format of diagnostics, and the levels of lints.
#[derive(Args, Clone, Debug)]
pub(super) struct Reporting {
    /// Format of diagnostics on standard error
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
    /// Turn lints off, by code, such as B0206
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = allowable)]
    allow: Vec<Code>,
    /// Report lints as warnings, by code, also those that are off by default
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    warn: Vec<Code>,
    /// Show all warnings, even if one file has many of one kind
    #[arg(long)]
    all_warnings: bool,
}

/// Lints that are errors.
#[derive(Args, Clone, Debug)]
pub(super) struct Denials {
    /// Report lints as errors, by code; `warnings` for all
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = denied)]
    pub(super) deny: Vec<Denied>,
}

/// A value of `--deny`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denied {
    Warnings,
    Kind(Code),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MessageFormat {
    /// Text with the lines of the source
    Human,
    /// One JSON object on each line
    Json,
    /// Annotations for GitHub workflows
    Github,
}

fn allowable(text: &str) -> Result<Code, String> {
    let code: Code = text.parse().map_err(|error| format!("{error}"))?;
    match code.level() {
        Level::Error => Err(format!("{code} is an error and cannot be allowed")),
        _ => Ok(code),
    }
}

pub(super) fn denied(text: &str) -> Result<Denied, String> {
    match text {
        "warnings" => Ok(Denied::Warnings),
        _ => match text.parse() {
            Ok(code) => Ok(Denied::Kind(code)),
            Err(error) => Err(format!("{error}")),
        },
    }
}

impl Reporting {
    pub(super) fn style(&self) -> Style {
        match self.message_format {
            MessageFormat::Human if io::stderr().is_terminal() => Style::Colored,
            MessageFormat::Human => Style::Plain,
            MessageFormat::Json => Style::Json,
            MessageFormat::Github => Style::Github,
        }
    }

    /// Returns the levels. If several options name one code, the strictest counts.
    pub(super) fn levels(&self, denied: &[Denied]) -> Levels {
        let mut levels = Levels::default();
        for code in &self.allow {
            levels = levels.allow(*code);
        }
        for code in &self.warn {
            levels = levels.warn(*code);
        }
        for denied in denied {
            levels = match denied {
                Denied::Warnings => levels.deny_warnings(),
                Denied::Kind(code) => levels.deny(*code),
            };
        }
        match self.all_warnings {
            true => levels.show_all(),
            false => levels,
        }
    }
}
