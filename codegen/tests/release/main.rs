//! The recipe for releases, followed as far as no registry is needed, and documents of commits.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails where it cannot go on"
)]

#[path = "../support/blocks.rs"]
mod blocks;
mod commits;
mod order;
mod recipe;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns true if a program is installed that the tests use, but that building does not need.
fn is_installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output();
    let is_there = found.is_ok_and(|output| output.status.success());
    if !is_there {
        println!("skipped: there is no {program}");
    }
    is_there
}

/// A repository of its own.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().expect("a folder"));
        repository.git(&["init", "--quiet"]);
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) {
        let output = isolated(Command::new("git").current_dir(self.path()).args(arguments));
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        let author = [
            "-c",
            "user.name=author",
            "-c",
            "user.email=author@example.com",
        ];
        self.git(&[&author[..], &["commit", "--quiet", "--message", message]].concat());
    }

    /// Runs the program in a folder of the repository.
    fn run(&self, folder: &str, arguments: &[&str]) -> (i32, String, String) {
        let output = isolated(
            Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
                .current_dir(self.path().join(folder))
                .args(arguments),
        );
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (
            output.status.code().expect("a code"),
            text(output.stdout),
            text(output.stderr),
        )
    }
}

/// Runs a command without what the user's or the calling git says.
fn isolated(command: &mut Command) -> Output {
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("a run")
}
