//! `completions`: completion scripts for shells.

use std::{io, process::ExitCode};

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

/// The name of the program in the script for bash, and the wrong name that clap_complete 4.6 writes.
const NAME: &str = "billing__codegen__subcmd__";
const BROKEN: &str = "billing__subcmd__codegen__subcmd__";

#[derive(Args, Debug)]
#[command(after_help = super::examples::COMPLETIONS)]
pub(super) struct Arguments {
    /// Shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, out: &mut impl io::Write) -> io::Result<ExitCode> {
    // clap_complete panics if it cannot write, for example to a closed pipe.
    let mut script = Vec::new();
    let mut command = super::Command::command();
    clap_complete::generate(
        arguments.shell,
        &mut command,
        "billing-codegen",
        &mut script,
    );
    if arguments.shell == Shell::Bash {
        // clap_complete reads the hyphen of the name as the start of a subcommand, and the script completes none.
        let text = String::from_utf8_lossy(&script).replace(BROKEN, NAME);
        script = text.into_bytes();
    }
    out.write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
