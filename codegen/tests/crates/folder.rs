//! A temporary folder of documents.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Creates a folder with these files.
    pub(crate) fn with(files: &[(&str, String)]) -> Self {
        let folder = Self::new();
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
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

    /// Runs the command line in the folder and returns exit code, standard output and standard error.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(self.0.path())
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code().unwrap(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    /// Runs the command line as [`run`](Self::run) does and asserts success.
    pub(crate) fn run_ok(&self, arguments: &[&str]) -> String {
        let (code, out, err) = self.run(arguments);
        assert_eq!((code, err.as_str()), (0, ""));
        out
    }

    /// Returns all files below a folder, by path.
    pub(crate) fn files(&self, below: &str) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let mut folders = vec![self.path(below)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.path(below)).unwrap();
                    let text = fs::read_to_string(&path).unwrap();
                    files.push((name.to_str().unwrap().to_owned(), text));
                }
            }
        }
        files.sort();
        files
    }
}

/// Returns a document with one type `Price`, whose members are strings.
pub(crate) fn document(version: &str, members: &[&str]) -> String {
    let members: String = members
        .iter()
        .map(|name| format!("        {name}: {{ type: string, description: The {name}. }}\n"))
        .collect();
    format!(
        "openapi: 3.0.3\ninfo: {{ title: Shop, version: '{version}' }}\npaths: {{}}\ncomponents:\n  schemas:\n    Price:\n      description: What a thing costs.\n      properties:\n{members}"
    )
}
