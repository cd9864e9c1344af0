//! Each code has an explanation. Its wrong example is reported with the code, its right example is not.

use billing_codegen::diagnostic::Code;

use crate::{
    markdown::{Section, sections},
    project,
};

fn explanation(code: Code) -> Section {
    let mut sections = sections(code.explanation());
    assert_eq!(sections.len(), 1, "{code}");
    sections.remove(0)
}

/// Returns the codes that are reported for an example.
fn reported_codes(section: &Section, which: &str) -> Vec<String> {
    let blocks = section.blocks.iter().filter(|block| block.has_word(which));
    assert!(blocks.clone().count() > 0, "no {which} example");
    let reported = project::run(blocks, &["--message-format", "json"]);
    let lines = reported
        .err
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let codes = lines.map(|line| line["code"].as_str().unwrap().to_owned());
    codes.collect()
}

#[test]
fn only_wrong_examples_are_reported() {
    for code in Code::ALL {
        let section = explanation(*code);
        let wrong = reported_codes(&section, "wrong");
        assert!(wrong.contains(&code.to_string()), "{code}: {wrong:?}");
        let right = reported_codes(&section, "right");
        assert!(right.is_empty(), "{code}: {right:?}");
    }
}

#[test]
fn explanations_have_the_title_of_their_code() {
    for code in Code::ALL {
        let section = explanation(*code);
        let (title, text) = section.prose.split_once("\n\n").unwrap();
        assert_eq!(title, format!("# {code}: {}", code.title()));
        assert!(text.trim().len() > 40, "{code}");
    }
}

#[test]
fn the_command_explain() {
    let run = |words: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .arg("explain")
            .args(words)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    };
    let (code, out, _) = run(&["b0101"]);
    assert_eq!(code, Some(0));
    assert_eq!(out, Code::DanglingReference.explanation());

    let (code, out, _) = run(&[]);
    assert_eq!(code, Some(0));
    assert_eq!(out.lines().count(), Code::ALL.len());
    assert!(out.starts_with("B0001  error    A file or folder cannot be read\n"));
    assert!(out.contains("\nB0801  off      An unused component\n"));

    let (code, _, err) = run(&["B0110"]);
    assert_eq!(code, Some(2));
    assert!(
        err.contains("there is no code `B0110`; did you mean"),
        "{err}"
    );
}
