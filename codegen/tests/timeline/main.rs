//! The history of a service, and its page.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test fails where it cannot go on"
)]

mod json;
mod lives;
mod markup;
mod page;
mod schema;

use std::{fs, path::Path, process::Command};

/// Files in a folder of their own, where commands run.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        for (name, text) in files {
            let path = folder.0.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        folder
    }

    /// The output of a command that has nothing to complain about.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> String {
        run_in(self.0.path(), arguments)
    }
}

#[test]
fn warnings_are_on_standard_error() {
    const DOCUMENT: &str =
        "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npahts: {}\npaths: {}\n";
    let folder = Folder::new(&[("api.yaml", DOCUMENT)]);
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(folder.0.path())
            .args(["history", "api.yaml"])
            .args(arguments)
            .output()
            .expect("a run");
        let err = String::from_utf8(output.stderr).expect("text");
        (output.status.code(), err)
    };
    let (code, err) = run(&[]);
    assert_eq!(code, Some(0));
    assert!(
        err.starts_with("warning[B0206]: ") && err.contains("--> api.yaml:3:"),
        "{err}"
    );
    assert_eq!(run(&["--allow", "B0206"]), (Some(0), String::new()));
    assert!(
        run(&["--message-format", "github"])
            .1
            .starts_with("::warning ")
    );
    let (code, err) = run(&["--deny", "B0206"]);
    assert!(
        code == Some(2) && err.starts_with("error[B0206]: "),
        "{err}"
    );
}

/// The output of a command in the root of the workspace.
#[track_caller]
fn run(arguments: &[&str]) -> String {
    run_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), arguments)
}

#[track_caller]
fn run_in(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("a run");
    let err = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.success(), "{arguments:?}: {err}");
    String::from_utf8(output.stdout).expect("text")
}

/// Compares a text with a golden file; `BLESS=1` rewrites it.
#[track_caller]
fn assert_golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/timeline/golden")
        .join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a golden file");
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == text,
        "{name} differs; this is the new text:\n{text}"
    );
}
