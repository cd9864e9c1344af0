//! `completions`: what makes a shell complete the command line.

use std::{io, process::ExitCode};

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

#[derive(Args, Debug)]
#[command(after_help = super::examples::COMPLETIONS)]
pub(super) struct Arguments {
    /// The shell that it is for
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl io::Write) -> io::Result<ExitCode> {
    // The generator of completions panics where it cannot write, as to a pipe that nobody reads any more.
    let mut script = Vec::new();
    let mut command = super::Command::command();
    clap_complete::generate(
        arguments.shell,
        &mut command,
        "billing-codegen",
        &mut script,
    );
    out.write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
