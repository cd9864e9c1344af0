//! `generate`: the workspace's crate, or the crate of any API.

use std::{
    io::{self, IsTerminal},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{Failure, Folders};
use crate::{Generator, diagnostic::Style, emit};

/// What to generate from.
#[derive(Args, Debug)]
pub(super) struct Generate {
    /// An OpenAPI file, several fragments of one document, or a folder with a file or folder for each api-version
    /// [default: the services of --specs]
    #[arg(value_name = "SPEC", requires = "out", conflicts_with = "specs")]
    documents: Vec<PathBuf>,
    #[command(flatten)]
    folders: Folders,
    /// The name of the new package [default: the name of its folder]
    #[arg(long, value_name = "NAME", requires = "documents")]
    crate_name: Option<String>,
    /// How the types are written down [default: expanded]
    #[arg(long, value_enum, requires = "documents")]
    form: Option<Form>,
    /// The api-versions, oldest first, where their names have no order; others are left out
    #[arg(
        long,
        value_name = "A,B,C",
        value_delimiter = ',',
        requires = "documents"
    )]
    order: Vec<String>,
    /// The file that fixes what the documents say wrongly [default: overrides.yaml in the folder of api-versions]
    #[arg(long, value_name = "FILE", requires = "documents")]
    overrides: Option<PathBuf>,
    /// Print how many schemas, types and lines there are, and how long each stage took
    #[arg(long)]
    stats: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// The types of each api-version as plain Rust: no macro, no support crate
    Expanded,
    /// One definition of everything with its history on it
    Definitions,
}

impl Generate {
    pub(super) fn run(
        self,
        out: &mut impl io::Write,
        err: &mut impl io::Write,
    ) -> Result<ExitCode, Failure> {
        let stats = self.stats;
        let (generated, changed) = self.generator().generate()?;
        err.write_all(generated.warnings.as_bytes())?;
        for path in &changed {
            writeln!(out, "wrote {path}")?;
        }
        if changed.is_empty() {
            writeln!(out, "unchanged")?;
        }
        if stats {
            write!(out, "{}", generated.statistics)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn generator(self) -> Generator {
        let (Some(out), false) = (&self.folders.out, self.documents.is_empty()) else {
            return self.folders.generator();
        };
        let style = if io::stderr().is_terminal() {
            Style::Colored
        } else {
            Style::Plain
        };
        let mut generator = Generator::from_documents(&self.documents, out)
            .style(style)
            .order(&self.order);
        if let Some(name) = self.crate_name {
            generator = generator.crate_name(name);
        }
        if let Some(file) = self.overrides {
            generator = generator.overrides(file);
        }
        generator.form(match self.form {
            Some(Form::Definitions) => emit::Form::Definitions,
            Some(Form::Expanded) | None => emit::Form::Expanded,
        })
    }
}
