//! `--allow`, `--warn`, `--deny` and `--all-warnings`.

use crate::{
    markdown::{Section, sections},
    project,
};

fn document(text: &str) -> Section {
    sections(&format!("```yaml\n{text}```\n")).remove(0)
}

/// Returns the reported codes, each with the first letter of its severity, and the exit code.
fn reported_codes(section: &Section, arguments: &[&str]) -> (String, i32) {
    let mut more = vec!["--message-format", "json"];
    more.extend(arguments);
    let reported = project::run(section.blocks.iter(), &more);
    let codes = reported.err.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let severity = line["severity"].as_str().unwrap();
        format!("{}{}", &severity[..1], line["code"].as_str().unwrap())
    });
    (codes.collect::<Vec<_>>().join(" "), reported.code)
}

#[test]
fn levels_of_a_code() {
    let section = document(
        "components:\n  schemas:\n    Price: { type: number, descripton: x }\n    Day: { type: string, format: datetime }\n",
    );
    for (arguments, expected) in [
        (&[][..], ("wB0206 wB0803", 0)),
        (&["--allow", "B0206"], ("wB0803", 0)),
        (&["--allow", "B0206,B0803"], ("", 0)),
        (&["--deny", "b0206"], ("eB0206 wB0803", 2)),
        (&["--deny", "warnings"], ("eB0206 eB0803", 2)),
        (
            &["--deny", "warnings", "--allow", "B0206", "--allow", "B0803"],
            ("", 0),
        ),
        (&["--warn", "B0801"], ("wB0801 wB0206 wB0801 wB0803", 0)),
        (
            &["--deny", "B0801", "--allow", "B0206,B0803"],
            ("eB0801 eB0801", 2),
        ),
    ] {
        let expected = (expected.0.to_owned(), expected.1);
        assert_eq!(
            reported_codes(&section, arguments),
            expected,
            "{arguments:?}"
        );
    }
}

#[test]
fn allowances_of_a_document() {
    let section = document(
        "components:\n  schemas:\n    Price: { type: number, descripton: x, x-rust-allow: [B0206] }\n    Day: { type: string, descripton: x }\n",
    );
    assert_eq!(
        reported_codes(&section, &["--deny", "warnings"]),
        ("eB0206".to_owned(), 2)
    );
}

#[test]
fn errors_stay_errors() {
    let section = document("components: {}\n");
    for (arguments, expected) in [
        (
            &["--allow", "B0101"][..],
            "B0101 is an error and cannot be allowed",
        ),
        (
            &["--allow", "B0102x"],
            "there is no code `B0102x`; did you mean `B0102`?",
        ),
        (&["--deny", "everything"], "there is no code `everything`"),
    ] {
        let reported = project::run(section.blocks.iter(), arguments);
        assert_eq!(reported.code, 2);
        assert!(reported.err.contains(expected), "{}", reported.err);
    }
}

#[test]
fn warnings_of_one_kind_are_limited() {
    let keys: String = (1..=8).map(|number| format!(", key{number}: x")).collect();
    let section = document(&format!(
        "components:\n  schemas:\n    Price: {{ type: number{keys} }}\n"
    ));
    let count = |more: &[&str]| {
        let reported = project::run(section.blocks.iter(), more);
        (reported.err.matches("unknown key `").count(), reported.err)
    };
    let (shown, err) = count(&[]);
    assert_eq!(shown, 5);
    assert!(
        err.ends_with("warning[B0206]: 3 more of this kind in `api.yaml`: An unknown key\n |\n = note: `--all-warnings` shows them\n\n"),
        "{err}"
    );
    assert_eq!(count(&["--all-warnings"]).0, 8);
    // Errors are not limited.
    assert_eq!(count(&["--deny", "B0206"]).0, 8);
}
