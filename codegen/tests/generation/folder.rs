//! A temporary folder with specs and a crate.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// Manifest of a crate before the first generation.
pub(crate) const MANIFEST: &str = "\
[package]
name = \"things-api\"

[features]
# generated: api-versions
# end of generated

[dependencies]
billing-runtime = \"0.1\"
";

/// A temporary folder with `specs/` and `generated/Cargo.toml`.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// Creates a folder with the example specs: two api-versions of `things`.
    pub(crate) fn example() -> Self {
        let folder = Self::empty();
        for file in example_files() {
            folder.write(
                &format!("specs/{file}"),
                &fs::read_to_string(example().join(file)).unwrap(),
            );
        }
        folder
    }

    /// Creates a folder with a crate and without specs.
    pub(crate) fn empty() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::create_dir(folder.path("specs")).unwrap();
        folder.write("generated/Cargo.toml", MANIFEST);
        folder
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} lacks {old:?}");
        self.write(path, &text.replacen(old, new, 1));
    }

    /// Runs the command line in the folder.
    pub(crate) fn output(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(self.0.path())
            .args(arguments)
            .output()
            .unwrap()
    }

    /// Runs the command line and returns exit code, standard output and standard error.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.output(arguments);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code().unwrap(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    /// Returns all files below `generated/` with their bytes.
    pub(crate) fn generated(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.path("generated")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    files.push((path.strip_prefix(self.0.path()).unwrap().to_owned(), bytes));
                }
            }
        }
        files.sort();
        files
    }
}

/// Returns the path of the example specs.
pub(crate) fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generation/specs")
}

/// Returns the fragments of the example, relative to the folder of its specs.
pub(crate) fn example_files() -> [&'static str; 4] {
    [
        "things/2023-01-01/common.yaml",
        "things/2023-01-01/things.yaml",
        "things/2024-01-01/common.yaml",
        "things/2024-01-01/things.yaml",
    ]
}
