//! Shell completions: every subcommand is known, and bash completes.

use std::process::Command;

use crate::{stdout_of, subcommands};

#[test]
fn every_shell_completes_all_subcommands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout_of(&["completions", shell]);
        for name in subcommands() {
            assert!(script.contains(&name), "{shell}: {name}");
        }
        assert!(script.contains("message-format"), "{shell}");
    }
}

#[test]
fn bash_completes() {
    let script = stdout_of(&["completions", "bash"]);
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
