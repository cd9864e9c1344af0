//! `explain`: explanations of the codes.

use std::{io, process::ExitCode};

use clap::Args;

use crate::diagnostic::{Code, Level};

#[derive(Args, Debug)]
#[command(after_help = super::examples::EXPLAIN)]
pub(super) struct Arguments {
    /// Code of a diagnostic [default: list all codes]
    code: Option<Code>,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl io::Write) -> io::Result<ExitCode> {
    match arguments.code {
        Some(code) => writeln!(out, "{}", code.explanation().trim_end())?,
        None => {
            for code in Code::ALL {
                let level = match code.level() {
                    Level::Error => "error",
                    Level::Warning => "warning",
                    Level::Off => "off",
                };
                writeln!(out, "{code}  {level:7}  {}", code.title())?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
