//! `completions`: what makes a shell complete the command line.

use std::{io, process::ExitCode};

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

/// What the program is called within the script for bash, and what clap_complete 4.6 makes of that.
const NAME: &str = "billing__codegen__subcmd__";
const BROKEN: &str = "billing__subcmd__codegen__subcmd__";

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
    if arguments.shell == Shell::Bash {
        // It takes the hyphen of the name for the start of a subcommand, and then completes nothing behind any.
        let text = String::from_utf8_lossy(&script).replace(BROKEN, NAME);
        script = text.into_bytes();
    }
    out.write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
