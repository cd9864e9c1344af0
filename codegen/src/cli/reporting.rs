//! How problems are told, and which of them.

use std::io::{self, IsTerminal as _};

use clap::{Args, ValueEnum};

use crate::diagnostic::{Code, Level, Levels, Style};

/// How problems are told.
#[derive(Args, Clone, Debug)]
pub(super) struct Reporting {
    /// How problems are told, on the standard error stream
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
    /// Kinds of warnings that are not told, such as B0206
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = allowable)]
    allow: Vec<Code>,
    /// Kinds of warnings that are told although they have to be asked for
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    warn: Vec<Code>,
    /// Tell all warnings, also where there are many of one kind in one file
    #[arg(long)]
    all_warnings: bool,
}

/// Which warnings are errors.
#[derive(Args, Clone, Debug)]
pub(super) struct Denials {
    /// Kinds of warnings that are errors; `warnings` for all of them
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = denied)]
    pub(super) deny: Vec<Denied>,
}

/// What is not to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denied {
    Warnings,
    Kind(Code),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MessageFormat {
    /// With the lines of the source
    Human,
    /// One object of JSON a line
    Json,
    /// Annotations in GitHub's workflows
    Github,
}

fn allowable(text: &str) -> Result<Code, String> {
    let code: Code = text.parse().map_err(|error| format!("{error}"))?;
    match code.level() {
        Level::Error => Err(format!("{code} is an error, and stays one")),
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

    /// Of what is said about one code, the hardest counts.
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
