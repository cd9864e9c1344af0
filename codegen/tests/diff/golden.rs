//! Complete reports for the specs of the workspace.

use std::path::Path;

use billing_codegen::{
    diff::{self, Format, Report},
    load::LoadOptions,
};

use crate::assert_golden;

pub(crate) fn specs(old: &str, new: &str) -> Report {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let options = LoadOptions::new().specs_dir(specs);
    diff::run(old, new, &options).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn azure_2020_to_2024() {
    let report = specs("azure/2020-05-01", "azure/2024-04-01");
    let root = format!("{}/../specs/", env!("CARGO_MANIFEST_DIR"));
    for (format, name) in [
        (Format::Text, "azure.txt"),
        (Format::Markdown, "azure.md"),
        (Format::Json, "azure.json"),
    ] {
        assert_golden(
            name,
            &report.to_string(format, false).replace(&root, "specs/"),
        );
    }
}

#[test]
fn a_terminal_only_adds_colours() {
    let report = specs("azure/2020-05-01", "azure/2024-04-01");
    let mut colored = report.to_text(true);
    assert!(colored.contains("\u{1b}[1;31mBreaking on the wire and in Rust\u{1b}[0m"));
    for code in ["0", "1", "2", "1;31", "1;32"] {
        colored = colored.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(colored, report.to_text(false));
}
