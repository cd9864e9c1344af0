//! The table of checks in the docs is the one in the code.

use billing_codegen::diff::{Check, Effect};

use crate::assert_golden;

#[test]
fn the_table_is_up_to_date() {
    let mut table = String::from(
        "# The checks\n\n| check | breaking | on the wire | in Rust | oasdiff |\n| --- | --- | --- | --- | --- |\n",
    );
    for check in Check::ALL {
        let breaking = match check.effect() {
            Effect::Breaks => "always",
            Effect::Harmless => "never",
            Effect::Narrows => "in requests",
            Effect::Widens => "in responses",
        };
        let oasdiff: Vec<_> = check.oasdiff().iter().map(|id| format!("`{id}`")).collect();
        table += &format!(
            "| `{}` | {breaking} | {} | {} | {} |\n",
            check.id(),
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
