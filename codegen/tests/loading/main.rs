//! Documents under all names that a user may give them, and the options that all commands share.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails where it cannot go on"
)]

mod ahead;
mod commands;
mod configuration;
mod floats;
mod names;
mod selected;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A temporary folder with files, in which the program runs.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs a command line and returns exit code, standard output and standard error.
    pub(crate) fn run(&self, line: &str) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(self.0.path())
            .args(line.split_whitespace())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap();
        (code, text(output.stdout), text(output.stderr))
    }

    /// Runs a command line that succeeds without a message.
    #[track_caller]
    pub(crate) fn succeed(&self, line: &str) -> String {
        let (code, out, err) = self.run(line);
        assert_eq!((code, err.as_str()), (0, ""), "{line}");
        out
    }
}

/// A document with one operation that returns a `Price`. `members` are the properties of the `Price`.
pub(crate) fn document(version: &str, members: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{ title: Shop, version: '{version}' }}
paths:
  /price:
    get:
      operationId: Prices_Get
      responses:
        '200':
          description: The price.
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Price' }} }} }}
components:
  schemas:
    Price: {{ type: object, properties: {{ {members} }} }}
"
    )
}
