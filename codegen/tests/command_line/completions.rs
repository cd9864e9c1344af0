//! Completions know all subcommands, and those of bash complete.

use std::process::Command;

use crate::{subcommands, told};

#[test]
fn every_shell_knows_all_subcommands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = told(&["completions", shell]);
        for name in subcommands() {
            assert!(script.contains(&name), "{shell}: {name}");
        }
        assert!(script.contains("message-format"), "{shell}");
    }
}

#[test]
fn bash_completes() {
    let script = told(&["completions", "bash"]);
    let complete = |words: &str, last: usize| {
        let asked = format!(
            "{script}\nCOMP_WORDS=({words})\nCOMP_CWORD={last}\n\
             _billing__codegen billing-codegen \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{last} - 1]}}\"\n\
             printf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
        );
        let output = Command::new("bash")
            .args(["--norc", "-c", &asked])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(complete("billing-codegen ver", 1), "verify\n");
    assert_eq!(complete("billing-codegen diff --for", 2), "--format\n");
    assert_eq!(complete("billing-codegen diff --format j", 3), "json\n");
}
