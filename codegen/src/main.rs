//! The command line of the generator.

use std::process::ExitCode;

fn main() -> ExitCode {
    billing_codegen::cli::main()
}
