//! The texts about the command line: runs the examples of its help and the commands of the docs, and checks shell completions.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

#[path = "../support/blocks.rs"]
mod blocks;
mod chapters;
mod completions;
mod examples;
mod standard_input;

use std::process::Command;

/// Runs the program, asserts success and returns its standard output.
fn stdout_of(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert!(output.status.success(), "{}", text(output.stderr));
    text(output.stdout)
}

/// The subcommands, as the help lists them.
fn subcommands() -> Vec<String> {
    let help = stdout_of(&["--help"]);
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let (list, _) = rest.split_once("\n\n").unwrap();
    let names = list
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    let names: Vec<String> = names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    assert!(names.len() >= 6, "{help}");
    names
}
