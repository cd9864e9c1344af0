//! Tests of the comparison of two documents and of its reports.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails where it cannot go on"
)]

mod checks;
mod command;
mod docs;
mod golden;
mod identity;
mod json;
mod properties;
#[path = "../timeline/schema.rs"]
mod schema;
mod services;
#[cfg(unix)]
mod workflow;

use std::{fs, path::Path};

use billing_codegen::{
    diff::{self, Report},
    load::LoadOptions,
};

/// Compares two documents, given as strings.
#[track_caller]
fn compare(old: &str, new: &str) -> Report {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let (old, new) = (path("old.yaml", old), path("new.yaml", new));
    diff::run(&old, &new, &LoadOptions::new()).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the report as text, without the lines of locations.
fn format_report(report: &Report) -> String {
    let text = report.to_text(false);
    let (_, changes) = text.split_once("\n\n").unwrap_or_default();
    let lines = changes.lines().filter(|line| !line.contains(".yaml:"));
    lines
        .map(|line| format!("{line}\n"))
        .collect::<String>()
        .trim_matches('\n')
        .to_owned()
}

/// Compares a text with a golden file. `BLESS=1` rewrites it.
#[track_caller]
fn assert_golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/diff/golden")
        .join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, text).expect("a golden file");
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == text,
        "{name} differs; this is the new text:\n{text}"
    );
}
