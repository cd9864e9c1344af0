//! The table of checks in the documentation agrees with the code.

use billing_codegen::diff::{Check, Effect, Release};

use crate::assert_golden;

fn words(effect: Effect) -> &'static str {
    match effect {
        Effect::Breaks => "always",
        Effect::Harmless => "never",
        Effect::Narrows => "in requests",
        Effect::Widens => "in responses",
    }
}

#[test]
fn the_table_of_checks_is_up_to_date() {
    let mut table = String::from(
        "# The checks\n\n| check | breaks clients | breaks code | on the wire | in Rust | oasdiff |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for check in Check::ALL {
        let breaking = words(check.effect());
        let oasdiff: Vec<_> = check.oasdiff().iter().map(|id| format!("`{id}`")).collect();
        table += &format!(
            "| `{}` | {breaking} | {} | {} | {} | {} |\n",
            check.id(),
            match check.release() {
                Release::Major => "yes",
                Release::Minor | Release::Patch => "no",
            },
            check.on_the_wire(),
            check.in_rust(),
            if oasdiff.is_empty() {
                "-".to_owned()
            } else {
                oasdiff.join(", ")
            }
        );
    }
    let path = "../../../src/diff/checks.md";
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/diff/golden")
        .join(path);
    let text = std::fs::read_to_string(golden).expect("the docs");
    let rest = text
        .find("\n# What")
        .map_or("", |start| text.get(start..).unwrap_or_default());
    assert_golden(path, &format!("{table}{rest}"));
}

/// The chapter on crate versions classifies the checks correctly.
#[test]
fn crate_versions_follow_from_checks() {
    let text = include_str!("../../docs/semver.md");
    let (_, rows) = text.split_once("| what happened |").expect("the table");
    let rows = rows
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut left: Vec<Check> = Check::ALL.to_vec();
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [_, checks, breaks, version] = cells[..] else {
            panic!("{row}");
        };
        for id in checks.split(", ").filter(|id| *id != "none") {
            let id = id.trim_matches('`');
            let check = Check::ALL.iter().find(|check| check.id() == id);
            let check = check.unwrap_or_else(|| panic!("there is no check {id}"));
            assert_eq!(words(check.effect()), breaks, "{id}");
            let part = check.release().as_str();
            assert!(version.starts_with(part), "{id}: {version}");
            let index = left.iter().position(|known| known == check);
            left.remove(index.unwrap_or_else(|| panic!("{id} is in two rows")));
        }
    }
    assert_eq!(left, [], "these are in no row");
}
